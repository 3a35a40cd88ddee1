import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as path from "node:path";
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  ShutdownRequest,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { URI } from "vscode-uri";
import { program, until } from "./program";

/** Session is a client with one server: what an editor does, without an editor. */
export class Session {
  readonly connection: ProtocolConnection;
  private readonly published = new Map<string, PublishDiagnosticsParams>();
  private readonly server: ChildProcess;
  server_errors = "";

  constructor(private readonly dir: string) {
    this.server = spawn(program, ["lsp"], { stdio: "pipe" });
    const { stdin, stdout, stderr } = this.server;
    if (!stdin || !stdout || !stderr) {
      throw new Error("the server has no pipes");
    }
    stderr.on("data", (data) => {
      this.server_errors += data;
    });
    this.connection = createProtocolConnection(stdout, stdin);
    this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.set(params.uri, params);
    });
    this.connection.listen();
  }

  async initialize(): Promise<InitializeResult> {
    const uri = URI.file(this.dir).toString();
    const result = await this.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "test" }],
      capabilities: {
        textDocument: {
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
          completion: { completionItem: { snippetSupport: true } },
          hover: { contentFormat: ["markdown"] },
          publishDiagnostics: { versionSupport: true },
          rename: { prepareSupport: true },
          semanticTokens: { requests: { full: true }, tokenTypes: [], tokenModifiers: [], formats: ["relative"] },
        },
      },
    });
    await this.connection.sendNotification(InitializedNotification.type, {});
    return result;
  }

  async open(name: string, text: string): Promise<TextDocument> {
    const document = TextDocument.create(URI.file(path.join(this.dir, name)).toString(), "agentbox", 1, text);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri: document.uri, languageId: "agentbox", version: 1, text },
    });
    return document;
  }

  /** Replaces the whole text. */
  async change(document: TextDocument, text: string): Promise<TextDocument> {
    const next = TextDocument.update(document, [{ text }], document.version + 1);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: next.uri, version: next.version },
      contentChanges: [{ text }],
    });
    return next;
  }

  /** What the server has published for this version of the document. */
  diagnostics(document: TextDocument): Promise<PublishDiagnosticsParams> {
    return until(`diagnostics of version ${document.version} come`, () => {
      const found = this.published.get(document.uri);
      return found?.version === document.version && found;
    });
  }

  /** Ends the server as an editor does, and returns its exit code. */
  async end(): Promise<number | null> {
    await this.connection.sendRequest(ShutdownRequest.type);
    const ended = once(this.server, "exit");
    await this.connection.sendNotification(ExitNotification.type);
    const [code] = await ended;
    this.connection.dispose();
    return code;
  }
}
