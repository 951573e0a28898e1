/** Arguments that SQLAlchemy evaluates from strings, written as Python expressions, and back. */
import { callOf, inFile } from '../features/codeActions/fix';
import { referentOfValue } from '../features/names';
import type { FeatureContext } from '../features/context';
import type { Binding } from '../evaluate/values';
import type { Relationship } from '../mapping/mapper';
import { isBuiltinName, isSqlAlchemyName } from '../mapping/relationship/libraryNames';
import { parseExpressionText } from '../python/parser';
import type { AnyNode, Expression, SyntaxTree } from '../python/syntax';
import { childrenOf } from '../python/walk';
import type { Span } from '../text/span';
import { applyEdits, type TextEdit } from '../text/edits';
import { registryName, Styles, type ClassStyle } from './classStyle';
import { disabled, offered, type RefactoringPlace, type RefactoringProvider } from './offer';
import { statementOf } from './statements';

/** Arguments whose strings are expressions; `secondary` names a table. */
const EVALUATED: ReadonlySet<string> = new Set(['primaryjoin', 'secondaryjoin', 'secondary', 'foreign_keys', 'remote_side', 'order_by']);

interface Written {
  readonly context: FeatureContext;
  readonly relationship: Relationship;
  readonly name: string;
  readonly value: Expression;
  readonly tree: SyntaxTree;
  readonly style: ClassStyle;
  readonly styles: Styles;
  /** Where the statement of the attribute, and its class, begin. */
  readonly statementStart: number;
  readonly classStart: number;
}

/** The argument that the cursor is in, of a relationship that the class itself states. */
function writtenAt({ context, relationship, subject, file }: RefactoringPlace): Written | undefined {
  const name = subject.context?.argument;
  if (relationship === undefined || name === undefined || !EVALUATED.has(name) || relationship.declaredOn !== relationship.parent.cls) return undefined;
  const anchor = relationship.declaration.arguments.get(name)?.anchor;
  const call = callOf(context, relationship);
  const stated = statementOf(context, relationship);
  if (anchor === undefined || call?.file !== file || stated?.file !== file) return undefined;
  const value = call.call.keywords.find((keyword) => keyword.value.id === anchor.node && keyword.name?.name === name)?.value;
  const styles = new Styles(context);
  const style = styles.of(relationship.parent);
  if (value === undefined || style?.file !== file) return undefined;
  const { spans } = call.tree;
  const classStart = spans.spanOf(style.node.id).start;
  return { context, relationship, name, value, tree: call.tree, style, styles, statementStart: spans.spanOf(stated.statement.id).start, classStart };
}

export const stringToExpression: RefactoringProvider = (place) => {
  const written = writtenAt(place);
  if (written === undefined || written.value.kind !== 'String') return [];
  const title = `Write ${written.name} as an expression`;
  const { expression, spans } = parseExpressionText(written.value.value);
  const roots = rootsOf(expression);
  const names = roots.map((root) => pythonName(written, root, (id) => spans.spanOf(id)));
  const unknown = names.find((each) => typeof each === 'string');
  if (roots.length === 0) return [];
  if (typeof unknown === 'string') return [disabled(title, 'refactor.rewrite', unknown)];
  const found = names.flatMap((each) => (typeof each === 'string' ? [] : [each]));
  const isDirect = found.every(({ direct }) => direct !== undefined);
  const text = applyEdits(written.value.value, found.map(({ direct, later }) => (isDirect && direct !== undefined ? direct : later)));
  const newText = isDirect ? text : `lambda: ${text}`;
  return [offered(title, 'refactor.rewrite', [inFile(place.file, { span: written.tree.spans.spanOf(written.value.id), newText }), ...written.styles.importEdits()])];
};

interface Root {
  readonly name: string;
  readonly id: number;
  /** The attribute behind it: `id` of `User.id`. */
  readonly attribute?: { readonly name: string; readonly id: number };
}

/** Names that stand for themselves in an expression, with the first attribute behind each. */
function rootsOf(node: AnyNode): readonly Root[] {
  if (node.kind === 'Name') return [{ name: node.name, id: node.id }];
  if (node.kind === 'Attribute' && node.value.kind === 'Name') return [{ name: node.value.name, id: node.value.id, attribute: { name: node.attribute.name, id: node.id } }];
  return childrenOf(node).flatMap((child) => (child.kind === 'Identifier' ? [] : rootsOf(child)));
}

interface PythonName {
  /** The edit that makes it right when all classes exist. */
  readonly later: TextEdit;
  /** The edit that makes it right at once, in the class body; undefined where the name is not there yet. */
  readonly direct: TextEdit | undefined;
}

/** How the module says what a name of the string says; a text where it cannot. */
function pythonName(written: Written, root: Root, spanOf: (id: number) => Span): PythonName | string {
  const { relationship, context, style, classStart } = written;
  const span = spanOf(root.id);
  const same: TextEdit = { span, newText: root.name };
  const mapper = relationship.parent.registry.classesByName.get(root.name)?.[0];
  const { namespace } = relationship.declaredOn.module;
  if (mapper !== undefined) {
    if (mapper === relationship.parent) return { later: same, direct: ownAttribute(written, root, spanOf) };
    const binding = namespace.get(root.name);
    if (binding?.value !== mapper.cls) return `\`${root.name}\` is not imported here at run time; the string finds it by its name`;
    return { later: same, direct: isBefore(written, binding, classStart) ? same : undefined };
  }
  const table = relationship.parent.metadata.tables.get(root.name);
  if (table !== undefined) {
    const bound = [...namespace].find(([, { value }]) => referentOfValue(value, context.graph)?.kind === 'table' && isTable(context, value, table));
    if (bound === undefined) return `The table \`${root.name}\` has no name in this module`;
    const edit = { span, newText: bound[0] };
    return { later: edit, direct: isBefore(written, bound[1], classStart) ? edit : undefined };
  }
  if (isSqlAlchemyName(root.name, context.graph.sqlalchemy)) {
    const module = root.name === 'foreign' || root.name === 'remote' ? 'sqlalchemy.orm' : 'sqlalchemy';
    const edit = { span, newText: style.imports.sqlalchemy(module, root.name) };
    return { later: edit, direct: edit };
  }
  return isBuiltinName(root.name) ? { later: same, direct: same } : `\`${root.name}\` is known inside the string only`;
}

function isTable(context: FeatureContext, value: Binding['value'], table: { readonly key: string }): boolean {
  const referent = referentOfValue(value, context.graph);
  return referent?.kind === 'table' && referent.table.key === table.key;
}

/** Whether a name of the module exists when the class body runs. */
function isBefore({ context, style }: Written, binding: Binding, classStart: number): boolean {
  const place = context.placeOf(binding.anchor);
  return place !== undefined && place.file === style.file && place.span.start < classStart;
}

/** `User.id` → `id` where the class body has made the column before. */
function ownAttribute({ style, statementStart }: Written, { attribute }: Root, spanOf: (id: number) => Span): TextEdit | undefined {
  const stated = style.node.body.some((statement) => {
    if (attribute === undefined || style.tree.spans.spanOf(statement.id).start >= statementStart) return false;
    if (statement.kind === 'Assign') return statement.value.kind === 'Call' && statement.targets.some((target) => target.kind === 'Name' && target.name === attribute.name);
    return statement.kind === 'AnnAssign' && statement.value?.kind === 'Call' && statement.target.kind === 'Name' && statement.target.name === attribute.name;
  });
  return stated && attribute !== undefined ? { span: spanOf(attribute.id), newText: attribute.name } : undefined;
}

export const expressionToString: RefactoringProvider = (place) => {
  const written = writtenAt(place);
  if (written === undefined || written.value.kind === 'String' || (written.name === 'secondary' && written.value.kind === 'Call')) return [];
  const { value, tree } = written;
  const body = value.kind === 'Lambda' ? value.body : value;
  const roots = rootsOf(body);
  if (roots.length === 0 || (value.kind === 'Lambda' && value.parameters.length > 0)) return [];
  const title = `Write ${written.name} as a string`;
  const names = roots.map((root) => registryText(written, root));
  const unknown = names.find((each) => typeof each === 'string');
  if (typeof unknown === 'string') return [disabled(title, 'refactor.rewrite', unknown)];
  const { start, end } = tree.spans.spanOf(body.id);
  const edits = names.flatMap((each) => (typeof each === 'string' ? [] : [{ span: { start: each.span.start - start, end: each.span.end - start }, newText: each.newText }]));
  const text = oneLine(applyEdits(tree.text.slice(start, end), edits));
  const quote = quoteFor(text, tree.text);
  if (quote === undefined || text.includes('#')) return [disabled(title, 'refactor.rewrite', 'Its text does not fit into a string')];
  return [offered(title, 'refactor.rewrite', [inFile(place.file, { span: tree.spans.spanOf(value.id), newText: `${quote}${text}${quote}` })])];
};

/** How SQLAlchemy's strings say what a name of the module or of the class body says; a text where they cannot. */
function registryText(written: Written, root: Root): TextEdit | string {
  const { relationship, tree, context } = written;
  const span = tree.spans.spanOf(root.id);
  const { parent, declaredOn } = relationship;
  const isColumn = parent.properties.get(root.name)?.kind === 'columnProperty' && declaredOn.namespace.has(root.name);
  if (isColumn && written.value.kind !== 'Lambda') return { span, newText: `${registryName(parent)}.${root.name}` };
  const value = declaredOn.module.namespace.get(root.name)?.value;
  if (value?.kind === 'class') {
    if (written.name === 'secondary') return `\`${root.name}\` is a class; a string would have to name its table`;
    const mapper = context.graph.mapperOf(value);
    return mapper?.registry === parent.registry ? { span, newText: registryName(mapper) } : `\`${root.name}\` is no class of the same registry`;
  }
  if (value?.kind === 'external') return libraryText(written, root, value.path, span);
  const referent = value === undefined ? undefined : referentOfValue(value, context.graph);
  if (referent?.kind === 'table' && parent.metadata.tables.get(referent.table.key) === referent.table) return { span, newText: referent.table.key };
  return isBuiltinName(root.name) ? { span, newText: root.name } : `\`${root.name}\` is a name of this module, which a string does not find`;
}

function libraryText({ context, tree }: Written, { name, attribute }: Root, path: string, span: Span): TextEdit | string {
  const own = path.split('.').at(-1) ?? '';
  if (path === 'sqlalchemy' || path === 'sqlalchemy.orm') {
    if (attribute !== undefined && isSqlAlchemyName(attribute.name, context.graph.sqlalchemy)) return { span: tree.spans.spanOf(attribute.id), newText: attribute.name };
  } else if (path.startsWith('sqlalchemy.') && isSqlAlchemyName(own, context.graph.sqlalchemy)) {
    return { span, newText: own };
  }
  return `\`${name}\` is a name of this module, which a string does not find`;
}

function oneLine(text: string): string {
  return text.replace(/\s*(?:\r\n|\n|\r)\s*/g, ' ').replace(/([([]) /g, '$1').replace(/,? ([)\]])/g, '$1');
}

function quoteFor(text: string, file: string): '"' | "'" | undefined {
  const usual = file.split("'").length > file.split('"').length ? "'" : '"';
  const other = usual === '"' ? "'" : '"';
  if (text.includes('\\')) return undefined;
  return !text.includes(usual) ? usual : !text.includes(other) ? other : undefined;
}
