/** What a relationship writes when the session is flushed (`orm/dependency.py`: `OneToManyDP`, `ManyToOneDP`, `ManyToManyDP`). */
import type { Relationship } from '../../mapping/mapper';
import { code, columnName, listOf, selectableName, tableNameOf } from '../names';
import { WARNING_SIGN } from '../facts';
import { snakeCase } from '../snakeCase';

/** Markdown paragraphs and list lines. */
export function flushText(relationship: Relationship): readonly string[] {
  const { target, direction, viewonly } = relationship;
  if (target === undefined || direction === undefined) return [];
  if (viewonly) return ['Nothing: `viewonly=True` reads only. What is put here is forgotten with the next load.'];
  const lines = direction === 'MANYTOMANY' ? manyToMany(relationship) : direction === 'ONETOMANY' ? oneToMany(relationship) : manyToOne(relationship);
  return [[...lines, ...cascades(relationship), ...lateUpdate(relationship)].map((line) => `- ${line}`).join('\n')];
}

function assignments({ synchronizePairs }: Relationship): string {
  return listOf(synchronizePairs.map(([from, to]) => code(`${columnName(to)} = ${columnName(from)}`)));
}

function becomesNull({ synchronizePairs }: Relationship): string {
  const columns = synchronizePairs.map(([, to]) => to);
  const isForbidden = columns.some(({ nullable }) => !nullable);
  return `${listOf(columns.map((column) => code(columnName(column))))} ${isForbidden ? `would become NULL, which it forbids ${WARNING_SIGN}` : 'becomes NULL'}`;
}

/** A second object of one class is not called like the first. */
function otherVariable({ parent, target }: Relationship): string {
  return parent === target ? 'other' : snakeCase(target?.name ?? '');
}

function oneToMany(relationship: Relationship): readonly string[] {
  const { parent, target, key, uselist } = relationship;
  const one = snakeCase(parent.name);
  const other = otherVariable(relationship);
  const add = uselist === true ? `${one}.${key}.append(${other})` : `${one}.${key} = ${other}`;
  const removal = relationship.cascade.includes('delete-orphan') ? `the ${code(target?.name ?? '')} is deleted (\`delete-orphan\`)` : becomesNull(relationship);
  return [`${code(add)}: ${assignments(relationship)}, after the row of ${code(tableNameOf(parent))} is written`, `${uselist === true ? 'taken out of the collection' : 'replaced'}: ${removal}`];
}

function manyToOne(relationship: Relationship): readonly string[] {
  const { parent, target, key } = relationship;
  return [
    `${code(`${snakeCase(parent.name)}.${key} = ${otherVariable(relationship)}`)}: ${assignments(relationship)}, after the row of ${code(target === undefined ? '' : tableNameOf(target))} is written`,
    `${code(`${snakeCase(parent.name)}.${key} = None`)}: ${becomesNull(relationship)}`,
  ];
}

function manyToMany(relationship: Relationship): readonly string[] {
  const table = code(relationship.secondary === undefined ? 'the table between' : selectableName(relationship.secondary));
  const pairs = [...relationship.synchronizePairs, ...relationship.secondarySynchronizePairs];
  const columns = listOf(pairs.map(([from, to]) => code(`${to.name} = ${columnName(from)}`)));
  return [`added: a row of ${table} with ${columns}, after both sides are written`, `taken out: that row of ${table} is deleted; neither side is`];
}

function cascades({ cascade, parent, key, target }: Relationship): readonly string[] {
  if (!cascade.includes('save-update')) return [`${code(`session.add(${snakeCase(parent.name)})`)} does not add what is in ${code(key)}: \`save-update\` is not among its cascades`];
  return [`${code(`session.add(${snakeCase(parent.name)})`)} adds each ${code(target?.name ?? '')} in ${code(key)} too (\`save-update\`)`];
}

function lateUpdate({ postUpdate }: Relationship): readonly string[] {
  return postUpdate ? ['the foreign key is written by an UPDATE of its own at the end (`post_update=True`), which lets rows refer to each other in a circle'] : [];
}
