/** Fixes in the call that makes a column: unique, nullable, index, a foreign key, a type. */
import type { Anchor } from '../../declarations/anchor';
import { columnName } from '../../display/names';
import type { Column } from '../../mapping/schema/schema';
import type { FeatureContext } from '../context';
import { inFile, keywordEdit, nodeAtAnchor, quoted, type Fix, type FixProvider } from './fix';
import { spelledName } from './imports';

export const columnFixes: FixProvider = (context, { problem }) => {
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
    case 'single-table-column-conflict': {
      const column = columnAround(context, fault.anchor);
      return column === undefined ? [] : setOnColumn(context, column, 'use_existing_column', 'True', true);
    }
    case 'class-without-primary-key': {
      const table = fault.mapper?.localTable;
      const candidates = table?.kind === 'table' ? [...table.columns.values()] : [];
      const id = candidates.find(({ name }) => name === 'id') ?? candidates.find(({ name }) => /id$/i.test(name)) ?? candidates[0];
      return id === undefined ? [] : setOnColumn(context, id, 'primary_key', 'True', id.name === 'id');
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
  if (call?.kind !== 'Call' || tree === undefined || !context.files().includes(column.anchor.file)) return [];
  return [{ title: `Set ${keyword}=${value} on ${columnName(column)}`, isPreferred, changes: [inFile(column.anchor.file, keywordEdit(tree, call, keyword, value))] }];
}

/** `ForeignKey("users.id")` behind the type, before the keywords. */
export function addForeignKey(context: FeatureContext, column: Column, target: Column, isPreferred: boolean): readonly Fix[] {
  const call = nodeAtAnchor(context, column.anchor);
  const tree = context.treeOf(column.anchor.file);
  if (call?.kind !== 'Call' || tree === undefined || !context.files().includes(column.anchor.file)) return [];
  const callee = tree.spans.spanOf(call.callee.id);
  const foreignKey = spelledName(tree, 'sqlalchemy', 'ForeignKey', tree.text.slice(callee.start, callee.end));
  const text = `${foreignKey.text}(${quoted(tree.text, columnName(target))})`;
  const lastPositional = call.args.at(-1);
  const open = tree.spans.spanOf(call.callee.id).end + 1;
  const at = lastPositional === undefined ? open : tree.spans.spanOf(lastPositional.id).end;
  const newText = lastPositional !== undefined ? `, ${text}` : call.keywords.length > 0 ? `${text}, ` : text;
  return [{ title: `Make ${columnName(column)} a foreign key to ${columnName(target)}`, isPreferred, changes: [inFile(column.anchor.file, ...foreignKey.edits, { span: { start: at, end: at }, newText })] }];
}

function columnAround(context: FeatureContext, anchor: Anchor): Column | undefined {
  const place = context.placeOf(anchor);
  const extents = place === undefined ? [] : context.mentionsOf(place.file).extents.filter(({ span, referent }) => referent.kind === 'column' && span.start <= place.span.start && place.span.end <= span.end);
  const [first] = extents;
  return first?.referent.kind === 'column' ? first.referent.column : undefined;
}
