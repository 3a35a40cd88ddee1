// The grammar over every file of the repository that compiles: what it opens
// it closes, so that one construct never colours the rest of a file.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { test } from "node:test";
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import { INITIAL, parseRawGrammar, Registry } from "vscode-textmate";

const root = path.resolve("../..");
const grammarFile = "syntaxes/agentbox.tmLanguage.json";

test("the grammar finds the end of everything", async () => {
  await loadWASM(new Uint8Array(fs.readFileSync("node_modules/vscode-oniguruma/release/onig.wasm")).buffer);
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async () => parseRawGrammar(fs.readFileSync(grammarFile, "utf8"), grammarFile),
  });
  const grammar = await registry.loadGrammar("source.agentbox");
  assert.ok(grammar);
  const files = ["examples", "golden", "lang/testdata/programs"].flatMap((dir) => sources(path.join(root, dir)));
  assert.ok(files.length > 40, `${files.length} files can't be all`);
  for (const file of files) {
    const lines = fs.readFileSync(file, "utf8").split("\n");
    let state = INITIAL;
    lines.forEach((line, at) => {
      const result = grammar.tokenizeLine(line, state);
      const wrong = result.tokens.find((token) => token.scopes.some((scope) => scope.startsWith("invalid")));
      assert.equal(wrong, undefined, `${file}:${at + 1}: a token is invalid in a file that compiles`);
      state = result.ruleStack;
    });
    assert.equal(state.depth, 1, `${file}: something is not closed at the end`);
  }
});

function sources(dir: string): string[] {
  return fs
    .readdirSync(dir, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(hcl|agentboxvars)$/.test(name))
    .map((name) => path.join(dir, name))
    .filter((name) => !name.startsWith(path.join(root, "golden/errors/")));
}
