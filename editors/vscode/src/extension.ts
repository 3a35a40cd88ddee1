import * as vscode from "vscode";
import { registerReferences } from "./references";
import { Server } from "./server";
import { section } from "./settings";
import { Status } from "./status";
import { runInTerminal } from "./terminal";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("agentbox", { log: true });
  const status = new Status();
  const running = new Server(output, status);
  server = running;

  const command = (name: string, run: (...args: never[]) => unknown) =>
    vscode.commands.registerCommand(`${section}.${name}`, run);
  context.subscriptions.push(
    output,
    status,
    registerReferences(),
    command("restartServer", () => running.restart()),
    command("showOutput", () => output.show()),
    ...["validate", "plan", "apply"].map((verb) =>
      command(verb, (resource?: vscode.Uri) => runInTerminal(verb, resource)),
    ),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`${section}.server`)) {
        void running.restart();
      }
    }),
  );
  await running.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
