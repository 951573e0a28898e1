/**
 * The `select().join()` that walks a path, as SQLAlchemy 1.4 and later take it. A class whose tables stand in the statement already is
 * aliased (`orm/context.py: _join_left_to_right` would alias it with a warning); a relationship that only the other class states gives its
 * join as an expression, since `join()` starts from the class that owns the attribute.
 */
import type { Mapper, Relationship } from '../../mapping/mapper';
import { fromsOf, type Selectable } from '../../mapping/schema/schema';
import type { Hop } from './hops';

export type SelectText = { readonly select: string } | { readonly reason: string };

/** Longer statements stand on several lines. */
const LINE_WIDTH = 88;

interface Place {
  readonly mapper: Mapper;
  /** How the statement names it: `User`, `user_2`. */
  readonly name: string;
  readonly isAlias: boolean;
}

interface Statement {
  readonly aliases: string[];
  readonly joins: string[];
  readonly used: Set<Selectable>;
  readonly names: ReadonlyMap<Mapper, string>;
  readonly taken: Set<string>;
}

export function selectOf(start: Mapper, path: readonly Hop[]): SelectText {
  const names = classNames([start, ...path.flatMap((hop) => (hop.kind === 'relationship' ? [hop.to, hop.relationship.parent] : [hop.to]))]);
  const statement: Statement = { aliases: [], joins: [], used: new Set(), names, taken: new Set(names.values()) };
  const steps = joinsIn(start, path);
  let at = placeOf(statement, steps.start);
  const first = at.name;
  for (const { hop, to } of steps.joins) {
    const next = placeOf(statement, to);
    const joins = joinTexts(statement, hop, at, next);
    if (joins === undefined) return { reason: `No select() is written: ${at.name} or ${next.name} would have to be aliased, and ${hopName(hop)} is joined from the other side through a table between` };
    statement.joins.push(...joins);
    at = next;
  }
  return { select: [...statement.aliases, layOut(first, statement.joins)].join('\n') };
}

interface Joins {
  readonly start: Mapper;
  readonly joins: readonly { readonly hop: JoinHop; readonly to: Mapper }[];
}

type JoinHop = Extract<Hop, { readonly kind: 'relationship' | 'foreignKey' }>;

/** Narrowing is no join of its own: it says which class the select, or the join before, gives. */
function joinsIn(start: Mapper, path: readonly Hop[]): Joins {
  const joins: { hop: JoinHop; to: Mapper }[] = [];
  let first = start;
  for (const hop of path) {
    const last = joins.at(-1);
    if (hop.kind === 'relationship' || hop.kind === 'foreignKey') joins.push({ hop, to: hop.to });
    else if (hop.kind === 'narrow' && last === undefined) first = hop.to;
    else if (hop.kind === 'narrow' && last !== undefined) last.to = hop.to;
  }
  return { start: first, joins };
}

/** Class names; with the module where two classes share one. */
function classNames(mappers: readonly Mapper[]): ReadonlyMap<Mapper, string> {
  const all = [...new Set(mappers)];
  return new Map(all.map((mapper) => [mapper, all.some((other) => other !== mapper && other.name === mapper.name) ? mapper.entity : mapper.name]));
}

function placeOf({ aliases, used, names, taken }: Statement, mapper: Mapper): Place {
  const froms = fromsOf(mapper.persistSelectable);
  const name = names.get(mapper) ?? mapper.name;
  const isAlias = froms.some((from) => used.has(from));
  for (const from of froms) used.add(from);
  if (!isAlias) return { mapper, name, isAlias };
  const alias = freeName(mapper.name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase(), taken);
  taken.add(alias);
  aliases.push(`${alias} = aliased(${name}${mapper.inheritance === 'joined' ? ', flat=True' : ''})`);
  return { mapper, name: alias, isAlias };
}

function freeName(stem: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${stem}_${number}`)) number += 1;
  return `${stem}_${number}`;
}

/** undefined where it cannot be said without aliasing a table between. */
function joinTexts(statement: Statement, hop: JoinHop, at: Place, next: Place): readonly string[] | undefined {
  if (hop.kind === 'foreignKey') {
    const conditions = hop.pairs.map(([own, other]) => `${at.name}.${own} == ${next.name}.${other}`);
    return [`.join(${next.name}, ${conditions.length === 1 ? (conditions[0] ?? '') : `and_(${conditions.join(', ')})`})`];
  }
  const { relationship } = hop;
  if (!hop.isReversed) {
    const isPlain = relationship.target === next.mapper && !next.isAlias;
    return [`.join(${at.name}.${relationship.key}${isPlain ? '' : `.of_type(${next.name})`})`];
  }
  if (relationship.secondary === undefined) return [`.join(${next.name}, ${next.name}.${relationship.key}${at.isAlias ? `.of_type(${at.name})` : ''}.expression)`];
  return joinThrough(statement, relationship, at, next);
}

/** From the target through the table between to the class that states the relationship. */
function joinThrough({ used }: Statement, { key, secondary }: Relationship, at: Place, next: Place): readonly string[] | undefined {
  const tables = secondary === undefined ? [] : fromsOf(secondary);
  if (at.isAlias || next.isAlias || tables.some((table) => used.has(table))) return undefined;
  for (const table of tables) used.add(table);
  const property = `${next.name}.${key}.property`;
  return [`.join(${property}.secondary, ${property}.secondaryjoin)`, `.join(${next.name}, ${property}.primaryjoin)`];
}

function hopName(hop: JoinHop): string {
  return hop.kind === 'relationship' ? `${hop.relationship.parent.name}.${hop.relationship.key}` : `${hop.from.name} to ${hop.to.name}`;
}

function layOut(first: string, joins: readonly string[]): string {
  const line = `select(${first})${joins.join('')}`;
  return line.length <= LINE_WIDTH || joins.length === 0 ? line : ['(', `    select(${first})`, ...joins.map((join) => `    ${join}`), ')'].join('\n');
}
