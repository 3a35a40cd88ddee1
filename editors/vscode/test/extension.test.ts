// The extension as VS Code would load it, with the stand-in for VS Code, and the
// real server.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { after, before, test } from "node:test";
import type { ExtensionContext, TextEdit } from "vscode";
import { activate, deactivate } from "../src/extension";
import { formatted, program, unit, until, workspace } from "./program";
import {
  workspace as api,
  CancellationTokenSource,
  commands,
  type Document,
  editor,
  type Location,
  Position,
  seen,
  Uri,
} from "./vscode";

const dir = workspace({ "agentbox.hcl": unit, "more/agentbox.hcl.json": '{ "layer": {} }\n', "other.hcl": "x = 1\n" });
const { token } = new CancellationTokenSource();
const context = { subscriptions: [] as { dispose(): unknown }[] };
let document: Document;

before(async () => {
  await editor.begin(dir, "package.json");
  editor.set("agentbox.server.path", program);
  await activate(context as unknown as ExtensionContext);
  document = await editor.open(path.join(dir, "agentbox.hcl"));
});

after(async () => {
  await deactivate();
  for (const one of context.subscriptions) {
    one.dispose();
  }
  assert.deepEqual(await commands.getCommands(), [], "a command is left behind");
  assert.deepEqual(seen.errors, []);
});

const provider = (kind: string) => {
  const [one, ...more] = editor.providers(kind, document);
  assert.ok(one, `there is no provider of ${kind}`);
  assert.deepEqual(more, [], `there are several providers of ${kind}`);
  return one;
};

test("the commands of package.json are there", async () => {
  const { contributes } = JSON.parse(fs.readFileSync("package.json", "utf8"));
  const declared = contributes.commands.map(({ command }: { command: string }) => command);
  const ours = (await commands.getCommands()).filter((name) => name.startsWith("agentbox."));
  for (const name of declared) {
    assert.ok(ours.includes(name), name);
  }
});

test("the status tells that the server runs, and its version", async () => {
  await until("the server runs", () => /^agentboxc \S+$/.test(seen.status?.text ?? ""));
  assert.equal(seen.status?.severity, 0);
  assert.equal(seen.status?.busy, false);
});

test("a mistake is shown once, and gone when it is mended", async () => {
  const [wrong, ...more] = await until("a diagnostic is shown", () => {
    const all = editor.diagnostics(document);
    return all.length > 0 && all;
  });
  assert.deepEqual(more, []);
  assert.match(wrong?.message ?? "", /no layer "bse"/);

  const actions = await provider("codeActions").provideCodeActions(
    document,
    wrong?.range,
    { diagnostics: [wrong], only: undefined, triggerKind: 1 },
    token,
  );
  const fix = actions.find((action: { kind?: { value: string } }) => action.kind?.value === "quickfix");
  assert.ok(fix, "there is no fix");
  assert.ok(await api.applyEdit(fix.edit));
  assert.match(document.getText(), /\[layer\.base\]/);
  await until("the diagnostic is gone", () => editor.diagnostics(document).length === 0);
});

test("formatting gives the bytes of fmt", async () => {
  const want = formatted(document.getText());
  const edits: TextEdit[] = await provider("formatting").provideDocumentFormattingEdits(
    document,
    { tabSize: 2, insertSpaces: true },
    token,
  );
  document.apply(edits);
  assert.equal(document.getText(), want);
});

test("what is asked is answered for the text as it is now", async () => {
  const hover = await provider("hover").provideHover(document, document.after("max_lay"), token);
  assert.match(JSON.stringify(hover.contents), /max_layers/);
  const items = await provider("completion").provideCompletionItems(document, document.after("[layer."), token, {
    triggerKind: 0,
    triggerCharacter: undefined,
  });
  const labels = [items.items ?? items].flat().map((item: { label: string }) => item.label);
  assert.ok(labels.includes("base"), labels.join(", "));
  const edit = await provider("rename").provideRenameEdits(
    document,
    document.after("packages   = local.too"),
    "kit",
    token,
  );
  const [[, edits]] = edit.entries();
  assert.equal(edits.length, 3);
  const tokens = await provider("semanticTokens").provideDocumentSemanticTokens(document, token);
  assert.ok(tokens.data.length > 100);
});

test("a lens shows where something is used", async () => {
  const lenses = await provider("codeLens").provideCodeLenses(document, token);
  const lens = lenses.find((lens: { command?: { command: string } }) => lens.command?.command);
  assert.match(lens.command.title, /^used by/);
  let shown: [Document["uri"], Position, Location[]] | undefined;
  const api = commands.registerCommand("editor.action.showReferences", (...places: never[]) => {
    shown = places as never;
  });
  await commands.executeCommand(lens.command.command, ...(lens.command.arguments as never[]));
  api.dispose();
  assert.equal(shown?.[0].toString(), document.uri.toString());
  assert.ok(shown?.[1] instanceof Position);
  const [use] = shown?.[2] ?? [];
  assert.equal(document.getText(use?.range), 'variant "runtime"');
});

test("the server hears of units in JSON, and of no other file", async () => {
  const json = await editor.open(path.join(dir, "more", "agentbox.hcl.json"));
  assert.equal(json.languageId, "json");
  assert.equal(editor.providers("hover", json).length, 1);
  const other = await editor.open(path.join(dir, "other.hcl"));
  assert.equal(other.languageId, "plaintext");
  assert.deepEqual(editor.providers("hover", other), []);
  editor.close(other);
  editor.close(json);
});

test("commands run the program in the directory of the unit", async () => {
  const file = Uri.file(path.join(dir, "more", "agentbox.hcl"));
  await commands.executeCommand("agentbox.plan", file as never);
  const task = seen.tasks.at(-1);
  assert.equal(task?.execution.process, program);
  assert.deepEqual(task?.execution.args, ["plan"]);
  assert.equal(task?.execution.options.cwd, path.join(dir, "more"));
});

test("another program is started when the setting changes, and its absence is told", async () => {
  editor.set("agentbox.server.path", "agentboxc-that-is-not-there");
  const told = await until("the error is shown", () => seen.errors.at(-1));
  assert.match(told, /agentboxc-that-is-not-there lsp could not be started: there is no such program/);
  assert.equal(seen.status?.severity, 2);
  assert.deepEqual(editor.diagnostics(document), []);

  seen.errors.length = 0;
  editor.set("agentbox.server.path", program);
  await until("the server runs again", () => /^agentboxc \S+$/.test(seen.status?.text ?? ""));
  await commands.executeCommand("agentbox.restartServer");
  await until("the server runs again", () => /^agentboxc \S+$/.test(seen.status?.text ?? ""));
  document.apply([]);
  const hover = await provider("hover").provideHover(document, document.after("max_lay"), token);
  assert.ok(hover);
});
