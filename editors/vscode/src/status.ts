import * as vscode from "vscode";
import { State } from "vscode-languageclient/node";

/** Status is the entry beside the name of the language, in files of the language. */
export class Status implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem("agentbox.server", { language: "agentbox" });

  constructor() {
    this.item.name = "agentbox server";
    this.show(State.Stopped);
  }

  show(state: State, version?: string): void {
    const { item } = this;
    item.busy = state === State.Starting;
    switch (state) {
      case State.Starting:
        item.text = "agentboxc starts";
        break;
      case State.Running:
        item.text = version ? `agentboxc ${version}` : "agentboxc";
        break;
      default:
        item.text = "agentboxc does not run";
    }
    const stopped = state === State.Stopped;
    item.severity = stopped ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    item.command = stopped
      ? { title: "Restart", command: "agentbox.restartServer" }
      : { title: "Output", command: "agentbox.showOutput" };
  }

  dispose(): void {
    this.item.dispose();
  }
}
