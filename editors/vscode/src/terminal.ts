import * as path from "node:path";
import * as vscode from "vscode";
import { readProgram } from "./settings";

/** Runs `agentboxc VERB` where a person sees it and can answer it. */
export async function runInTerminal(verb: string, resource?: vscode.Uri): Promise<void> {
  const place = directory(resource ?? vscode.window.activeTextEditor?.document.uri);
  if (place === undefined) {
    void vscode.window.showErrorMessage(`agentbox: open a file of a unit, or a folder, to ${verb}.`);
    return;
  }
  if (!(await vscode.workspace.saveAll(false))) {
    return; // what is on the disk would be something else than what is seen
  }
  const { path: program, environment } = readProgram();
  const folder = vscode.workspace.getWorkspaceFolder(place);
  // A process and not a line for a shell: nothing has to be quoted.
  const task = new vscode.Task(
    { type: "process" },
    folder ?? vscode.TaskScope.Workspace,
    `${verb} ${vscode.workspace.asRelativePath(place)}`,
    "agentbox",
    new vscode.ProcessExecution(program, [verb], { cwd: place.fsPath, env: environment }),
  );
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, panel: vscode.TaskPanelKind.Shared, clear: true };
  await vscode.tasks.executeTask(task);
}

/** The unit of a file is the directory that it is in. */
function directory(resource: vscode.Uri | undefined): vscode.Uri | undefined {
  if (resource?.scheme === "file") {
    return vscode.Uri.file(path.dirname(resource.fsPath));
  }
  return vscode.workspace.workspaceFolders?.[0]?.uri;
}
