/** The facts that an expert checks: what is written at flush, how it loads, what cascades, which side is the pair. No full stops. */
import type { Relationship } from '../mapping/mapper';
import type { Column } from '../mapping/schema/schema';
import { extraConditions, columnsIn } from './join';
import { code, columnName, listOf, pluralOf, relationshipName, selectableName, withArticle } from './names';

/** The sign of something that is probably not meant. */
export const WARNING_SIGN = '⚠';

export function pairText(relationship: Relationship): string {
  const reverses = relationship.reverse;
  if (reverses.length === 0) return 'none · changes on one side are not seen on the other';
  const names = listOf(reverses.map((reverse) => code(relationshipName(reverse))));
  return `${names} · ${agreement(relationship, reverses)}`;
}

function agreement(relationship: Relationship, reverses: readonly Relationship[]): string {
  if (reverses.length > 1) return `${reverses.length} relationships share this side ${WARNING_SIGN}`;
  const reverse = reverses[0];
  if (reverse?.fault !== undefined) return `not usable ${WARNING_SIGN}`;
  if (reverse?.createdByBackref === relationship) return 'made by `backref` ✓';
  if (relationship.createdByBackref === reverse) return 'made by its `backref` ✓';
  if (reverse === relationship) return 'its own other side ✓';
  const saysThis = relationship.backPopulates === reverse?.key;
  const saysThat = reverse?.backPopulates === relationship.key;
  if (saysThis && saysThat) return 'both sides name each other ✓';
  const silent = saysThis ? reverse : relationship;
  if (silent?.backPopulates === undefined) return `only one side says so: ${code(silent === undefined ? '' : relationshipName(silent))} states no \`back_populates\` ${WARNING_SIGN}`;
  return `${code(relationshipName(silent))} names ${code(silent.backPopulates)} instead ${WARNING_SIGN}`;
}

export function writesText(relationship: Relationship): string | undefined {
  if (relationship.viewonly) return 'nothing (`viewonly=True`)';
  if (relationship.direction === 'MANYTOMANY') {
    return relationship.secondary === undefined ? undefined : `rows of ${code(selectableName(relationship.secondary))}`;
  }
  const written = relationship.synchronizePairs.map(([, column]) => column);
  if (written.length === 0) return undefined;
  const action = relationship.uselist === true ? `adding to the ${collectionWord(relationship)}` : 'assigning';
  return `${action} sets ${listOf(written.map((column) => code(columnName(column))))}${unsetConditions(relationship, written)}`;
}

/** A conditional join filters what is read, but nobody sets the filtered columns when something is added. */
function unsetConditions(relationship: Relationship, written: readonly Column[]): string {
  const targetTable = relationship.target?.localTable;
  const others = extraConditions(relationship)
    .flatMap(columnsIn)
    .filter((column) => column.table === targetTable && !written.includes(column));
  if (others.length === 0) return '';
  const names = listOf([...new Set(others.map((column) => code(column.name)))]);
  const thing = code(relationship.target?.name ?? '');
  return `; it does not set ${names}, so ${relationship.uselist === true ? `a ${thing} added here that does not match is` : `a ${thing} that does not match is`} gone after the next load ${WARNING_SIGN} \`viewonly=True\` would say what is meant`;
}

function collectionWord(relationship: Relationship): string {
  const collection = relationship.collectionClass ?? 'list';
  if (/dict/i.test(collection)) return 'dictionary';
  return collection === 'list' || collection === 'set' ? collection : 'collection';
}

const LOADING: ReadonlyMap<string, string> = new Map([
  ['select', 'with one more SELECT when first read'],
  ['True', 'with one more SELECT when first read'],
  ['joined', 'in the same SELECT, with a JOIN'],
  ['False', 'in the same SELECT, with a JOIN'],
  ['selectin', 'with one more SELECT for all loaded rows together'],
  ['subquery', 'with one more SELECT that repeats the first query'],
  ['immediate', 'with one more SELECT for each row, at once'],
  ['raise', 'only when a query asks for it; reading it otherwise raises an error'],
  ['raise_on_sql', 'only from what is in the session already; raises where that needs SQL'],
  ['noload', 'never: it reads as empty'],
  ['None', 'never: it reads as empty'],
  ['dynamic', 'as a query that is run each time it is read'],
  ['write_only', 'never as a whole; it is added to, removed from, and selected from explicitly'],
]);

export function loadsText(relationship: Relationship): string | undefined {
  const how = LOADING.get(relationship.lazy);
  if (how === undefined || relationship.uselist === undefined) return undefined;
  if (relationship.lazy === 'dynamic' || relationship.lazy === 'write_only') return `${how} (${lazyText(relationship.lazy)})`;
  const what = relationship.uselist ? `a ${collectionWord(relationship)}` : relationship.cardinality?.target === '1' ? 'one object' : 'one object or None';
  const order = relationship.uselist && relationship.orderBy !== undefined ? `, ordered by ${code(shortened(relationship.orderBy))}` : '';
  return `${what}${order}, ${how} (${lazyText(relationship.lazy)})`;
}

/** `lazy="select"`; True, False and None are no texts in Python. */
function lazyText(lazy: string): string {
  return code(/^(?:True|False|None)$/.test(lazy) ? `lazy=${lazy}` : `lazy="${lazy}"`);
}

/** An expression on one line; the rest of a long one is in the code. */
function shortened(expression: string): string {
  const line = expression.replace(/\s+/g, ' ');
  return line.length <= MAX_ORDER_LENGTH ? line : `${line.slice(0, MAX_ORDER_LENGTH - 1).trimEnd()}…`;
}

const MAX_ORDER_LENGTH = 80;

export function cascadeText(relationship: Relationship): string | undefined {
  if (relationship.viewonly || relationship.direction === undefined) return undefined;
  const options = orderCascade(relationship.cascade);
  const deletion = deletionText(relationship);
  return [options.length === 0 ? 'none' : options.join(', ').replace(ALL_TEXT, 'all'), ...(deletion === undefined ? [] : [deletion])].join(' · ');
}

const CASCADE_ORDER = ['save-update', 'merge', 'refresh-expire', 'expunge', 'delete', 'delete-orphan'];
/** What `all` stands for, in that order. */
const ALL_TEXT = 'save-update, merge, refresh-expire, expunge, delete';

function orderCascade(options: readonly string[]): readonly string[] {
  return [...options].sort((a, b) => rankOf(a) - rankOf(b));
}

function rankOf(option: string): number {
  const index = CASCADE_ORDER.indexOf(option);
  return index < 0 ? CASCADE_ORDER.length : index;
}

/** What happens to the target when an object of this side is deleted. */
function deletionText(relationship: Relationship): string | undefined {
  const { target } = relationship;
  if (target === undefined || relationship.viewonly) return undefined;
  const source = withArticle(relationship.parent.name);
  const targets = relationship.uselist === false ? `its ${code(target.name)}` : `its ${pluralOf(target.name)}`;
  if (relationship.cascade.includes('delete')) {
    const orphan = relationship.cascade.includes('delete-orphan') ? '; removing one from here deletes it too' : '';
    return relationship.passiveDeletes === true && hasOnDeleteCascade(relationship)
      ? `deleting ${source} deletes ${targets}, by the database's ON DELETE CASCADE where they are not loaded${orphan}`
      : `deleting ${source} deletes ${targets}${orphan}`;
  }
  if (relationship.direction === 'MANYTOMANY') return `deleting ${source} deletes its rows of ${code(relationship.secondary === undefined ? '' : selectableName(relationship.secondary))}`;
  if (relationship.direction !== 'ONETOMANY') return undefined;
  if (relationship.passiveDeletes === 'all') return `deleting ${source} leaves ${targets} to the database`;
  return nulling(relationship, source);
}

function nulling(relationship: Relationship, source: string): string | undefined {
  const columns = relationship.synchronizePairs.map(([, column]) => column);
  if (columns.length === 0) return undefined;
  const names = listOf(columns.map((column) => code(column.name)));
  const key = columns.find((column) => column.primaryKey);
  if (key !== undefined) return `deleting ${source} would set ${names} to NULL, which a primary key forbids ${WARNING_SIGN}`;
  const forbidding = columns.find((column) => !column.nullable);
  const forbids = forbidding === undefined ? '' : `, which the column forbids ${WARNING_SIGN}`;
  return `deleting ${source} sets ${names} to NULL${forbids}`;
}

/** Whether the database deletes the referring rows itself. */
export function hasOnDeleteCascade(relationship: Relationship): boolean {
  const columns = relationship.synchronizePairs.map(([, column]) => column);
  return columns.length > 0 && columns.every((column) => column.foreignKeys.some((key) => key.constraint.onDelete?.toUpperCase() === 'CASCADE'));
}

/** A short tag after the shape: `read only`. */
export function tagsOf(relationship: Relationship): readonly string[] {
  return relationship.viewonly ? ['read only'] : [];
}
