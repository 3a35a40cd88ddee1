// A client of its own, on the protocol's library for Node.js, and the real server.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { after, before, test } from "node:test";
import {
  CodeActionRequest,
  type CompletionItem,
  CompletionRequest,
  DefinitionRequest,
  DocumentFormattingRequest,
  HoverRequest,
  type InitializeResult,
  type MarkupContent,
  RenameRequest,
  SemanticTokensRequest,
  type TextEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { formatted, unit, validated, workspace } from "./program";
import { Session } from "./session";

const dir = workspace({ "agentbox.hcl": unit });
const session = new Session(dir);
let server: InitializeResult;
let document: TextDocument;

/** The position behind the first place where the text stands. */
function behind(text: string) {
  const at = document.getText().indexOf(text);
  assert.notEqual(at, -1, text);
  return document.positionAt(at + text.length);
}

const at = (text: string) => ({ textDocument: { uri: document.uri }, position: behind(text) });

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

test("hover shows what the manual says", async () => {
  const hover = await session.connection.sendRequest(HoverRequest.type, at("max_lay"));
  assert.ok(hover);
  assert.match((hover.contents as MarkupContent).value, /max_layers/);
});

test("completion proposes what can be there", async () => {
  const result = await session.connection.sendRequest(CompletionRequest.type, at("[layer."));
  const items: CompletionItem[] = Array.isArray(result) ? result : (result?.items ?? []);
  assert.ok(
    items.some((item) => item.label === "base"),
    items.map((item) => item.label).join(", "),
  );
});

test("definition finds the line of a local value", async () => {
  const found = await session.connection.sendRequest(DefinitionRequest.type, at("packages = local.too"));
  const places = [found ?? []].flat();
  assert.equal(places.length, 1);
  const place = places[0] as {
    range?: { start: { line: number } };
    targetSelectionRange?: { start: { line: number } };
  };
  assert.equal((place.range ?? place.targetSelectionRange)?.start.line, 3);
});

test("rename changes each place, also behind characters of two code units", async () => {
  const edit = await session.connection.sendRequest(RenameRequest.type, {
    ...at("packages = local.too"),
    newName: "kit",
  });
  const edits =
    edit?.changes?.[document.uri] ??
    edit?.documentChanges?.flatMap((change) => ("edits" in change ? (change.edits as TextEdit[]) : [])) ??
    [];
  assert.equal(TextDocument.applyEdits(document, edits), unit.replaceAll("tools", "kit"));
});

test("formatting gives the bytes of fmt", async () => {
  const edits = await session.connection.sendRequest(DocumentFormattingRequest.type, {
    textDocument: { uri: document.uri },
    options: { tabSize: 2, insertSpaces: true },
  });
  assert.notEqual(formatted(unit), unit);
  assert.equal(TextDocument.applyEdits(document, edits ?? []), formatted(unit));
});

test("semantic tokens are pieces of lines, in kinds that package.json knows", async () => {
  const provider = server.capabilities.semanticTokensProvider;
  assert.ok(provider);
  const { contributes } = JSON.parse(fs.readFileSync("package.json", "utf8"));
  const ours = contributes.semanticTokenModifiers.map(({ id }: { id: string }) => id);
  const standard = "declaration definition readonly static deprecated abstract async modification documentation";
  for (const modifier of provider.legend.tokenModifiers) {
    assert.ok([...standard.split(" "), "defaultLibrary", ...ours].includes(modifier), `${modifier} has no meaning`);
  }

  const tokens = await session.connection.sendRequest(SemanticTokensRequest.type, {
    textDocument: { uri: document.uri },
  });
  const data = tokens?.data ?? [];
  assert.ok(data.length > 100);
  const kinds = new Map<string, string>();
  for (let i = 0, line = 0, character = 0; i < data.length; i += 5) {
    const [lines = 0, characters = 0, length = 0, kind = 0] = data.slice(i, i + 4);
    line += lines;
    character = lines === 0 ? character + characters : characters;
    const text = document.getText({ start: { line, character }, end: { line, character: character + length } });
    kinds.set(text, provider.legend.tokenTypes[kind] ?? "none");
  }
  assert.equal(kinds.get("layer"), "namespace"); // it stands last in [layer.bse]
  assert.equal(kinds.get("variant"), "keyword");
  assert.equal(kinds.get("max_layers"), "property");
  assert.equal(kinds.get("2"), "number");
});

test("the fix of a diagnostic mends it", async () => {
  const { diagnostics } = await session.diagnostics(document);
  const [wrong] = diagnostics;
  assert.ok(wrong);
  const actions = await session.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: document.uri },
    range: wrong.range,
    context: { diagnostics: [wrong], only: ["quickfix"] },
  });
  const [fix] = actions ?? [];
  assert.ok(fix && "edit" in fix && fix.edit);
  const edits = fix.edit.changes?.[document.uri] ?? [];
  const mended = TextDocument.applyEdits(document, edits);
  assert.equal(mended, unit.replace("layer.bse", "layer.base"));
  document = await session.change(document, mended);
  assert.deepEqual((await session.diagnostics(document)).diagnostics, []);
});
