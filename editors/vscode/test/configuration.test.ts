// The rules for brackets, indentation and the Enter key, as VS Code applies them.
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { test } from "node:test";

const configuration = JSON.parse(fs.readFileSync("language-configuration.json", "utf8"));
const { increaseIndentPattern, decreaseIndentPattern } = configuration.indentationRules;

test("a line that opens a bracket indents the next one", () => {
  const increases = new RegExp(increaseIndentPattern);
  for (const line of [
    'layer "base" {',
    "  packages = [",
    "  env = merge(",
    "  list = [ # why",
    '  path = concat("#{", [',
    "  map = { // why",
  ]) {
    assert.match(line, increases);
  }
  for (const line of [
    "",
    "}",
    'platform "x" {}',
    "  packages = [pkgs.git]",
    "# layer {",
    "  // list = [",
    '  text = "{"',
    "  a = 1 # {",
  ]) {
    assert.doesNotMatch(line, increases);
  }
});

test("a line that closes a bracket is indented less", () => {
  const decreases = new RegExp(decreaseIndentPattern);
  for (const line of ["}", "  ]", "  ])", "    }, {"]) {
    assert.match(line, decreases);
  }
  assert.doesNotMatch("  a = [1]", decreases);
});

test("Enter inside a comment goes on with it, and behind one ends it", () => {
  const appended = (before: string, after: string) =>
    configuration.onEnterRules.find(
      (rule: { beforeText: string; afterText: string }) =>
        new RegExp(rule.beforeText).test(before) && new RegExp(rule.afterText).test(after),
    )?.action.appendText;
  assert.equal(appended("  # one", " two"), "# ");
  assert.equal(appended("// one", "two"), "// ");
  assert.equal(appended("# one", ""), undefined);
  assert.equal(appended("a = 1 # one", "two"), undefined);
});

test("a word is a name of the language", () => {
  const words = (text: string) => text.match(new RegExp(configuration.wordPattern, "g"));
  assert.deepEqual(words("pkgs.git-lfs + local.x_1"), ["pkgs", "git-lfs", "local", "x_1"]);
});
