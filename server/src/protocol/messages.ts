/**
 * The one contract between server, client and webview. Types only, plus method names and guards.
 * LSP requests are prefixed; positions are LSP positions (zero-based, UTF-16); entities are named as in the graph (`app.models.user.User`).
 */
import type { Diagram } from '../core/diagram/diagram';
import type { ComparedWith, EntityPath, GraphDifference } from './diagramRequests';
import type { ModelTreeNode, StepDirection, TracebackResult } from '../core/features/results';
import type { Position, Range } from '../core/text/span';

export type { Diagram, DiagramChange, DiagramColumn, DiagramEdge, DiagramEnd, DiagramEntity, DiagramProblem } from '../core/diagram/diagram';
export type { ModelTreeNode } from '../core/features/results';

export const methods = {
  pairedSide: 'sqlalchemyRelationships/pairedSide',
  siblingRelationship: 'sqlalchemyRelationships/siblingRelationship',
  diagram: 'sqlalchemyRelationships/diagram',
  entityAt: 'sqlalchemyRelationships/entityAt',
  locate: 'sqlalchemyRelationships/locate',
  explain: 'sqlalchemyRelationships/explain',
  graphJson: 'sqlalchemyRelationships/graphJson',
  explainTraceback: 'sqlalchemyRelationships/explainTraceback',
  modelTree: 'sqlalchemyRelationships/modelTree',
  createRelationship: 'sqlalchemyRelationships/createRelationship',
  deleteRelationship: 'sqlalchemyRelationships/deleteRelationship',
  renameRelationship: 'sqlalchemyRelationships/renameRelationship',
  status: 'sqlalchemyRelationships/status',
  graphChanged: 'sqlalchemyRelationships/graphChanged',
  listFiles: 'sqlalchemyRelationships/listFiles',
  readFile: 'sqlalchemyRelationships/readFile',
} as const;

/** Request `listFiles`, server to client, where the server has no file system: all Python files of a folder. */
export interface ListFilesParams {
  readonly uri: string;
  /** Glob patterns on paths below the folder. */
  readonly exclude: readonly string[];
}

export interface ListFilesResult {
  readonly files: readonly { readonly uri: string; readonly path: string }[];
  readonly unreadable: readonly { readonly uri: string; readonly reason: string }[];
}

/** Request `readFile`, server to client: params `{ uri }`. */
export type ReadFileResult = { readonly base64: string } | { readonly reason: string };

export interface TextDocumentPosition {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

export type WireRange = Range;

export interface WireLocation {
  readonly uri: string;
  readonly range: Range;
  /** The name to select inside `range`. */
  readonly selection: Range;
}

/** Request `pairedSide`: params `TextDocumentPosition`, result `PairedSideResult`. */
export interface PairedSideResult {
  readonly sides: readonly (WireLocation & { readonly label: string })[];
  /** Why there is none, in words for a message; only when `sides` is empty. */
  readonly reason?: string;
}

/** Request `siblingRelationship`: the name of the next or previous relationship of the file, around its end; result `Range | null`. */
export interface SiblingRelationshipParams extends TextDocumentPosition {
  readonly direction: StepDirection;
}

/** Request `entityAt`: params `TextDocumentPosition`, result `EntityAtResult | null`. */
export interface EntityAtResult {
  readonly entity: string;
  readonly relationship?: string;
}

/** Request `diagram`. */
export interface DiagramParams {
  /** Chooses the workspace folder; undefined for the first with models. */
  readonly uri?: string;
  readonly focus?: string;
  readonly depth?: number;
  readonly foldAssociationTables: boolean;
}

export interface DiagramResult {
  readonly diagram: Diagram;
  readonly state: IndexState;
  /** Counts up with every change of the graph. */
  readonly revision: number;
}

/** Request `locate`: result `WireLocation | null`. */
export interface LocateParams {
  readonly entity: string;
  readonly member?: string;
  readonly uri?: string;
}

/** Request `explain`: result Markdown or null. */
export interface ExplainParams extends LocateParams {
  /** The whole document on a relationship: why this join and direction, what is written, what is deleted. */
  readonly why?: boolean;
}

export type ExplainResult = string | null;

/** Request `explainTraceback`: a pasted stack trace; result `ExplainTracebackResult | null`. */
export interface ExplainTracebackParams {
  readonly text: string;
}

export interface ExplainTracebackResult extends Omit<TracebackResult, 'place'> {
  readonly location: WireLocation;
}

/** Request `graphJson`: result as in docs/graph-json; params choose the folder. */
export interface GraphJsonParams {
  readonly uri?: string;
}

export type RelationshipKind = 'one-to-many' | 'many-to-one' | 'one-to-one' | 'many-to-many';

/**
 * Request `createRelationship`: both sides, the foreign key columns or the association table, and the imports; result `RefactoringResult`.
 * Nothing is changed: the client shows the edit and applies it. A foreign key that no relationship uses yet is used, else one is made.
 */
export interface CreateRelationshipParams {
  /** Chooses the workspace folder; undefined for the first with models. */
  readonly uri?: string;
  /** Entities, as the graph names them: `app.models.User`. Both may be the same. */
  readonly from: string;
  readonly to: string;
  /** As seen from `from`. Left out: what an unused foreign key between the two says, else `one-to-many`. */
  readonly kind?: RelationshipKind;
  /** The attribute of `from`. Left out: a free name made of the target's. */
  readonly name?: string;
  /** The attribute of `to`; `null` for a relationship of one side only. Left out: a free name made of the class's. */
  readonly reverseName?: string | null;
  /** Whether a new foreign key may be NULL; by default only that of a self-reference. */
  readonly isNullable?: boolean;
}

/** Request `deleteRelationship`: both sides, and the strings that name them; result `RefactoringResult`. */
export interface DeleteRelationshipParams {
  readonly uri?: string;
  readonly entity: string;
  readonly relationship: string;
  /** Also the foreign key columns that only it uses; by default they stay. */
  readonly deletesColumns?: boolean;
}

/** Request `renameRelationship`: the attribute and all strings that name it; result `RefactoringResult`. */
export interface RenameRelationshipParams {
  readonly uri?: string;
  readonly entity: string;
  readonly relationship: string;
  readonly newName: string;
}

/** What a refactoring would change, or why it cannot be done, in words for a message. */
export type RefactoringResult =
  | {
      /** `Create User.posts and Post.author`. */
      readonly title: string;
      readonly edit: WireEdit;
      /** Of `createRelationship`: what it chose where the params left it out. */
      readonly created?: { readonly kind: RelationshipKind; readonly name: string; readonly reverseName?: string };
    }
  | { readonly refusal: string };

/** The part of LSP's `WorkspaceEdit` that we use. */
export interface WireEdit {
  readonly changes: Readonly<Record<string, readonly { readonly range: Range; readonly newText: string }[]>>;
}

/** Request `modelTree`. */
export interface ModelTreeResult {
  readonly folders: readonly ModelTreeFolder[];
}

export interface ModelTreeFolder {
  readonly name: string;
  readonly uri: string;
  readonly nodes: readonly WireModelTreeNode[];
}

/** A node with its place as the client opens it. */
export interface WireModelTreeNode extends Omit<ModelTreeNode, 'place' | 'children'> {
  readonly location?: WireLocation;
  readonly children: readonly WireModelTreeNode[];
}

export type IndexState =
  | { readonly kind: 'indexing'; readonly filesDone: number; readonly filesTotal: number }
  | { readonly kind: 'ready' }
  /** No mapped class was found. `hint` says what to do. */
  | { readonly kind: 'empty'; readonly hint: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Notification `status`, server to client, whenever it changes. */
export interface StatusParams {
  readonly state: IndexState;
  readonly entities: number;
  readonly relationships: number;
  /** Errors and warnings; hints are not counted. */
  readonly problems: number;
  /** `2.0 (installed 2.0.36)`, `2.0 (default)`. */
  readonly sqlalchemy: string;
  /** Files that could not be read or decoded, with the reason in words. */
  readonly unreadable: readonly { readonly uri: string; readonly reason: string }[];
}

/** Notification `graphChanged`, server to client. */
export interface GraphChangedParams {
  readonly revision: number;
}

/** Sent with `initialize` as `initializationOptions`, and as configuration section `sqlalchemyRelationships` later. */
export interface InitializationOptions {
  readonly themeKind?: 'light' | 'dark' | 'highContrast' | 'highContrastLight';
  /** Another extension of the editor answers for Python. */
  readonly pythonTools?: boolean;
  /** The client runs `command:` links and shows images in hovers. */
  readonly richHover?: boolean;
}

// ---------------------------------------------------------------- panel

export interface DiagramSettings {
  readonly columns: 'keys' | 'all';
  readonly depth: number;
  readonly foldAssociationTables: boolean;
}

export type NodePositions = Readonly<Record<string, { readonly x: number; readonly y: number }>>;

/** Extension to webview. */
export type ToWebview =
  | {
      readonly type: 'diagram';
      /** Always the whole schema; focus and depth are the webview's own view of it. */
      readonly diagram: Diagram;
      readonly state: IndexState;
      readonly revision: number;
      readonly settings: DiagramSettings;
      /** Saved positions by entity id. */
      readonly positions: NodePositions;
      /** Set while another state is compared with: the diagram then holds both. */
      readonly comparison?: PanelComparison;
      /** What the panel keeps for the extension over a reload. */
      readonly kept?: KeptByPanel;
    }
  /** The cursor moved to another entity in the editor, or a command asked for it. `null` shows the whole schema. */
  | {
      readonly type: 'focus';
      readonly entity: string | null;
      readonly relationship?: string;
      /** The cursor moved there, nobody asked: a whole schema on show stays whole, and only points the entity out. */
      readonly isFromCursor?: boolean;
    }
  | { readonly type: 'state'; readonly state: IndexState }
  | { readonly type: 'explanation'; readonly id: number; readonly markdown: string }
  /** The answer to `findPaths`. */
  | { readonly type: 'paths'; readonly id: number; readonly paths: readonly EntityPath[] }
  /** Positions came from elsewhere: the shared file, or another panel. */
  | { readonly type: 'positions'; readonly positions: NodePositions }
  /** Whether this panel follows the editor's cursor. */
  | { readonly type: 'follow'; readonly isFollowing: boolean };

export interface PanelComparison {
  /** `HEAD`, `the saved files`. */
  readonly label: string;
  readonly difference: GraphDifference;
  /** `1 entity added, 2 changed`. */
  readonly summary: string;
}

/** Read back by the extension from the state of a restored panel. */
export interface KeptByPanel {
  /** A document of the folder on show. */
  readonly uri?: string;
  readonly comparedWith?: ComparedWith;
  readonly isFollowing: boolean;
}

/** Webview to extension. */
export type FromWebview =
  | { readonly type: 'ready' }
  /** Open the code of an entity, column or relationship. */
  | { readonly type: 'open'; readonly entity: string; readonly member?: string; readonly beside: boolean }
  | { readonly type: 'explain'; readonly id: number; readonly entity: string; readonly member?: string }
  | { readonly type: 'savePositions'; readonly positions: NodePositions }
  | { readonly type: 'export'; readonly format: 'svg' | 'png'; readonly name: string; readonly content: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'findPaths'; readonly id: number; readonly from: string; readonly to: string }
  /** Changes of the code; the extension shows them before they are made. */
  | { readonly type: 'createRelationship'; readonly from: string; readonly to: string }
  | { readonly type: 'renameRelationship'; readonly entity: string; readonly relationship: string; readonly newName: string }
  | { readonly type: 'deleteRelationship'; readonly entity: string; readonly relationship: string }
  /** Asks the user what to compare with. */
  | { readonly type: 'compare' }
  | { readonly type: 'stopComparing' }
  | { readonly type: 'follow'; readonly isFollowing: boolean }
  | { readonly type: 'sharePositions' }
  | { readonly type: 'setting'; readonly key: keyof DiagramSettings; readonly value: string | number | boolean }
  /** For tests and bug reports: what is drawn now. */
  | { readonly type: 'drawn'; readonly entities: readonly string[]; readonly edges: readonly string[] }
  | { readonly type: 'violation'; readonly directive: string; readonly blocked: string }
  | { readonly type: 'error'; readonly message: string };

const fromWebviewTypes: ReadonlySet<string> = new Set<FromWebview['type']>([
  'ready', 'open', 'explain', 'savePositions', 'export', 'copy', 'findPaths', 'createRelationship', 'renameRelationship', 'deleteRelationship',
  'compare', 'stopComparing', 'follow', 'sharePositions', 'setting', 'drawn', 'violation', 'error',
]);

/** Whether a message has a type that the extension knows; fields are checked by its handler. */
export function isFromWebview(message: unknown): message is FromWebview {
  return typeof message === 'object' && message !== null && 'type' in message && typeof message.type === 'string' && fromWebviewTypes.has(message.type);
}

const toWebviewTypes: ReadonlySet<string> = new Set<ToWebview['type']>(['diagram', 'focus', 'state', 'explanation', 'paths', 'positions', 'follow']);

export function isToWebview(message: unknown): message is ToWebview {
  return typeof message === 'object' && message !== null && 'type' in message && typeof message.type === 'string' && toWebviewTypes.has(message.type);
}
