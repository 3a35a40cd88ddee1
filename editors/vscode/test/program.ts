import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** The program under test. Without it there is nothing to test, which is no reason to pass. */
export const program = process.env.AGENTBOXC ?? "";
if (!path.isAbsolute(program)) {
  throw new Error("AGENTBOXC has to be the path of the program to test");
}

/** A unit with one mistake and one thing to format, as a person would leave it. */
export const unit = `platform "x86_64-linux" {}

locals {
  tools = [pkgs.git, pkgs.jq]
  notes = { "Grüße 🎁" = length(local.tools) }
}

layer "base" {
  packages = local.tools
  max_layers   = 2
}

variant "runtime" {
  layers = [layer.bse]
}
`;

/** Makes a directory with the files in it; it goes when the tests end. */
export function workspace(files: Record<string, string>): string {
  const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "agentbox-")));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  }
  process.on("exit", () => fs.rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** The text as `agentboxc fmt` lays it out. */
export const formatted = (text: string) => execFileSync(program, ["fmt", "-"], { input: text, encoding: "utf8" });

interface Found {
  code: string;
  severity: string;
  range: { start: { line: number; byte: number }; end: { line: number; byte: number } };
}

/** What `agentboxc validate` finds in a unit. It fails when there are errors, which is no failure here. */
export function validated(dir: string): Found[] {
  const { stdout } = spawnSync(program, ["validate", "--json", "--no-cache"], { cwd: dir, encoding: "utf8" });
  return JSON.parse(stdout).diagnostics;
}

/** Waits until something holds, a minute at most: the machine may be busy. */
export async function until<T>(what: string, look: () => T | undefined | false): Promise<T> {
  for (const end = Date.now() + 60_000; ; ) {
    const found = look();
    if (found !== undefined && found !== false) {
      return found as T;
    }
    if (Date.now() > end) {
      throw new Error(`it took too long that ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
