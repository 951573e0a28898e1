/** One relationship that several classes of a file state alike → a mixin with `declared_attr`. */
import { inFile } from '../features/codeActions/fix';
import type { FeatureContext } from '../features/context';
import type { Mapper, Relationship } from '../mapping/mapper';
import { isA, relationshipsOwnedBy } from '../mapping/views';
import type { AnnotatedAssignment, CallExpression } from '../python/syntax';
import { textOf } from '../python/walk';
import { insertion } from './attributes';
import { isMovable } from './backref';
import { Styles, type ClassStyle } from './classStyle';
import { disabled, offered, type RefactoringProvider } from './offer';
import { freeName } from './proposedNames';
import { removal, statementOf, type StatedAttribute } from './statements';

export const extractMixin: RefactoringProvider = ({ context, relationship, file, subject }) => {
  if (relationship === undefined || subject.role === 'reference' || relationship.declaredOn !== relationship.parent.cls) return [];
  const alike = context.graph.mappers.flatMap((mapper) => (mapper.cls.anchor.file === file ? relationshipsOwnedBy(mapper).filter((each) => isAlike(context, relationship, each)) : []));
  const styles = new Styles(context);
  const style = styles.of(relationship.parent);
  const own = statementOf(context, relationship);
  if (alike.length < 2 || style === undefined || own === undefined || style.declares === 'sqlmodel') return [];
  const mixin = freeName(`${pascalCase(relationship.key)}Mixin`, (name) => relationship.declaredOn.module.namespace.has(name));
  const title = `Extract ${relationship.key} of ${alike.map(({ parent }) => parent.name).join(', ')} into ${mixin}`;
  const reason = whyNot(alike, own);
  if (reason !== undefined) return [disabled(title, 'refactor.extract', reason)];
  const columns = sharedColumns(context, alike);
  const removed = alike.flatMap((each, index) => [...(columns.map((shared) => shared[index])), statementOf(context, each)]).flatMap((stated) => stated ?? []);
  const classes = alike.flatMap(({ parent }) => styles.of(parent) ?? []);
  const first = Math.min(...classes.map(({ node, tree }) => tree.spans.spanOf(node.id).start));
  const text = mixinText(style, mixin, own, columns.flatMap(([stated]) => stated ?? []), context.graph.sqlalchemy === '1.4');
  return [
    offered(title, 'refactor.extract', [
      inFile(file, insertion(first, text)),
      ...classes.flatMap(({ node, tree }) => (node.bases[0] === undefined ? [] : [inFile(file, insertion(tree.spans.spanOf(node.bases[0].id).start, `${mixin}, `))])),
      ...removed.map((stated) => inFile(file, removal(stated, removed.filter(({ cls }) => cls.id === stated.cls.id).length - 1))),
      ...styles.importEdits(),
    ]),
  ];
};

/** The same name, written alike, in a class of its own. */
function isAlike(context: FeatureContext, one: Relationship, other: Relationship): boolean {
  if (one.key !== other.key || other.declaredOn !== other.parent.cls || other.fault !== undefined) return false;
  const [a, b] = [statementOf(context, one), statementOf(context, other)];
  return a !== undefined && b !== undefined && plainText(a) === plainText(b) && (one === other || !(isA(one.parent, other.parent) || isA(other.parent, one.parent)));
}

function plainText({ tree, statement }: StatedAttribute): string {
  return textOf(tree, statement.id).replace(/\s+/g, ' ');
}

function whyNot(alike: readonly Relationship[], { statement, tree }: StatedAttribute): string | undefined {
  if (alike.some(({ parent }) => parent.isDataclass)) return 'A mixin of a dataclass would be another dataclass';
  const call = statement.value;
  if (call?.kind !== 'Call') return 'It is not written as a call';
  const bound = boundArgument(call);
  if (bound !== undefined) return `\`${textOf(tree, bound)}\` names things of the class body it stands in`;
  return alike.some(({ reverse }) => reverse.length > 0) ? 'Its other side can name one of the classes only' : undefined;
}

/** An argument that would mean something else in another class body; a class by its name does not. */
function boundArgument(call: CallExpression): number | undefined {
  const positional = call.args.find((arg) => !isMovable(arg) && !(arg.kind === 'Name' && /^[A-Z]/.test(arg.name)));
  return positional?.id ?? call.keywords.find(({ value }) => !isMovable(value))?.id;
}

/** Foreign key columns that all of the classes write alike: for each column its statement in each class. */
function sharedColumns(context: FeatureContext, alike: readonly Relationship[]): readonly (readonly StatedAttribute[])[] {
  const [first] = alike;
  const keys = first?.direction === 'MANYTOONE' ? first.foreignKeyColumns.map((column) => propertyOf(first.parent, column)?.key) : [];
  return keys.flatMap((key) => {
    const statements = alike.map(({ parent }) => {
      const property = key === undefined ? undefined : parent.properties.get(key);
      return property === undefined || property.declaredOn !== parent.cls ? undefined : statementOf(context, property);
    });
    const found = statements.flatMap((stated) => stated ?? []);
    return found.length === alike.length && new Set(found.map(plainText)).size === 1 ? [found] : [];
  });
}

function propertyOf(mapper: Mapper, column: Relationship['foreignKeyColumns'][number]) {
  return [...mapper.properties.values()].find((property) => property.kind === 'columnProperty' && property.columns.includes(column));
}

function mixinText(style: ClassStyle, mixin: string, own: StatedAttribute, columns: readonly StatedAttribute[], isOld: boolean): string {
  const { newline, imports, indent } = style;
  const declaredAttr = imports.sqlalchemy('sqlalchemy.orm', 'declared_attr');
  const method = (stated: StatedAttribute): readonly string[] => {
    const { statement, tree } = stated;
    const target = statement.kind === 'AnnAssign' ? statement.target : statement.targets[0];
    const returns = statement.kind === 'AnnAssign' ? ` -> ${annotationText(statement, stated)}` : '';
    const value = statement.value === undefined ? '' : textOf(tree, statement.value.id).split(/\r?\n/).join(`${newline}    `);
    return [`@${declaredAttr}`, `def ${target === undefined ? '' : textOf(tree, target.id)}(cls)${returns}:`, `    return ${value}`];
  };
  // Releases before 2.0 copy no column with a foreign key from a mixin.
  const columnLines = columns.flatMap((stated) => (isOld ? method(stated) : [textOf(stated.tree, stated.statement.id)]));
  const lines = [...columnLines, ...(columnLines.length > 0 ? [''] : []), ...method(own)];
  return `class ${mixin}:${newline}${lines.map((line) => (line === '' ? newline : `${indent}${line}${newline}`)).join('')}${newline}${newline}`;
}

function annotationText({ annotation }: AnnotatedAssignment, { tree }: StatedAttribute): string {
  return textOf(tree, annotation.id);
}

function pascalCase(name: string): string {
  return name.split('_').map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
}
