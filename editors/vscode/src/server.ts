import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions, State } from "vscode-languageclient/node";
import { knowsCommands } from "./references";
import { readProgram, section } from "./settings";
import type { Status } from "./status";

/** The files that the server is told of: those of the language, and those that say the same in JSON. */
const documents = [
  { scheme: "file", language: "agentbox" },
  { scheme: "file", pattern: "**/{agentbox.hcl.json,*.agentbox.hcl.json,*.agentboxvars.json}" },
];

/** Server is the one process of `agentboxc lsp`, and the client that speaks to it. */
export class Server {
  private client: LanguageClient | undefined;
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly output: vscode.LogOutputChannel,
    private readonly status: Status,
  ) {}

  /** Starts the server, or starts it again with the settings as they are now. */
  restart(): Promise<void> {
    return this.next(async () => {
      await this.end();
      await this.begin();
    });
  }

  stop(): Promise<void> {
    return this.next(() => this.end());
  }

  /** One change after the other: a setting may change while the server starts. */
  private next(step: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(step, step);
    return this.turn;
  }

  private async begin(): Promise<void> {
    const program = readProgram();
    const server: ServerOptions = {
      command: program.path,
      args: ["lsp", ...program.arguments],
      options: { env: { ...process.env, ...program.environment } },
    };
    const options: LanguageClientOptions = {
      documentSelector: documents,
      outputChannel: this.output,
    };
    const client = new LanguageClient(section, "agentbox", server, options);
    client.registerFeature(knowsCommands);
    client.onDidChangeState((change) => {
      if (client === this.client) {
        this.status.show(change.newState, client.initializeResult?.serverInfo?.version);
      }
    });
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      this.status.show(State.Stopped);
      this.complain(program.path, error);
    }
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // One that has not come up has nothing to stop, and says so by throwing.
    if (client?.needsStop()) {
      await client.dispose();
    }
    this.status.show(State.Stopped);
  }

  /** Does not wait for the person to answer: that may be never. */
  private complain(program: string, error: unknown): void {
    const settings = "Open Settings";
    const output = "Show Output";
    const missing = /\bENOENT\b/.test(String(error)); // the client has wrapped the error in a text
    const reason = missing ? "there is no such program" : String(error);
    void vscode.window
      .showErrorMessage(`agentbox: ${program} lsp could not be started: ${reason}`, settings, output)
      .then((choice) => {
        if (choice === settings) {
          void vscode.commands.executeCommand("workbench.action.openSettings", `${section}.server`);
        } else if (choice === output) {
          this.output.show();
        }
      });
  }
}
