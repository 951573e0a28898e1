/** Fixes in the call that makes a column: unique, nullable, index, a foreign key, a type. */
import type { Anchor } from '../../declarations/anchor';
import { columnName } from '../../display/names';
import { nodeAt } from '../../python/walk';
import type { Column } from '../../mapping/schema/schema';
import type { FeatureContext } from '../context';
import type { Place, TextEdit } from '../results';
import { inFile, keywordEdit, nodeAtAnchor, quoted, type Fix, type FixProvider } from './fix';
import { spelledName } from './imports';

export const columnFixes: FixProvider = (context, { problem, result }) => {
  const { fault, kind } = problem;
  const relationship = fault.relationship;
  const written = relationship?.synchronizePairs.map(([, column]) => column) ?? [];
  const [only] = written.length === 1 ? written : [];
  switch (kind.code) {
    case 'one-to-one-not-unique':
      return only === undefined ? [] : setOnColumn(context, only, 'unique', 'True', true);
    case 'optional-against-nullable':
      return only === undefined || relationship?.declaration.annotation?.isOptional === true ? [] : setOnColumn(context, only, 'nullable', 'False', false);
    case 'delete-forbidden':
      return only === undefined ? [] : setOnColumn(context, only, 'nullable', 'True', false);
    case 'foreign-key-without-index': {
      const column = columnAround(context, fault.anchor);
      return column === undefined ? [] : setOnColumn(context, column, 'index', 'True', true);
    }
    case 'single-table-column-conflict':
      return shareColumnFix(context, result);
    case 'class-without-primary-key': {
      const table = fault.mapper?.localTable;
      const candidates = table?.kind === 'table' ? [...table.columns.values()] : [];
      const id = candidates.find(({ name }) => name === 'id') ?? candidates.find(({ name }) => /id$/i.test(name)) ?? candidates[0];
      return id === undefined ? [] : setOnColumn(context, id, 'primary_key', 'True', id.name === 'id');
    }
    case 'subclass-table-without-primary-key': {
      const table = fault.mapper?.localTable;
      const keys = table?.kind === 'table' ? [...table.columns.values()].filter((column) => column.foreignKeys.length > 0) : [];
      const [key] = keys.length === 1 ? keys : [];
      return key === undefined ? [] : setOnColumn(context, key, 'primary_key', 'True', true);
    }
    case 'inheritance-no-foreign-key': {
      const parent = fault.mapper?.inherits ?? undefined;
      const table = fault.mapper?.localTable;
      const [own] = table?.kind === 'table' ? table.primaryKey : [];
      const [key] = parent?.primaryKey ?? [];
      return own === undefined || key === undefined ? [] : addForeignKey(context, own, key, true);
    }
    default:
      return [];
  }
};

function setOnColumn(context: FeatureContext, column: Column, keyword: string, value: string, isPreferred: boolean): readonly Fix[] {
  const call = nodeAtAnchor(context, column.anchor);
  const tree = context.treeOf(column.anchor.file);
  if (tree === undefined || !context.files().includes(column.anchor.file)) return [];
  const edits = call?.kind === 'Call' ? [keywordEdit(tree, call, keyword, value)] : writtenOut(context, column, `${keyword}=${value}`);
  if (edits === undefined) return [];
  return [{ title: `Set ${keyword}=${value} on ${columnName(column)}`, summary: `Set \`${keyword}=${value}\` on the column`, isPreferred, changes: [inFile(column.anchor.file, ...edits)] }];
}

/** `ForeignKey("users.id")` behind the type, before the keywords. */
export function addForeignKey(context: FeatureContext, column: Column, target: Column, isPreferred: boolean): readonly Fix[] {
  const call = nodeAtAnchor(context, column.anchor);
  const tree = context.treeOf(column.anchor.file);
  if (tree === undefined || !context.files().includes(column.anchor.file)) return [];
  const fix = { title: `Make ${columnName(column)} a foreign key to ${columnName(target)}`, summary: 'Make the column a foreign key', isPreferred };
  if (call?.kind !== 'Call') {
    const key = spelledName(tree, 'sqlalchemy', 'ForeignKey');
    const edits = writtenOut(context, column, `${key.text}(${quoted(tree.text, columnName(target))})`);
    return edits === undefined ? [] : [{ ...fix, changes: [inFile(column.anchor.file, ...key.edits, ...edits)] }];
  }
  const callee = tree.spans.spanOf(call.callee.id);
  const foreignKey = spelledName(tree, 'sqlalchemy', 'ForeignKey', tree.text.slice(callee.start, callee.end));
  const text = `${foreignKey.text}(${quoted(tree.text, columnName(target))})`;
  const lastPositional = call.args.at(-1);
  const open = tree.spans.spanOf(call.callee.id).end + 1;
  const at = lastPositional === undefined ? open : tree.spans.spanOf(lastPositional.id).end;
  const newText = lastPositional !== undefined ? `, ${text}` : call.keywords.length > 0 ? `${text}, ` : text;
  return [{ ...fix, changes: [inFile(column.anchor.file, ...foreignKey.edits, { span: { start: at, end: at }, newText })] }];
}

/** `owner_id: Mapped[int]` → `owner_id: Mapped[int] = mapped_column(…)`; undefined where the column is written in another way. */
function writtenOut(context: FeatureContext, { anchor }: Column, text: string): readonly TextEdit[] | undefined {
  const tree = context.treeOf(anchor.file);
  const place = context.placeOf(anchor);
  const statement = tree === undefined || place === undefined ? undefined : nodeAt(tree, place.span.start).findLast((node) => node.kind === 'AnnAssign');
  if (tree === undefined || statement?.kind !== 'AnnAssign' || statement.value !== undefined) return undefined;
  const { end } = tree.spans.spanOf(statement.annotation.id);
  const factory = spelledName(tree, 'sqlalchemy.orm', 'mapped_column');
  return [...factory.edits, { span: { start: end, end }, newText: ` = ${factory.text}(${text})` }];
}

/** The column was not added to the table, so the graph does not hold it: the statement tells where it is. */
function shareColumnFix(context: FeatureContext, { file, span }: Place): readonly Fix[] {
  const tree = context.treeOf(file);
  const statement = tree === undefined ? undefined : nodeAt(tree, span.start).findLast((node) => node.kind === 'AnnAssign');
  if (tree === undefined || statement?.kind !== 'AnnAssign') return [];
  const fix = { title: 'Share the column (use_existing_column=True)', summary: 'Share the column with `use_existing_column=True`', isPreferred: true };
  if (statement.value?.kind === 'Call') return [{ ...fix, changes: [inFile(file, keywordEdit(tree, statement.value, 'use_existing_column', 'True'))] }];
  if (statement.value !== undefined) return [];
  const { end } = tree.spans.spanOf(statement.annotation.id);
  const factory = spelledName(tree, 'sqlalchemy.orm', 'mapped_column');
  return [{ ...fix, changes: [inFile(file, ...factory.edits, { span: { start: end, end }, newText: ` = ${factory.text}(use_existing_column=True)` })] }];
}

function columnAround(context: FeatureContext, anchor: Anchor): Column | undefined {
  const place = context.placeOf(anchor);
  const extents = place === undefined ? [] : context.mentionsOf(place.file).extents.filter(({ span, referent }) => referent.kind === 'column' && span.start <= place.span.start && place.span.end <= span.end);
  const [first] = extents;
  return first?.referent.kind === 'column' ? first.referent.column : undefined;
}
