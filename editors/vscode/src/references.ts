import * as vscode from "vscode";
import type * as lsp from "vscode-languageclient/node";

/** The command of lenses that list places. The server asks for it by name, from clients that say they know it. */
export const showReferences = "agentbox.showReferences";

/** Tells the server that the command is known. */
export const knowsCommands: lsp.StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { ...capabilities.experimental, commands: { commands: [showReferences] } };
  },
  initialize() {},
  getState: () => ({ kind: "static" }),
  clear() {},
};

/** Shows places as VS Code shows references. Its own command takes values of VS Code's, and not of the protocol's. */
export function registerReferences(): vscode.Disposable {
  return vscode.commands.registerCommand(
    showReferences,
    (uri: string, position: lsp.Position, locations: lsp.Location[]) =>
      vscode.commands.executeCommand(
        "editor.action.showReferences",
        vscode.Uri.parse(uri),
        at(position),
        locations.map(
          ({ uri, range }) =>
            new vscode.Location(vscode.Uri.parse(uri), new vscode.Range(at(range.start), at(range.end))),
        ),
      ),
  );
}

const at = ({ line, character }: lsp.Position) => new vscode.Position(line, character);
