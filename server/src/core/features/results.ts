/** Results of editor features in the core's own terms: files by id, UTF-16 offsets. `server/src/lsp` turns them into LSP. */
import type { FileId, Place } from '../declarations/anchor';
import type { TextEdit } from '../text/edits';
import type { Span } from '../text/span';

export type { TextEdit } from '../text/edits';

export type { Place } from '../declarations/anchor';
export type { ProblemResult, ProblemSeverity } from '../problems/problem';

export interface HoverResult {
  /** The text the hover is about. */
  readonly span: Span;
  /** Markdown. Links are `command:` URIs only where `HoverOptions.commandLinks` allows them. */
  readonly markdown: string;
}

export interface HoverOptions {
  /** Inline pictures as data URIs; undefined for none. */
  readonly picture?: { readonly theme: 'light' | 'dark' | 'highContrast' | 'highContrastLight' };
  /** Whether `command:` links and `$(icon)` are understood. */
  readonly commandLinks: boolean;
  /** File id → URI, for links. */
  readonly uriOf: (file: FileId) => string;
}

export interface DefinitionLink {
  /** What the cursor is on, in the file asked about. */
  readonly origin: Span;
  readonly target: Place;
  /** The name inside `target` to select. */
  readonly targetSelection: Span;
}

export type StepDirection = 'next' | 'previous';

/** A name in the file asked about. */
export interface StepResult {
  readonly selection: Span;
}

/** The other end of a relationship. */
export interface PairedSide {
  /** `AgentInstallation.user`. */
  readonly label: string;
  readonly origin: Span;
  readonly target: Place;
  readonly targetSelection: Span;
}

export interface ReferencePlace extends Place {
  readonly isDeclaration: boolean;
  /** The text stands inside a string literal. */
  readonly inString: boolean;
}

export interface FileEdits {
  readonly file: FileId;
  readonly edits: readonly TextEdit[];
}

export type PrepareRenameResult =
  | { readonly kind: 'ok'; readonly span: Span; readonly placeholder: string }
  | { readonly kind: 'refused'; readonly reason: string };

export type RenameResult =
  | { readonly kind: 'ok'; readonly changes: readonly FileEdits[] }
  | { readonly kind: 'refused'; readonly reason: string };

export interface CompletionEntry {
  readonly label: string;
  readonly kind: 'class' | 'relationship' | 'column' | 'table' | 'keyword' | 'value' | 'snippet';
  /** Short, right of the label. */
  readonly detail?: string;
  readonly documentation?: string;
  /** What the entry replaces: the part of the string or call that is typed already. */
  readonly replace: Span;
  readonly insertText: string;
  readonly isSnippet: boolean;
  /** Smaller is better. */
  readonly rank: number;
}

export interface SignatureHelpResult {
  readonly label: string;
  readonly parameters: readonly { readonly label: readonly [number, number]; readonly documentation: string }[];
  readonly activeParameter?: number;
}

export interface InlayHintResult {
  readonly offset: number;
  readonly label: string;
  readonly tooltip?: string;
  readonly part: 'target' | 'cardinality' | 'join';
}

export interface CodeLensResult {
  readonly span: Span;
  readonly title: string;
  readonly action:
    | { readonly kind: 'openDiagram'; readonly entity: string }
    | { readonly kind: 'goToPairedSide'; readonly offset: number };
}

export interface SymbolResult extends Place {
  readonly name: string;
  readonly kind: 'entity' | 'table' | 'relationship';
  readonly container: string;
  readonly selection: Span;
}

/** Many fixes in one edit. */
export interface FixedAll {
  readonly changes: readonly FileEdits[];
  /** How many problems are repaired. */
  readonly count: number;
}

export interface CodeActionResult {
  readonly title: string;
  /** Of a fix: the title without names of the models, in Markdown, for the documentation. */
  readonly summary?: string;
  readonly kind: 'quickfix' | 'refactor' | 'refactor.rewrite' | 'refactor.extract' | 'refactor.inline';
  readonly isPreferred: boolean;
  readonly changes: readonly FileEdits[];
  /** Code and place of the problem it repairs. */
  readonly problem?: { readonly code: string; readonly span: Span };
  /** Why it cannot be done, shown greyed. */
  readonly disabledReason?: string;
}

/** A class of a mapped inheritance. */
export interface HierarchyItem extends Place {
  /** Its full name, `app.models.Manager`. */
  readonly entity: string;
  readonly name: string;
  /** `table managers · joined table inheritance`. */
  readonly detail: string;
  readonly selection: Span;
}

export interface TracebackResult {
  /** By a problem that says the same, by names in the message, or by a line of the trace. */
  readonly how: 'problem' | 'name' | 'line';
  /** What was raised: `InvalidRequestError: …`, on one line. */
  readonly exception: string;
  readonly place: Place;
  /** What is wrong, in the problem's words; for the others, how the place was found. */
  readonly message: string;
  /** Of the problem. */
  readonly code?: string;
}

/** A node of the models view: package → entity → columns, relationships, problems. */
export interface ModelTreeNode {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  readonly kind: 'module' | 'entity' | 'column' | 'relationship' | 'table' | 'problem';
  readonly problems: number;
  readonly place?: Place;
  /** As the graph names it: `app.models.User`, `table:student_course`. */
  readonly entity?: string;
  /** The attribute of the entity, or the column of the table. */
  readonly member?: string;
  readonly children: readonly ModelTreeNode[];
}
