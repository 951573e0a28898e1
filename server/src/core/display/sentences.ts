/** The first sentence about a relationship: how many of what, in words that need no knowledge of SQLAlchemy. */
import type { Multiplicity, Relationship } from '../mapping/mapper';
import type { Column } from '../mapping/schema/schema';
import { extraConditions, sqlText } from './join';
import { capitalised, code, columnName, listOf, pluralOf, withArticle } from './names';
import { isAtMostOne, isSelfReference, shapeOf } from './shape';

/** Whole sentences with full stops. `undefined` where direction or target is not known. */
export function sentenceOf(relationship: Relationship): string | undefined {
  const target = relationship.target;
  const shape = shapeOf(relationship);
  if (target === undefined || shape === undefined) return undefined;
  const conditions = extraConditions(relationship);
  if (conditions.length > 0 && relationship.secondary === undefined) return conditionalSentence(relationship, conditions.map((condition) => code(sqlText(condition))));
  if (isSelfReference(relationship)) return selfSentence(relationship);
  const source = relationship.parent.name;
  switch (shape) {
    case 'one to many':
      return `${capitalised(withArticle(source))} has any number of ${pluralOf(target.name)}. ${belongs(relationship)}.`;
    case 'many to many':
      return manyToManySentence(relationship);
    case 'many to one':
      return `Each ${code(source)} has ${amount(relationship.cardinality?.target)} ${code(target.name)}; several ${pluralOf(source)} can share one.`;
    case 'one to one':
      return oneToOneSentence(relationship);
  }
}

function belongs(relationship: Relationship): string {
  const target = code(relationship.target?.name ?? '');
  return `Each ${target} belongs to ${amount(relationship.cardinality?.source)} ${code(relationship.parent.name)}`;
}

function amount(multiplicity: Multiplicity | undefined): string {
  return multiplicity === '1' ? 'exactly one' : 'at most one';
}

function manyToManySentence(relationship: Relationship): string {
  const source = relationship.parent.name;
  const target = relationship.target?.name ?? '';
  const forward = isAtMostOne(relationship.cardinality?.target) ? `at most one ${code(target)}` : `any number of ${pluralOf(target)}`;
  const backward = isAtMostOne(relationship.cardinality?.source) ? `at most one ${code(source)}` : `any number of ${pluralOf(source)}`;
  return `${capitalised(withArticle(source))} has ${forward}, and ${withArticle(target)} has ${backward}.`;
}

function oneToOneSentence(relationship: Relationship): string {
  const source = relationship.parent.name;
  const target = relationship.target?.name ?? '';
  const forward = `${capitalised(withArticle(source))} has ${amount(relationship.cardinality?.target)} ${code(target)}`;
  if (relationship.direction === 'MANYTOONE') return `${forward}, and ${withArticle(target)} has at most one ${code(source)}. ${guarantee(relationship)}`;
  return `${forward}. ${guarantee(relationship)}`;
}

/** Who promises that there is at most one: a unique key of the database, or the ORM's setting alone. */
function guarantee(relationship: Relationship): string {
  const columns = foreignColumnsOf(relationship);
  const names = listOf(columns.map((column) => code(columnName(column))));
  if (relationship.isOneEnforced === true) {
    const isKey = columns.length > 0 && columns.every((column) => column.primaryKey);
    const verb = columns.length > 1 ? 'are' : 'is';
    return columns.length === 0 ? 'The database guarantees it.' : `The database guarantees it: ${names} ${verb} ${isKey ? (columns.length > 1 ? 'in the primary key' : 'the primary key') : columns.length > 1 ? 'unique together' : 'unique'}.`;
  }
  const short = columns.length === 0 ? 'the foreign key' : listOf(columns.map((column) => code(column.name)));
  return `Only the ORM says so: ${short} ${columns.length > 1 ? 'are not unique together' : 'is not unique'}; a second row would load with a warning.`;
}

/** The columns written at flush: those that refer to the other side. */
export function foreignColumnsOf(relationship: Relationship): readonly Column[] {
  const written = relationship.synchronizePairs.map(([, column]) => column);
  return written.length > 0 ? written : relationship.foreignKeyColumns;
}

function conditionalSentence(relationship: Relationship, conditions: readonly string[]): string {
  const target = relationship.target?.name ?? '';
  const source = code(relationship.parent.name);
  const which = `for which ${listOf(conditions)}`;
  if (relationship.uselist === false) return `The one ${code(target)} of this ${source} ${which}, if there is one.`;
  return `The ${pluralOf(target)} of this ${source} ${which}.`;
}

function selfSentence(relationship: Relationship): string {
  const name = relationship.parent.name;
  const key = code(relationship.key);
  const start = capitalised(withArticle(name));
  switch (shapeOf(relationship)) {
    case 'many to one':
      return `${start} has ${amount(relationship.cardinality?.target)} other ${code(name)} as its ${key}; several can share one.`;
    case 'one to one':
      return `${start} has ${amount(relationship.cardinality?.target)} other ${code(name)} as its ${key}. ${guarantee(relationship)}`;
    case 'one to many':
      return `${start} has any number of other ${pluralOf(name)} as its ${key}; each of them belongs to ${amount(relationship.cardinality?.source)} ${code(name)}.`;
    default:
      return `${start} has any number of other ${pluralOf(name)} as its ${key}, and can be among those of any number of others.`;
  }
}
