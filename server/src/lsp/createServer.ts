import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  TextDocumentSyncKind,
  TextDocuments,
  type ClientCapabilities,
  type Connection,
  type InitializeResult,
  type WorkspaceFolder,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI, Utils } from 'vscode-uri';
import type { WorkspaceHost } from '../host/host';
import type { InitializationOptions } from '../protocol/messages';
import { CODE_ACTION_KINDS, registerCodeActions } from './handlers/codeAction';
import { registerCodeLens } from './handlers/codeLens';
import { registerCompletion } from './handlers/completion';
import { registerDefinitions } from './handlers/definition';
import { registerDiagramRequests } from './handlers/diagramRequests';
import { registerGraphRequests } from './handlers/graphRequests';
import { registerHover } from './handlers/hover';
import { registerInlayHints } from './handlers/inlayHint';
import { registerRefactoringRequests } from './handlers/refactoringRequests';
import { registerReferences } from './handlers/references';
import { registerRename } from './handlers/rename';
import { registerSignatureHelp } from './handlers/signatureHelp';
import { registerTypeHierarchy } from './handlers/typeHierarchy';
import { registerWorkspaceSymbols } from './handlers/workspaceSymbol';
import { Session } from './session';

/** Connects a language server to its client and starts listening. The same for every host and editor. */
export function createServer(connection: Connection, host: WorkspaceHost): void {
  const documents = new TextDocuments(TextDocument);
  const session = new Session(connection, documents, host);
  let folders: readonly WorkspaceFolder[] = [];
  let capabilities: ClientCapabilities = {};

  connection.onInitialize((params): InitializeResult => {
    capabilities = params.capabilities;
    session.initialization = readInitialization(params.initializationOptions);
    session.canConfigure = capabilities.workspace?.configuration === true;
    session.canShowProgress = capabilities.window?.workDoneProgress === true;
    session.canLink = capabilities.textDocument?.definition?.linkSupport === true;
    session.canRefresh = {
      inlayHints: capabilities.workspace?.inlayHint?.refreshSupport === true,
      codeLens: capabilities.workspace?.codeLens?.refreshSupport === true,
    };
    folders = foldersOf(params.workspaceFolders, params.rootUri);
    return { capabilities: serverCapabilities(), serverInfo: { name: 'SQLAlchemy Relationships' } };
  });

  connection.onInitialized(async () => {
    if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'sqlalchemyRelationships' });
    }
    if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*.py' }] });
    }
    if (capabilities.workspace?.workspaceFolders === true) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        removed.forEach((folder) => session.removeFolder(folder.uri));
        added.forEach((folder) => void session.addFolder(folder));
      });
    }
    await Promise.all(folders.map((folder) => session.addFolder(folder)));
    session.scheduleRefresh();
  });

  connection.onDidChangeConfiguration(({ settings }) => void session.changeConfiguration(settings));
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri, type } of changes) {
      if (type === FileChangeType.Deleted) session.fileDeleted(uri);
      else void session.fileChanged(uri);
    }
  });
  documents.onDidChangeContent(({ document }) => session.documentChanged(document));
  documents.onDidClose(({ document }) => void session.documentClosed(document.uri));
  connection.onShutdown(() => session.dispose());

  registerHover(session);
  registerDefinitions(session);
  registerReferences(session);
  registerRename(session);
  registerCompletion(session);
  registerSignatureHelp(session);
  registerInlayHints(session);
  registerCodeLens(session);
  registerTypeHierarchy(session);
  registerWorkspaceSymbols(session);
  registerCodeActions(session);
  registerGraphRequests(session);
  registerDiagramRequests(session);
  registerRefactoringRequests(session);

  documents.listen(connection);
  connection.listen();
}

function serverCapabilities(): InitializeResult['capabilities'] {
  return {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    hoverProvider: true,
    definitionProvider: true,
    typeDefinitionProvider: true,
    implementationProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    renameProvider: { prepareProvider: true },
    completionProvider: { triggerCharacters: ['"', "'", '.', '(', '=', ','] },
    signatureHelpProvider: { triggerCharacters: ['(', ','] },
    inlayHintProvider: true,
    codeLensProvider: {},
    typeHierarchyProvider: true,
    workspaceSymbolProvider: true,
    codeActionProvider: { codeActionKinds: [...CODE_ACTION_KINDS] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}

/** Folders as the client names them; older clients send only a root. */
function foldersOf(folders: readonly WorkspaceFolder[] | null | undefined, rootUri: string | null | undefined): readonly WorkspaceFolder[] {
  if (folders !== null && folders !== undefined) return folders;
  if (rootUri === null || rootUri === undefined) return [];
  return [{ uri: rootUri, name: Utils.basename(URI.parse(rootUri)) }];
}

function readInitialization(value: unknown): InitializationOptions {
  return typeof value === 'object' && value !== null ? value : {};
}
