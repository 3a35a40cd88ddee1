import * as os from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";

export const section = "agentbox";

/** How the program is run, by the server and by commands. */
export interface Program {
  path: string;
  arguments: string[]; // of `agentboxc lsp` alone
  environment: Record<string, string>;
}

export function readProgram(): Program {
  const settings = vscode.workspace.getConfiguration(section).get<Partial<Program>>("server", {});
  return {
    path: expand(settings.path || "agentboxc"),
    arguments: settings.arguments ?? [],
    environment: settings.environment ?? {},
  };
}

/** A bare name is left to the PATH; what has a slash becomes absolute. */
function expand(program: string): string {
  if (program.startsWith("~/")) {
    return path.join(os.homedir(), program.slice(2));
  }
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!/[/\\]/.test(program) || path.isAbsolute(program) || folder === undefined) {
    return program;
  }
  return path.join(folder.uri.fsPath, program);
}
