/**
 * An association object that holds nothing but its two keys → the plain table of a many to many: the way back of `tableToObject`. Each list of
 * objects goes, and the association proxy over it becomes the relationship itself.
 */
import { inFile } from '../features/codeActions/fix';
import type { FeatureContext } from '../features/context';
import type { FileEdits } from '../features/results';
import type { Descriptor, Mapper, Relationship } from '../mapping/mapper';
import { propertiesOwnedBy, relationshipsOwnedBy } from '../mapping/views';
import type { CallExpression, Statement, SyntaxTree } from '../python/syntax';
import { snakeCase } from '../display/snakeCase';
import { textOf } from '../python/walk';
import { relationshipText } from './attributes';
import { quotedIn, Styles, type ClassStyle } from './classStyle';
import { disabled, offered, type RefactoringProvider } from './offer';
import { otherUse, spanIn, spanOfStatement, type FileSpan } from './otherUse';
import { removal, statementAt, statementOf, type StatedAttribute } from './statements';

export const objectToTable: RefactoringProvider = ({ context, entity }) => {
  const ends = entity === undefined ? undefined : endsOf(entity);
  if (entity === undefined || ends === undefined) return [];
  const title = `Turn ${entity.name} into the plain table ${entity.localTable.kind === 'table' ? entity.localTable.name : ''}`;
  const conversion = conversionOf(context, entity, ends);
  return [typeof conversion === 'string' ? disabled(title, 'refactor.rewrite', conversion) : offered(title, 'refactor.rewrite', conversion)];
};

/** One of the two classes that the object stands between. */
interface End {
  /** The object's own attribute that leads there. */
  readonly reference: Relationship;
  /** The list of objects on the other class. */
  readonly link?: Relationship;
}

/** Both ends of a class whose columns are two foreign keys; undefined for every other class. */
function endsOf(entity: Mapper): readonly [End, End] | undefined {
  const [first, second, ...more] = relationshipsOwnedBy(entity);
  const isPlain = entity.inherits === undefined && entity.subMappers.length === 0 && entity.localTable.kind === 'table';
  if (first === undefined || second === undefined || more.length > 0 || !isPlain) return undefined;
  if ([first, second].some(({ direction, target, fault }) => direction !== 'MANYTOONE' || target === undefined || fault !== undefined) || first.target === second.target) return undefined;
  const keys = [...first.foreignKeyColumns, ...second.foreignKeyColumns];
  const columns = entity.localTable.kind === 'table' ? [...entity.localTable.columns.values()] : [];
  const holdsOnlyKeys = columns.every((column) => keys.includes(column) && column.primaryKey);
  return holdsOnlyKeys ? [endOf(first), endOf(second)] : undefined;
}

function endOf(reference: Relationship): End {
  const [link] = reference.reverse;
  return link === undefined ? { reference } : { reference, link };
}

/** A proxy over a list of objects that reads their other end. */
interface Proxy {
  readonly descriptor: Descriptor;
  readonly stated: StatedAttribute;
}

function proxyOf(context: FeatureContext, link: Relationship, far: Relationship): Proxy | undefined {
  const descriptor = [...link.parent.descriptors.values()].find((each) => each.kind === 'associationProxy' && each.targetCollection === link.key && each.attribute === far.key);
  const stated = descriptor === undefined ? undefined : statementAt(context, descriptor.anchor);
  return descriptor === undefined || stated === undefined ? undefined : { descriptor, stated };
}

function conversionOf(context: FeatureContext, entity: Mapper, [one, other]: readonly [End, End]): readonly FileEdits[] | string {
  const styles = new Styles(context);
  const style = styles.of(entity);
  if (style === undefined) return `\`${entity.name}\` is not written in this workspace`;
  const sides: { readonly link: Relationship; readonly stated: StatedAttribute; readonly proxy: Proxy; readonly target: Mapper }[] = [];
  for (const [near, far] of [[one, other], [other, one]] as const) {
    const { link } = near;
    if (link === undefined) continue;
    const proxy = proxyOf(context, link, far.reference);
    const stated = statementOf(context, link);
    const lost = [...link.declaration.arguments.keys()].find((argument) => !['argument', 'back_populates', 'cascade'].includes(argument));
    if (lost !== undefined) return `\`${link.parent.name}.${link.key}\` states \`${lost}\`, which would be lost`;
    if (proxy === undefined || stated === undefined || far.reference.target === undefined) return `No association proxy stands for \`${link.parent.name}.${link.key}\`: its objects would be lost`;
    sides.push({ link, stated, proxy, target: far.reference.target });
  }
  const [first, second] = sides;
  if (first === undefined) return 'No association proxy reads through it, so nothing would be left of it';
  const table = tableText(style, entity);
  if (typeof table.text !== 'string') return table.reason;
  const replaced = [spanIn(style.file, style.tree, style.node.id), ...sides.flatMap(({ stated, proxy }) => [...spanOfStatement(stated), ...spanOfStatement(proxy.stated)])];
  const used = usedName(context, [entity.name, ...sides.map(({ link }) => link.key)], replaced);
  if (used !== undefined) return used;
  const edits = sides.flatMap(({ link, stated, proxy, target }, index) => {
    const sideStyle = styles.of(link.parent) ?? style;
    const back = index === 0 ? second : first;
    const text = relationshipText(sideStyle, {
      name: proxy.descriptor.name,
      target,
      isMany: true,
      isOptional: false,
      keywords: [{ name: 'secondary', value: quotedIn(sideStyle, table.key) }, ...(back === undefined ? [] : [{ name: 'back_populates', value: quotedIn(sideStyle, back.proxy.descriptor.name) }])],
    });
    return [inFile(stated.file, removal(stated)), inFile(proxy.stated.file, { span: proxy.stated.tree.spans.spanOf(proxy.stated.statement.id), newText: text })];
  });
  return [inFile(style.file, { span: style.tree.spans.spanOf(style.node.id), newText: table.text }), ...edits, ...styles.importEdits()];
}

function usedName(context: FeatureContext, names: readonly string[], replaced: readonly FileSpan[]): string | undefined {
  return names.map((name) => otherUse(context, name, replaced)).find((use) => use !== undefined);
}

type TableText = { readonly text: string; readonly key: string } | { readonly text: undefined; readonly reason: string };

/** The class as `Table(…)`; only a class that states its name, its columns and the two references can be one. */
function tableText(style: ClassStyle, entity: Mapper): TableText {
  const { tree, node, newline } = style;
  const [base, ...more] = node.bases;
  const table = entity.localTable;
  if (base === undefined || more.length > 0 || table.kind !== 'table') return { text: undefined, reason: `\`${entity.name}\` has several bases` };
  const columns: string[] = [];
  const keys = new Set(propertiesOwnedBy(entity).flatMap((property) => (property.kind === 'columnProperty' ? [property.key] : [])));
  for (const statement of node.body) {
    const name = nameOf(statement);
    if (name === '__tablename__' || (name !== undefined && entity.properties.get(name)?.kind === 'relationship') || isFiller(statement)) continue;
    const call = (statement.kind === 'Assign' || statement.kind === 'AnnAssign') && statement.value?.kind === 'Call' ? statement.value : undefined;
    if (name === undefined || !keys.has(name) || call === undefined || call.args[0]?.kind === 'String') return { text: undefined, reason: `\`${entity.name}\` holds more than its columns: ${firstLine(tree, statement)}` };
    columns.push(`${style.imports.sqlalchemy('sqlalchemy', 'Column')}(${[quotedIn(style, entity.properties.get(name)?.key ?? name), ...argumentsOf(tree, call)].join(', ')})`);
  }
  const args = [quotedIn(style, table.name), `${textOf(tree, base.id)}.metadata`, ...columns];
  const variable = /^[A-Za-z_]\w*$/.test(table.name) ? table.name : snakeCase(entity.name);
  return { key: table.key, text: `${variable} = ${style.imports.sqlalchemy('sqlalchemy', 'Table')}(${newline}${args.map((arg) => `    ${arg},${newline}`).join('')})` };
}

function argumentsOf(tree: SyntaxTree, call: CallExpression): readonly string[] {
  return [...call.args, ...call.keywords].map(({ id }) => textOf(tree, id));
}

function nameOf(statement: Statement): string | undefined {
  const target = statement.kind === 'AnnAssign' ? statement.target : statement.kind === 'Assign' && statement.targets.length === 1 ? statement.targets[0] : undefined;
  return target?.kind === 'Name' ? target.name : undefined;
}

function isFiller(statement: Statement): boolean {
  return statement.kind === 'Pass' || (statement.kind === 'Expr' && statement.value.kind === 'String');
}

function firstLine(tree: SyntaxTree, statement: Statement): string {
  return `\`${textOf(tree, statement.id).split('\n')[0]?.trim() ?? ''}\``;
}
