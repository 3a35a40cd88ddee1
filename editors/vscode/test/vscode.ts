// A stand-in for the module `vscode`, as far as the extension and
// vscode-languageclient use it: documents that can be opened and edited, the
// places where commands and providers are registered, and values. There is no
// window: what would be shown to a person is kept in `seen`.
import { EventEmitter as Emitter } from "node:events";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { minimatch } from "minimatch";
import type * as vscode from "vscode";
import { TextDocument } from "vscode-languageserver-textdocument";
import { URI } from "vscode-uri";

export const version = "1.91.0";
export const Uri = URI;

// --- values ---------------------------------------------------------------

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(start: Position | number, end: Position | number, endLine?: number, endCharacter?: number) {
    this.start = typeof start === "number" ? new Position(start, end as number) : start;
    this.end = typeof start === "number" ? new Position(endLine ?? 0, endCharacter ?? 0) : (end as Position);
  }
}

export class Location {
  constructor(
    readonly uri: URI,
    readonly range: Range,
  ) {}
}

export class TextEdit {
  constructor(
    readonly range: Range,
    readonly newText: string,
  ) {}
  static replace = (range: Range, text: string) => new TextEdit(range, text);
  static insert = (at: Position, text: string) => new TextEdit(new Range(at, at), text);
  static delete = (range: Range) => new TextEdit(range, "");
}

export class WorkspaceEdit {
  private readonly edits = new Map<string, TextEdit[]>();
  set(uri: URI, edits: (TextEdit | [TextEdit, unknown])[]): void {
    this.edits.set(
      uri.toString(),
      edits.map((edit) => (Array.isArray(edit) ? edit[0] : edit)),
    );
  }
  replace(uri: URI, range: Range, text: string): void {
    const edits = this.edits.get(uri.toString()) ?? [];
    this.edits.set(uri.toString(), [...edits, TextEdit.replace(range, text)]);
  }
  entries(): [URI, TextEdit[]][] {
    return [...this.edits].map(([uri, edits]) => [URI.parse(uri), edits]);
  }
}

/** Keeps what it is made of under the names that VS Code gives the parameters. */
function value(...names: string[]) {
  return class {
    [name: string]: unknown;
    constructor(...values: unknown[]) {
      for (const [at, name] of names.entries()) {
        this[name] = values[at];
      }
    }
  };
}

export const CallHierarchyItem = value("kind", "name", "detail", "uri", "range", "selectionRange");
export const CodeAction = value("title", "kind");
export const CodeLens = value("range", "command");
export const Color = value("red", "green", "blue", "alpha");
export const CompletionItem = value("label", "kind");
export const CompletionList = value("items", "isIncomplete");
export const Diagnostic = value("range", "message", "severity");
export const DiagnosticRelatedInformation = value("location", "message");
export const DocumentHighlight = value("range", "kind");
export const DocumentLink = value("range", "target");
export const DocumentSymbol = value("name", "detail", "kind", "range", "selectionRange");
export const FoldingRange = value("start", "end", "kind");
export const Hover = value("contents", "range");
export const InlayHint = value("position", "label", "kind");
export const InlayHintLabelPart = value("value");
export const LinkedEditingRanges = value("ranges", "wordPattern");
export const MarkdownString = value("value");
export const ParameterInformation = value("label", "documentation");
export const RelativePattern = value("baseUri", "pattern");
export const SelectionRange = value("range", "parent");
export const SemanticTokens = value("data", "resultId");
export const SemanticTokensEdit = value("start", "deleteCount", "data");
export const SemanticTokensEdits = value("edits", "resultId");
export const SignatureHelp = value();
export const SignatureInformation = value("label", "documentation");
export const SnippetString = value("value");
export const SnippetTextEdit = value("range", "snippet");
export const SymbolInformation = value("name", "kind", "containerName", "location");
export const TabInputCustom = value("uri", "viewType");
export const TabInputNotebook = value("uri", "notebookType");
export const TabInputText = value("uri");
export const TabInputTextDiff = value("original", "modified");
export const TypeHierarchyItem = value("kind", "name", "detail", "uri", "range", "selectionRange");

export class CodeActionKind {
  constructor(readonly value: string) {}
  append = (part: string) => new CodeActionKind(this.value ? `${this.value}.${part}` : part);
  static Empty = new CodeActionKind("");
  static QuickFix = new CodeActionKind("quickfix");
  static Refactor = new CodeActionKind("refactor");
  static RefactorExtract = new CodeActionKind("refactor.extract");
  static RefactorInline = new CodeActionKind("refactor.inline");
  static RefactorRewrite = new CodeActionKind("refactor.rewrite");
  static Source = new CodeActionKind("source");
  static SourceOrganizeImports = new CodeActionKind("source.organizeImports");
}

/** Numbers in the order of the names, from first on, as VS Code's enums have them. */
const numbers = (first: number, ...names: string[]) => Object.fromEntries(names.map((name, at) => [name, first + at]));

export const CodeActionTriggerKind = numbers(1, "Invoke", "Automatic");
export const CompletionItemKind = numbers(0, "Text");
export const CompletionItemTag = numbers(1, "Deprecated");
export const CompletionTriggerKind = numbers(0, "Invoke", "TriggerCharacter", "TriggerForIncompleteCompletions");
export const DiagnosticSeverity = numbers(0, "Error", "Warning", "Information", "Hint");
export const DiagnosticTag = numbers(1, "Unnecessary", "Deprecated");
export const DocumentHighlightKind = numbers(0, "Text", "Read", "Write");
export const FileType = numbers(0, "Unknown", "File", "Directory");
export const FoldingRangeKind = numbers(1, "Comment", "Imports", "Region");
export const InlineCompletionTriggerKind = numbers(0, "Invoke", "Automatic");
export const LanguageStatusSeverity = numbers(0, "Information", "Warning", "Error");
export const LogLevel = numbers(0, "Off", "Trace", "Debug", "Info", "Warning", "Error");
export const NotebookCellKind = numbers(1, "Markup", "Code");
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 };
export const SignatureHelpTriggerKind = numbers(1, "Invoke", "TriggerCharacter", "ContentChange");
export const SymbolKind = numbers(0, "File", "Module", "Namespace", "Package", "Class", "Method", "Property");
export const SymbolTag = numbers(1, "Deprecated");
export const TaskPanelKind = numbers(1, "Shared", "Dedicated", "New");
export const TaskRevealKind = numbers(1, "Always", "Silent", "Never");
export const TaskScope = numbers(1, "Global", "Workspace");
export const TextDocumentSaveReason = numbers(1, "Manual", "AfterDelay", "FocusOut");

export class Task {
  presentationOptions = {};
  constructor(
    readonly definition: { type: string },
    readonly scope: unknown,
    readonly name: string,
    readonly source: string,
    readonly execution: ProcessExecution,
  ) {}
}

export class ProcessExecution {
  constructor(
    readonly process: string,
    readonly args: string[],
    readonly options: { cwd: string; env: Record<string, string> },
  ) {}
}

// --- events ---------------------------------------------------------------

export class Disposable {
  constructor(private readonly end: () => void) {}
  dispose(): void {
    this.end();
  }
  static from = (...all: { dispose(): unknown }[]) =>
    new Disposable(() => {
      for (const one of all) {
        one.dispose();
      }
    });
}

export class EventEmitter<T> {
  private readonly emitter = new Emitter();
  readonly event = (listener: (event: T) => unknown, self?: unknown, disposables?: Disposable[]): Disposable => {
    const bound = listener.bind(self);
    this.emitter.on("event", bound);
    const disposable = new Disposable(() => this.emitter.off("event", bound));
    disposables?.push(disposable);
    return disposable;
  };
  fire(event: T): void {
    this.emitter.emit("event", event);
  }
  dispose(): void {
    this.emitter.removeAllListeners();
  }
}

export class CancellationError extends Error {}

export class CancellationTokenSource {
  private readonly emitter = new EventEmitter<void>();
  readonly token = { isCancellationRequested: false, onCancellationRequested: this.emitter.event };
  cancel(): void {
    this.token.isCancellationRequested = true;
    this.emitter.fire();
  }
  dispose(): void {
    this.emitter.dispose();
  }
}

const never = () => new Disposable(() => undefined);

// --- documents ------------------------------------------------------------

/** A document as an extension sees it. The text is `vscode-languageserver-textdocument`'s. */
export class Document {
  private text: TextDocument;
  isDirty = false;
  isClosed = false;
  readonly isUntitled = false;
  readonly eol = 1;
  constructor(
    readonly uri: URI,
    readonly languageId: string,
    content: string,
  ) {
    this.text = TextDocument.create(uri.toString(), languageId, 1, content);
  }
  get fileName(): string {
    return this.uri.fsPath;
  }
  get version(): number {
    return this.text.version;
  }
  get lineCount(): number {
    return this.text.lineCount;
  }
  getText = (range?: Range) => this.text.getText(range);
  positionAt(offset: number): Position {
    const { line, character } = this.text.positionAt(offset);
    return new Position(line, character);
  }
  /** The position behind the first place where the text stands. */
  after(text: string): Position {
    const at = this.getText().indexOf(text);
    if (at < 0) {
      throw new Error(`${JSON.stringify(text)} is not in ${this.uri}`);
    }
    return this.positionAt(at + text.length);
  }
  apply(edits: TextEdit[]): void {
    const changes = edits.map((edit) => ({
      range: edit.range,
      rangeOffset: this.text.offsetAt(edit.range.start),
      rangeLength: this.text.offsetAt(edit.range.end) - this.text.offsetAt(edit.range.start),
      text: edit.newText,
    }));
    // As VS Code tells them: the last one first, so that each holds where it says.
    changes.sort((a, b) => b.rangeOffset - a.rangeOffset);
    this.text = TextDocument.update(this.text, changes, this.version + 1);
    this.isDirty = true;
    events.change.fire({ document: this, contentChanges: changes, reason: undefined });
  }
}

const events = {
  change: new EventEmitter<{ document: Document; contentChanges: unknown[]; reason: undefined }>(),
  open: new EventEmitter<Document>(),
  close: new EventEmitter<Document>(),
  configuration: new EventEmitter<{ affectsConfiguration(section: string): boolean }>(),
};

/** The id of the language of a file, as package.json says. */
let languages_: { id: string; filenames: string[]; extensions: string[] }[] = [];
const languageOf = (file: string) =>
  languages_.find(
    ({ filenames, extensions }) =>
      filenames.includes(path.basename(file)) || extensions.some((extension) => file.endsWith(extension)),
  )?.id ?? (file.endsWith(".json") ? "json" : "plaintext");

// --- what tests do --------------------------------------------------------

/** What a person would have seen or been asked. */
export const seen = {
  errors: [] as string[],
  output: [] as string[],
  tasks: [] as Task[],
  status: undefined as undefined | { text: string; severity: number; busy: boolean },
};

/** The settings that differ from the defaults of package.json. */
const settings = new Map<string, unknown>();
let defaults: Record<string, { default: unknown }> = {};

export const editor = {
  /** Begins anew, in the folder, with the package.json of the extension. */
  async begin(folder: string, manifest: string): Promise<void> {
    const { contributes } = JSON.parse(await fs.readFile(manifest, "utf8"));
    languages_ = contributes.languages;
    defaults = contributes.configuration.properties;
    workspace.workspaceFolders = [{ uri: URI.file(folder), name: path.basename(folder), index: 0 }];
  },
  set(name: string, value: unknown): void {
    settings.set(name, value);
    events.configuration.fire({
      affectsConfiguration: (section) => name === section || name.startsWith(`${section}.`),
    });
  },
  async open(file: string): Promise<Document> {
    const document = new Document(URI.file(file), languageOf(file), await fs.readFile(file, "utf8"));
    workspace.textDocuments.push(document);
    window.activeTextEditor = { document };
    window.visibleTextEditors = [window.activeTextEditor];
    window.tabGroups.all = [{ tabs: workspace.textDocuments.map(({ uri }) => ({ input: new TabInputText(uri) })) }];
    events.open.fire(document);
    return document;
  },
  close(document: Document): void {
    workspace.textDocuments.splice(workspace.textDocuments.indexOf(document), 1);
    document.isClosed = true;
    events.close.fire(document);
  },
  /** What the diagnostic collections of all extensions hold of a document. */
  diagnostics: (document: Document) =>
    [...collections].flatMap((collection) => collection.get(document.uri.toString()) ?? []),
  /** The providers of a kind that are registered for a document. */
  // biome-ignore lint/suspicious/noExplicitAny: a provider of any kind
  providers: (kind: string, document: Document): any[] =>
    registered
      .filter((one) => one.kind === kind && languages.match(one.selector, document) > 0)
      .map((one) => one.provider),
};

// --- the module -----------------------------------------------------------

const collections = new Set<Map<string, vscode.Diagnostic[]>>();
interface Registration {
  kind: string;
  selector: vscode.DocumentSelector;
  provider: unknown;
  more: unknown[];
}
const registered: Registration[] = [];

const register =
  (kind: string) =>
  (selector: vscode.DocumentSelector, provider: unknown, ...more: unknown[]) => {
    const one = { kind, selector, provider, more };
    registered.push(one);
    return new Disposable(() => registered.splice(registered.indexOf(one), 1));
  };

function matches(filter: vscode.DocumentFilter | string, document: Document): boolean {
  if (typeof filter === "string") {
    return filter === "*" || filter === document.languageId;
  }
  return (
    (filter.language === undefined || filter.language === document.languageId) &&
    (filter.scheme === undefined || filter.scheme === document.uri.scheme) &&
    (filter.pattern === undefined || minimatch(document.fileName, String(filter.pattern)))
  );
}

export const languages = {
  match: (selector: vscode.DocumentSelector, document: Document) =>
    [selector].flat().some((filter) => matches(filter as vscode.DocumentFilter, document)) ? 10 : 0,
  createDiagnosticCollection(name?: string) {
    const found = new Map<string, vscode.Diagnostic[]>();
    collections.add(found);
    return {
      name,
      set: (uri: URI, diagnostics?: vscode.Diagnostic[]) => found.set(uri.toString(), diagnostics ?? []),
      get: (uri: URI) => found.get(uri.toString()),
      has: (uri: URI) => found.has(uri.toString()),
      delete: (uri: URI) => found.delete(uri.toString()),
      clear: () => found.clear(),
      forEach: (each: (uri: URI, diagnostics: vscode.Diagnostic[]) => void) =>
        found.forEach((diagnostics, uri) => {
          each(URI.parse(uri), diagnostics);
        }),
      dispose: () => collections.delete(found),
    };
  },
  createLanguageStatusItem: (id: string) => {
    const item = { id, name: "", text: "", severity: 0, busy: false, dispose: () => undefined };
    seen.status = item;
    return item;
  },
  registerCallHierarchyProvider: register("callHierarchy"),
  registerCodeActionsProvider: register("codeActions"),
  registerCodeLensProvider: register("codeLens"),
  registerColorProvider: register("color"),
  registerCompletionItemProvider: register("completion"),
  registerDeclarationProvider: register("declaration"),
  registerDefinitionProvider: register("definition"),
  registerDocumentFormattingEditProvider: register("formatting"),
  registerDocumentHighlightProvider: register("highlight"),
  registerDocumentLinkProvider: register("link"),
  registerDocumentRangeFormattingEditProvider: register("rangeFormatting"),
  registerDocumentRangeSemanticTokensProvider: register("rangeSemanticTokens"),
  registerDocumentSemanticTokensProvider: register("semanticTokens"),
  registerDocumentSymbolProvider: register("symbol"),
  registerFoldingRangeProvider: register("folding"),
  registerHoverProvider: register("hover"),
  registerImplementationProvider: register("implementation"),
  registerInlayHintsProvider: register("inlayHints"),
  registerLinkedEditingRangeProvider: register("linkedEditing"),
  registerOnTypeFormattingEditProvider: register("onTypeFormatting"),
  registerReferenceProvider: register("reference"),
  registerRenameProvider: register("rename"),
  registerSelectionRangeProvider: register("selection"),
  registerSignatureHelpProvider: register("signature"),
  registerTypeDefinitionProvider: register("typeDefinition"),
  registerTypeHierarchyProvider: register("typeHierarchy"),
  registerWorkspaceSymbolProvider: (provider: unknown) => register("workspaceSymbol")("*", provider),
};

const registeredCommands = new Map<string, (...args: never[]) => unknown>();

export const commands = {
  registerCommand(name: string, run: (...args: never[]) => unknown) {
    if (registeredCommands.has(name)) {
      throw new Error(`command '${name}' already exists`); // as VS Code says
    }
    registeredCommands.set(name, run);
    return new Disposable(() => registeredCommands.delete(name));
  },
  async executeCommand(name: string, ...args: never[]) {
    const run = registeredCommands.get(name);
    if (run === undefined) {
      throw new Error(`command '${name}' not found`);
    }
    return run(...args);
  },
  getCommands: async () => [...registeredCommands.keys()],
};

export const tasks = {
  executeTask: async (task: Task) => seen.tasks.push(task),
};

export const env = { language: "en", appName: "Stand-in", openExternal: async () => true };

/** A setting, or an object of all the settings below a name. */
function setting(name: string): unknown {
  if (settings.has(name) || name in defaults) {
    return settings.has(name) ? settings.get(name) : defaults[name]?.default;
  }
  const below = [...Object.keys(defaults), ...settings.keys()].filter((key) => key.startsWith(`${name}.`));
  return below.length === 0
    ? undefined
    : Object.fromEntries(below.map((key) => [key.slice(name.length + 1), setting(key)]));
}

function channel(name: string) {
  const line = (text: string) => seen.output.push(text);
  return {
    name,
    logLevel: LogLevel.Info,
    onDidChangeLogLevel: never,
    append: line,
    appendLine: line,
    trace: line,
    debug: line,
    info: line,
    warn: line,
    error: (error: string | Error) => line(String(error)),
    replace: line,
    clear: () => undefined,
    show: () => undefined,
    hide: () => undefined,
    dispose: () => undefined,
  };
}

export const window = {
  activeTextEditor: undefined as { document: Document } | undefined,
  visibleTextEditors: [] as { document: Document }[],
  tabGroups: { all: [] as unknown[], onDidChangeTabs: never, onDidChangeTabGroups: never },
  onDidChangeActiveTextEditor: never,
  onDidChangeVisibleTextEditors: never,
  createOutputChannel: channel,
  showErrorMessage: async (text: string) => void seen.errors.push(text),
  showWarningMessage: async (text: string) => void seen.errors.push(text),
  showInformationMessage: async () => undefined,
  withProgress: async <T>(_: unknown, run: (progress: unknown, token: unknown) => T) =>
    run({ report: () => undefined }, new CancellationTokenSource().token),
};

export const workspace = {
  workspaceFolders: undefined as { uri: URI; name: string; index: number }[] | undefined,
  textDocuments: [] as Document[],
  notebookDocuments: [],
  fs: {},
  getConfiguration: (section: string) => ({
    get: (name: string, otherwise?: unknown) => setting(`${section}.${name}`) ?? otherwise,
    inspect: () => undefined,
  }),
  getWorkspaceFolder: (uri: URI) =>
    workspace.workspaceFolders?.find((folder) => uri.fsPath.startsWith(folder.uri.fsPath)),
  asRelativePath: (uri: URI) => path.relative(workspace.workspaceFolders?.[0]?.uri.fsPath ?? "/", uri.fsPath) || ".",
  saveAll: async () => true,
  async applyEdit(edit: WorkspaceEdit): Promise<boolean> {
    for (const [uri, edits] of edit.entries()) {
      const document = workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
      if (document === undefined) {
        return false;
      }
      document.apply(edits);
    }
    return true;
  },
  createFileSystemWatcher: () => ({ onDidCreate: never, onDidChange: never, onDidDelete: never, dispose: never }),
  onDidChangeConfiguration: events.configuration.event,
  onDidChangeTextDocument: events.change.event,
  onDidOpenTextDocument: events.open.event,
  onDidCloseTextDocument: events.close.event,
  onDidSaveTextDocument: never,
  onWillSaveTextDocument: never,
  onDidChangeWorkspaceFolders: never,
  onDidCreateFiles: never,
  onDidRenameFiles: never,
  onDidDeleteFiles: never,
  onWillCreateFiles: never,
  onWillRenameFiles: never,
  onWillDeleteFiles: never,
  onDidOpenNotebookDocument: never,
  onDidCloseNotebookDocument: never,
  onDidChangeNotebookDocument: never,
  onDidSaveNotebookDocument: never,
  registerTextDocumentContentProvider: never,
};
