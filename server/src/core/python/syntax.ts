/**
 * The syntax tree of one Python file, in the shapes of CPython's `ast`, up to Python 3.14.
 *
 * Nodes carry no offsets. Every node has an `id`; the offsets stand beside the tree in `SyntaxTree.spans`, so that two texts
 * that differ in layout only give equal nodes. Ids count from 0 for everything outside function bodies, in the order in which
 * nodes end: siblings grow in source order, and a node's id is greater than the ids inside it.
 * The body of function number f (in source order, see `FunctionDef.bodyIndex`) is parsed when asked for and its nodes take ids from
 * `(f + 1) * BODY_ID_STRIDE` on; everything nested in a body belongs to the outermost body.
 */
import type { Span } from '../text/span';

export type NodeId = number;

/** Distance between the id ranges of two function bodies. Products stay exact in a double. */
export const BODY_ID_STRIDE = 1 << 22;

interface Node {
  readonly id: NodeId;
}

/** A name as written, where its own place matters: in `class User(Base)`, `User`. */
export interface Identifier extends Node {
  readonly kind: 'Identifier';
  readonly name: string;
}

// ---------------------------------------------------------------- expressions

export type Expression =
  | NameExpression
  | StringLiteral
  | BytesLiteral
  | NumberLiteral
  | ConstantLiteral
  | FormattedString
  | AttributeExpression
  | CallExpression
  | SubscriptExpression
  | SliceExpression
  | SequenceExpression
  | DictExpression
  | BinaryOperation
  | BooleanOperation
  | UnaryOperation
  | Comparison
  | ConditionalExpression
  | LambdaExpression
  | Comprehension
  | AwaitExpression
  | YieldExpression
  | NamedExpression
  | StarredExpression
  | MissingExpression;

export interface NameExpression extends Node {
  readonly kind: 'Name';
  readonly name: string;
}

/** One or more adjacent plain string literals. `value` is decoded and concatenated, as `ast.Constant.value`. */
export interface StringLiteral extends Node {
  readonly kind: 'String';
  readonly value: string;
  /** The literals in source order, more than one for implicit concatenation. */
  readonly parts: readonly StringPart[];
}

/** One literal token: in `"and_(" 'A.x)'` there are two. Its span covers prefix and quotes. */
export interface StringPart extends Node {
  readonly kind: 'StringPart';
  /** The decoded text of this literal alone. */
  readonly value: string;
  /** Lower-cased prefix such as `''`, `r`, `u`, `b`, `rb`. */
  readonly prefix: string;
  readonly quote: '"' | "'" | '"""' | "'''";
}

export interface BytesLiteral extends Node {
  readonly kind: 'Bytes';
  /** One character per byte (0–255). */
  readonly value: string;
}

export interface NumberLiteral extends Node {
  readonly kind: 'Number';
  /** As written, without underscores. */
  readonly text: string;
  /** The value where a double holds it exactly enough; NaN for imaginary literals. */
  readonly value: number;
}

export interface ConstantLiteral extends Node {
  readonly kind: 'Constant';
  readonly value: true | false | null | '...';
}

/** f-string or t-string (with adjacent literals folded in). */
export interface FormattedString extends Node {
  readonly kind: 'FormattedString';
  readonly isTemplate: boolean;
  /** Literal text (decoded) and replacement fields, in order. */
  readonly values: readonly (string | FormattedValue)[];
}

export interface FormattedValue extends Node {
  readonly kind: 'FormattedValue';
  readonly expression: Expression;
  /** `s`, `r`, `a` or undefined. */
  readonly conversion?: string;
  readonly formatSpec?: readonly (string | FormattedValue)[];
}

export interface AttributeExpression extends Node {
  readonly kind: 'Attribute';
  readonly value: Expression;
  /** Empty name where the text after the dot is missing. */
  readonly attribute: Identifier;
}

export interface CallExpression extends Node {
  readonly kind: 'Call';
  readonly callee: Expression;
  readonly args: readonly Expression[];
  readonly keywords: readonly KeywordArgument[];
}

/** `name=value`, or `**value` (no name). */
export interface KeywordArgument extends Node {
  readonly kind: 'Keyword';
  readonly name?: Identifier;
  readonly value: Expression;
}

export interface SubscriptExpression extends Node {
  readonly kind: 'Subscript';
  readonly value: Expression;
  readonly index: Expression;
}

export interface SliceExpression extends Node {
  readonly kind: 'Slice';
  readonly lower?: Expression;
  readonly upper?: Expression;
  readonly step?: Expression;
}

export interface SequenceExpression extends Node {
  readonly kind: 'Tuple' | 'List' | 'Set';
  readonly elements: readonly Expression[];
}

export interface DictExpression extends Node {
  readonly kind: 'Dict';
  /** An entry without key is `**value`. */
  readonly entries: readonly { readonly key?: Expression; readonly value: Expression }[];
}

export type BinaryOperator = '+' | '-' | '*' | '@' | '/' | '%' | '**' | '<<' | '>>' | '|' | '^' | '&' | '//';

export interface BinaryOperation extends Node {
  readonly kind: 'Binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface BooleanOperation extends Node {
  readonly kind: 'Boolean';
  readonly operator: 'and' | 'or';
  readonly values: readonly Expression[];
}

export interface UnaryOperation extends Node {
  readonly kind: 'Unary';
  readonly operator: 'not' | '-' | '+' | '~';
  readonly operand: Expression;
}

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'is' | 'is not' | 'in' | 'not in';

export interface Comparison extends Node {
  readonly kind: 'Compare';
  readonly left: Expression;
  readonly operators: readonly ComparisonOperator[];
  readonly comparators: readonly Expression[];
}

export interface ConditionalExpression extends Node {
  readonly kind: 'Conditional';
  readonly test: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

export interface LambdaExpression extends Node {
  readonly kind: 'Lambda';
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
}

export interface Comprehension extends Node {
  readonly kind: 'ListComprehension' | 'SetComprehension' | 'GeneratorExpression' | 'DictComprehension';
  /** The element; for a dict comprehension the value. */
  readonly element: Expression;
  readonly key?: Expression;
  readonly generators: readonly ComprehensionClause[];
}

export interface ComprehensionClause extends Node {
  readonly kind: 'ComprehensionClause';
  readonly isAsync: boolean;
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}

export interface AwaitExpression extends Node {
  readonly kind: 'Await';
  readonly value: Expression;
}

export interface YieldExpression extends Node {
  readonly kind: 'Yield';
  readonly isFrom: boolean;
  readonly value?: Expression;
}

export interface NamedExpression extends Node {
  readonly kind: 'Named';
  readonly target: Identifier;
  readonly value: Expression;
}

export interface StarredExpression extends Node {
  readonly kind: 'Starred';
  readonly value: Expression;
}

/** Where an expression had to stand and none could be read. Its span is empty or covers what was skipped. */
export interface MissingExpression extends Node {
  readonly kind: 'Missing';
}

export interface Parameter extends Node {
  readonly kind: 'Parameter';
  readonly name: Identifier;
  readonly mode: 'positionalOnly' | 'positionalOrKeyword' | 'varPositional' | 'keywordOnly' | 'varKeyword';
  readonly annotation?: Expression;
  readonly default?: Expression;
}

/** PEP 695/696: `T`, `T: int = str`, `*Ts`, `**P`. */
export interface TypeParameter extends Node {
  readonly kind: 'TypeParameter';
  readonly mode: 'TypeVar' | 'TypeVarTuple' | 'ParamSpec';
  readonly name: Identifier;
  readonly bound?: Expression;
  readonly default?: Expression;
}

// ---------------------------------------------------------------- statements

export type Statement =
  | FunctionDef
  | ClassDef
  | ReturnStatement
  | DeleteStatement
  | Assignment
  | AugmentedAssignment
  | AnnotatedAssignment
  | TypeAliasStatement
  | ForStatement
  | WhileStatement
  | IfStatement
  | WithStatement
  | MatchStatement
  | RaiseStatement
  | TryStatement
  | AssertStatement
  | ImportStatement
  | ImportFromStatement
  | ScopeStatement
  | ExpressionStatement
  | SimpleStatement
  | ErrorStatement;

export interface FunctionDef extends Node {
  readonly kind: 'FunctionDef';
  readonly isAsync: boolean;
  readonly name: Identifier;
  readonly decorators: readonly Expression[];
  readonly typeParameters: readonly TypeParameter[];
  readonly parameters: readonly Parameter[];
  readonly returns?: Expression;
  /** Number of this function among those whose body is parsed on demand; undefined for one nested in a body, which has `body` at once. */
  readonly bodyIndex?: number;
  readonly body?: readonly Statement[];
}

export interface ClassDef extends Node {
  readonly kind: 'ClassDef';
  readonly name: Identifier;
  readonly decorators: readonly Expression[];
  readonly typeParameters: readonly TypeParameter[];
  /** Positional arguments between the parentheses. */
  readonly bases: readonly Expression[];
  readonly keywords: readonly KeywordArgument[];
  readonly body: readonly Statement[];
}

export interface ReturnStatement extends Node {
  readonly kind: 'Return';
  readonly value?: Expression;
}

export interface DeleteStatement extends Node {
  readonly kind: 'Delete';
  readonly targets: readonly Expression[];
}

/** `a = b = value` has two targets. */
export interface Assignment extends Node {
  readonly kind: 'Assign';
  readonly targets: readonly Expression[];
  readonly value: Expression;
}

export interface AugmentedAssignment extends Node {
  readonly kind: 'AugAssign';
  readonly target: Expression;
  readonly operator: BinaryOperator;
  readonly value: Expression;
}

export interface AnnotatedAssignment extends Node {
  readonly kind: 'AnnAssign';
  readonly target: Expression;
  readonly annotation: Expression;
  readonly value?: Expression;
}

export interface TypeAliasStatement extends Node {
  readonly kind: 'TypeAlias';
  readonly name: Identifier;
  readonly typeParameters: readonly TypeParameter[];
  readonly value: Expression;
}

export interface ForStatement extends Node {
  readonly kind: 'For';
  readonly isAsync: boolean;
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
  readonly orElse: readonly Statement[];
}

export interface WhileStatement extends Node {
  readonly kind: 'While';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orElse: readonly Statement[];
}

/** `elif` is an `If` alone in `orElse`, as in `ast`. */
export interface IfStatement extends Node {
  readonly kind: 'If';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orElse: readonly Statement[];
}

export interface WithStatement extends Node {
  readonly kind: 'With';
  readonly isAsync: boolean;
  readonly items: readonly { readonly context: Expression; readonly target?: Expression }[];
  readonly body: readonly Statement[];
}

export interface MatchStatement extends Node {
  readonly kind: 'Match';
  readonly subject: Expression;
  /** Patterns are not evaluated, so they are not kept; the names they bind are. */
  readonly cases: readonly { readonly boundNames: readonly Identifier[]; readonly guard?: Expression; readonly body: readonly Statement[] }[];
}

export interface RaiseStatement extends Node {
  readonly kind: 'Raise';
  readonly exception?: Expression;
  readonly cause?: Expression;
}

export interface TryStatement extends Node {
  readonly kind: 'Try';
  readonly body: readonly Statement[];
  readonly handlers: readonly { readonly type?: Expression; readonly name?: Identifier; readonly body: readonly Statement[] }[];
  readonly orElse: readonly Statement[];
  readonly finalBody: readonly Statement[];
}

export interface AssertStatement extends Node {
  readonly kind: 'Assert';
  readonly test: Expression;
  readonly message?: Expression;
}

/** One imported thing: in `from a import b as c`, name `b` and alias `c`; in `import a.b`, name `a.b`. */
export interface ImportAlias extends Node {
  readonly kind: 'ImportAlias';
  /** Dotted for `import a.b`; `*` for a star import. */
  readonly name: Identifier;
  readonly alias?: Identifier;
}

export interface ImportStatement extends Node {
  readonly kind: 'Import';
  readonly names: readonly ImportAlias[];
}

export interface ImportFromStatement extends Node {
  readonly kind: 'ImportFrom';
  /** The dotted name after the dots; undefined in `from . import x`. */
  readonly module?: Identifier;
  /** Number of leading dots. */
  readonly level: number;
  readonly names: readonly ImportAlias[];
}

export interface ScopeStatement extends Node {
  readonly kind: 'Global' | 'Nonlocal';
  readonly names: readonly Identifier[];
}

export interface ExpressionStatement extends Node {
  readonly kind: 'Expr';
  readonly value: Expression;
}

export interface SimpleStatement extends Node {
  readonly kind: 'Pass' | 'Break' | 'Continue';
}

/** Text that could not be read as a statement; its span covers it. Names that could be read in it are kept as expressions. */
export interface ErrorStatement extends Node {
  readonly kind: 'Error';
  readonly expressions: readonly Expression[];
}

// ---------------------------------------------------------------- tree

export interface SyntaxError {
  readonly span: Span;
  /** Present tense, no full stop. */
  readonly message: string;
}

/** Offsets of the nodes of one text. Total: an unknown id answers the empty span at 0. */
export interface SpanTable {
  spanOf(id: NodeId): Span;
}

export interface SyntaxTree {
  readonly text: string;
  readonly body: readonly Statement[];
  readonly errors: readonly SyntaxError[];
  readonly spans: SpanTable;
  /** The statements of a function's body, parsed now or before. Never throws; bounded by the length of the body. */
  bodyOf(fn: FunctionDef): readonly Statement[];
  /** For each on-demand body in order of `bodyIndex`: a hash of its text without indentation, comments and blank lines. */
  readonly bodyFingerprints: readonly number[];
  /** Hash of everything outside function bodies, layout and comments apart. Equal fingerprints mean equal nodes with equal ids. */
  readonly fingerprint: number;
}

export type AnyNode =
  | Expression
  | Statement
  | Identifier
  | StringPart
  | FormattedValue
  | KeywordArgument
  | ComprehensionClause
  | Parameter
  | TypeParameter
  | ImportAlias;
