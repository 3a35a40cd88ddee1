// A client of its own, on the protocol's library for Node.js, and the real server.
import * as assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DocumentFormattingRequest, type InitializeResult } from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { formatted, unit, validated, workspace } from "./program";
import { Session } from "./session";

const dir = workspace({ "agentbox.hcl": unit });
const session = new Session(dir);
let server: InitializeResult;
let document: TextDocument;

before(async () => {
  server = await session.initialize();
  document = await session.open("agentbox.hcl", unit);
});

after(async () => {
  assert.equal(await session.end(), 0);
  assert.equal(session.server_errors, "");
});

test("the server says who it is and how it counts", () => {
  assert.equal(server.serverInfo?.name, "agentboxc");
  assert.match(server.serverInfo?.version ?? "", /\d|dev/);
  assert.equal(server.capabilities.positionEncoding ?? "utf-16", "utf-16");
});

test("diagnostics are what validate finds", async () => {
  const { diagnostics } = await session.diagnostics(document);
  const found = validated(dir).map(({ code, severity, range }) => ({
    code,
    severity: severity === "error" ? 1 : 2,
    start: document.positionAt(codeUnits(range.start.byte)),
    end: document.positionAt(codeUnits(range.end.byte)),
  }));
  assert.equal(found.length, 1);
  assert.deepEqual(
    diagnostics.map(({ code, severity, range }) => ({ code, severity, ...range })),
    found,
  );
});

/** The place in a string of a byte of its UTF-8. */
const codeUnits = (byte: number) => Buffer.from(unit).subarray(0, byte).toString().length;

test("formatting gives the bytes of fmt", async () => {
  const edits = await session.connection.sendRequest(DocumentFormattingRequest.type, {
    textDocument: { uri: document.uri },
    options: { tabSize: 2, insertSpaces: true },
  });
  assert.notEqual(formatted(unit), unit);
  assert.equal(TextDocument.applyEdits(document, edits ?? []), formatted(unit));
});
