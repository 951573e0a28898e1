/** Compares our graph with what SQLAlchemy configured, field by field of `graph --json`. */
import type { ColumnJson, GraphJson, MapperJson, ProblemJson, RelationshipJson } from '../../server/src/core/export/graphJson';
import type { Answer, AnsweredColumn, AnsweredMapper, AnsweredRelationship, Utterance } from './scenarios';

/** One field that is not equal. `dynamic`: we say that only run time decides it, which is not an error of ours. */
export interface Finding {
  readonly kind: 'different' | 'dynamic';
  /** `scenario.User.posts`, a table key, or `problems`. */
  readonly subject: string;
  readonly field: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

const RELATIONSHIP_FIELDS = [
  'declaredOn',
  'createdByBackref',
  'target',
  'direction',
  'uselist',
  'backPopulates',
  'backref',
  'reverse',
  'primaryjoin',
  'secondaryjoin',
  'secondary',
  'localRemotePairs',
  'synchronizePairs',
  'remoteSide',
  'foreignKeys',
  'viewonly',
  'lazy',
  'cascade',
  'collectionClass',
  'orderBy',
  'overlaps',
  'innerjoin',
  'postUpdate',
  'passiveDeletes',
  'singleParent',
  'cardinality',
] as const satisfies readonly (keyof AnsweredRelationship)[];

const MAPPER_FIELDS = ['file', 'line', 'table', 'inherits', 'inheritance', 'polymorphicIdentity', 'primaryKey'] as const;
const COLUMN_FIELDS = ['type', 'nullable', 'primaryKey', 'unique', 'foreignKeys'] as const;
/** Collections without an order of their own. */
const UNORDERED: ReadonlySet<string> = new Set(['reverse', 'localRemotePairs', 'synchronizePairs', 'remoteSide', 'foreignKeys', 'cascade', 'primaryKey']);

export function compareGraphs(graph: GraphJson, answer: Answer): readonly Finding[] {
  return [...compareMappers(graph, answer), ...compareTables(graph, answer)];
}

/** SQLAlchemy stops at its first error and we go on, so after an error the answer is a part of ours. */
function compareMappers(graph: GraphJson, answer: Answer): readonly Finding[] {
  const ours = grouped(graph.mappers, (mapper) => mapper.entity);
  const findings: Finding[] = [];
  for (const expected of answer.mappers) {
    const actual = ours.get(expected.entity)?.shift();
    if (actual === undefined) findings.push(different(expected.entity, 'mapper', 'mapped', null));
    else findings.push(...compareMapper(actual, expected, answer.error !== null));
  }
  if (answer.error === null) {
    for (const left of [...ours.values()].flat()) findings.push(different(left.entity, 'mapper', null, 'mapped'));
  }
  return findings;
}

function compareMapper(actual: MapperJson, expected: AnsweredMapper, isPartial: boolean): readonly Finding[] {
  const fields = MAPPER_FIELDS.filter((field) => field !== 'line' || expected.line !== null);
  return [
    ...compareFields(expected.entity, fields, actual, expected, actual.dynamic),
    ...compareAssociation(actual, expected),
    ...compareColumns(expected.entity, actual.columns, expected.columns, { dynamic: actual.dynamic, isPartial }),
    ...compareRelationships(actual, expected, isPartial),
  ];
}

/** Association objects are an addition to the format: compared where the graph states them. */
function compareAssociation(actual: MapperJson, expected: AnsweredMapper): readonly Finding[] {
  if (!('associationObject' in actual)) return [];
  return compareFields(expected.entity, ['associationObject'], actual as MapperJson & Pick<AnsweredMapper, 'associationObject'>, expected, null);
}

interface ColumnCircumstances {
  readonly dynamic: string | null;
  readonly isPartial: boolean;
}

function compareColumns(subject: string, actual: readonly ColumnJson[], expected: readonly AnsweredColumn[], { dynamic, isPartial }: ColumnCircumstances): readonly Finding[] {
  const nameOf = (column: ColumnJson): string => `${column.key}=${column.table ?? ''}.${column.name}`;
  const ours = new Map(actual.map((column) => [nameOf(column), column]));
  const findings: Finding[] = [];
  for (const column of expected) {
    const own = ours.get(nameOf(column));
    ours.delete(nameOf(column));
    if (own !== undefined) findings.push(...compareFields(`${subject}.${column.key}`, columnFields(column, isPartial), own, column, dynamic));
    else if (!column.implied) findings.push({ ...different(subject, 'column', nameOf(column), null), kind: dynamic === null ? 'different' : 'dynamic' });
  }
  return isPartial ? findings : [...findings, ...[...ours.keys()].map((name) => different(subject, 'column', null, name))];
}

/**
 * A foreign key column takes its type from the column it refers to, and the schema in which that is found; neither is there where
 * SQLAlchemy stopped before that table.
 */
function columnFields(expected: AnsweredColumn, isPartial: boolean): readonly (typeof COLUMN_FIELDS)[number][] {
  const isWaiting = isPartial && expected.type === 'NullType' && expected.foreignKeys.length > 0;
  return isWaiting ? COLUMN_FIELDS.filter((field) => field !== 'type' && field !== 'foreignKeys') : COLUMN_FIELDS;
}

function compareRelationships(actual: MapperJson, expected: AnsweredMapper, isPartial: boolean): readonly Finding[] {
  const ours = new Map(actual.relationships.map((relationship) => [relationship.key, relationship]));
  const findings: Finding[] = [];
  for (const relationship of expected.relationships) {
    const subject = `${expected.entity}.${relationship.key}`;
    const own = ours.get(relationship.key);
    ours.delete(relationship.key);
    if (own !== undefined) findings.push(...compareRelationship(subject, own, relationship, isPartial));
    else findings.push({ ...different(subject, 'relationship', 'configured', null), kind: actual.dynamic === null ? 'different' : 'dynamic' });
  }
  if (!isPartial) for (const key of ours.keys()) findings.push(different(`${expected.entity}.${key}`, 'relationship', null, 'configured'));
  return findings;
}

function compareRelationship(subject: string, actual: RelationshipJson, expected: AnsweredRelationship, isPartial: boolean): readonly Finding[] {
  // A pair that SQLAlchemy did not come to before its error is in ours, with what follows from it.
  const hasMoreReverses = isPartial && expected.reverse.length < actual.reverse.length && expected.reverse.every((name) => actual.reverse.includes(name));
  const fields = hasMoreReverses ? RELATIONSHIP_FIELDS.filter((field) => field !== 'reverse' && field !== 'cardinality') : RELATIONSHIP_FIELDS;
  return compareFields(subject, fields, actual, expected, actual.dynamic);
}

function compareTables(graph: GraphJson, answer: Answer): readonly Finding[] {
  const ours = new Map(graph.tables.filter((table) => table.mappedBy.length === 0).map((table) => [table.key, table]));
  const findings: Finding[] = [];
  for (const expected of answer.tables) {
    const actual = ours.get(expected.key);
    ours.delete(expected.key);
    // After an error the class that maps the table may be missing on SQLAlchemy's side only.
    const isMapped = graph.tables.some((table) => table.key === expected.key);
    if (actual !== undefined) findings.push(...compareColumns(expected.key, actual.columns, expected.columns, { dynamic: null, isPartial: answer.error !== null }));
    else if (answer.error === null || !isMapped) findings.push(different(expected.key, 'table', 'unmapped table', isMapped ? 'mapped' : null));
  }
  if (answer.error === null) for (const key of ours.keys()) findings.push(different(key, 'table', null, 'unmapped table'));
  return findings;
}

/** What run time raises and warns, against the problems that foretell it. */
export function compareProblems(graph: GraphJson, answer: Answer): readonly Finding[] {
  const foretold = graph.problems.filter((problem) => problem.sqlalchemy !== null);
  const error = foretold.map(utteranceOf).find((utterance) => !isWarning(utterance));
  const warnings = foretold.map(utteranceOf).filter(isWarning).map(textOf);
  const foretoldWarnings = new Set(warnings);
  const isDynamic = graph.mappers.some((mapper) => mapper.dynamic !== null || mapper.relationships.some((each) => each.dynamic !== null));
  const findings: Finding[] = [];
  const isRepeated = answer.error !== null && REPEATED_ERROR.test(answer.error.message);
  const expectedError = answer.error === null ? null : isRepeated ? causeOf(answer.error) : textOf(answer.error);
  const actualError = error === undefined ? null : isRepeated ? causeOf(error) : textOf(error);
  if (expectedError !== actualError) {
    const kind = actualError === null && isDynamic ? 'dynamic' : 'different';
    findings.push({ kind, subject: 'problems', field: 'error', expected: expectedError, actual: actualError });
  }
  for (const expected of answer.warnings.map(textOf)) {
    const at = warnings.indexOf(expected);
    if (at >= 0) warnings.splice(at, 1);
    // what SQLAlchemy says several times of one thing is foretold once
    else if (!foretoldWarnings.has(expected)) findings.push({ kind: isDynamic ? 'dynamic' : 'different', subject: 'problems', field: 'warning', expected, actual: null });
  }
  if (answer.error === null) findings.push(...warnings.map((warning) => different('problems', 'warning', null, warning)));
  return findings;
}

function utteranceOf(problem: ProblemJson): Utterance {
  const page = problem.sqlalchemy?.page ?? null;
  return {
    class: problem.sqlalchemy?.class ?? '',
    message: problem.sqlalchemy?.message ?? '',
    code: page === null ? null : page.slice(page.lastIndexOf('/') + 1),
  };
}

/** What every attempt to configure says after one has failed: it repeats the cause, without the class of its exception. */
const REPEATED_ERROR = /^One or more mappers failed to initialize - can't proceed with initialization of other mappers\. Triggering mapper: .*?\. Original exception was: /s;

/** The message alone; of a repeated error, that of its cause, which is what we report. */
function causeOf(utterance: Utterance): string {
  return withoutAccidents(utterance.message.replace(REPEATED_ERROR, ''));
}

function isWarning(utterance: Utterance): boolean {
  return utterance.class.endsWith('Warning');
}

function textOf(utterance: Utterance): string {
  return `${utterance.class}${utterance.code === null ? '' : ` [${utterance.code}]`}: ${withoutAccidents(utterance.message)}`;
}

/** A message without what differs from run to run and from place to place: addresses, and the folder in which SQLAlchemy lies. */
function withoutAccidents(message: string): string {
  return message.replace(/0x[0-9a-fA-F]+/g, '0xADDR').replace(/ from '[^']*?(sqlalchemy\/[^']*)'/g, " from '$1'");
}

function compareFields<K extends string>(
  subject: string,
  fields: readonly K[],
  actual: Readonly<Record<K, unknown>>,
  expected: Readonly<Record<K, unknown>>,
  dynamic: string | null,
): readonly Finding[] {
  return fields.flatMap((field) => {
    const left = comparable(field, expected[field]);
    const right = comparable(field, actual[field]);
    if (left === right) return [];
    const kind = dynamic !== null && isAbsent(actual[field]) ? 'dynamic' : 'different';
    return [{ kind, subject, field, expected: expected[field], actual: kind === 'dynamic' ? dynamic : actual[field] }];
  });
}

function comparable(field: string, value: unknown): string {
  const ordered: unknown = UNORDERED.has(field) && Array.isArray(value) ? value.map((each) => JSON.stringify(each)).sort() : value;
  return JSON.stringify(ordered ?? null, (_key, each: unknown) => (isPlainObject(each) ? Object.fromEntries(Object.entries(each).sort()) : each));
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isAbsent(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function different(subject: string, field: string, expected: unknown, actual: unknown): Finding {
  return { kind: 'different', subject, field, expected, actual };
}

function grouped<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}
