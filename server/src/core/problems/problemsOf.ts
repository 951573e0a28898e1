/** From faults to problems: worded and coded once for each graph, placed in the current text on request. */
import type { Anchor, FileId, Place } from '../declarations/anchor';
import type { Fault } from '../mapping/faults';
import type { MapperGraph, Relationship, SqlAlchemyVersion } from '../mapping/mapper';
import { relationshipsOwnedBy } from '../mapping/views';
import type { SyntaxTree } from '../python/syntax';
import { kindOf } from './catalogue';
import { findHints } from './hints';
import { suppressionUnused } from './hints/suppressionUnused';
import type { ProblemKind, RelatedAnchor, WordingContext } from './kind';
import type { ProblemResult, ProblemSeverity } from './problem';
import { Suppressions } from './suppressions';
import { filesFullyKnown, unusedCodes, unusedFault } from './unusedSuppressions';

/** A problem at its anchor. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly fault: Fault;
  readonly message: string;
  readonly related: readonly RelatedAnchor[];
}

/** In the order SQLAlchemy would raise or warn, own hints last. */
export function problemsOf(context: WordingContext): readonly Problem[] {
  const owners = relationshipsByAnchor(context.graph);
  const faults = [...context.graph.faults.map((fault) => withRelationship(fault, owners)), ...findHints(context.graph)];
  return faults.map((fault) => {
    const kind = kindOf(fault);
    return { kind, fault, message: kind.word(fault, context), related: [...(fault.related ?? []), ...(kind.related?.(fault, context) ?? [])] };
  });
}

/** What `relationship(...)` refuses is found before the relationship has a class: the place tells which it is. */
function withRelationship(fault: Fault, owners: ReadonlyMap<string, Relationship>): Fault {
  if (fault.relationship !== undefined) return fault;
  const relationship = owners.get(keyOf(fault.anchor));
  return relationship === undefined ? fault : { ...fault, relationship, mapper: fault.mapper ?? relationship.parent };
}

/** By the places of calls and arguments; of a mixin's copies, the first. */
function relationshipsByAnchor(graph: MapperGraph): ReadonlyMap<string, Relationship> {
  const found = new Map<string, Relationship>();
  for (const relationship of graph.mappers.flatMap(relationshipsOwnedBy)) {
    const { anchor, arguments: given } = relationship.declaration;
    for (const each of [anchor, relationship.nameAnchor, ...[...given.values()].map((argument) => argument.anchor)]) {
      if (!found.has(keyOf(each))) found.set(keyOf(each), relationship);
    }
  }
  return found;
}

function keyOf({ file, node }: Anchor): string {
  return `${node}:${file}`;
}

/** What placing needs of the snapshot. */
export interface ProblemPlaces {
  readonly graph: MapperGraph;
  readonly sqlalchemy: SqlAlchemyVersion;
  placeOf(anchor: Anchor): Place | undefined;
  treeOf(file: FileId): SyntaxTree | undefined;
  /** Files whose problems are shown: those of the workspace. */
  textOf(file: FileId): string | undefined;
  pathOf(file: FileId): string | undefined;
}

export interface ShownProblem {
  readonly problem: Problem;
  readonly result: ProblemResult;
}

/** Problems that the settings and the suppressions leave, in the order given; `file` limits them to one. */
export function placeProblems(problems: readonly Problem[], places: ProblemPlaces, severities: Readonly<Record<string, ProblemSeverity | 'off'>>, file?: FileId): readonly ShownProblem[] {
  const suppressions = new Map<FileId, Suppressions>();
  const suppressionsOf = (id: FileId, text: string): Suppressions => {
    const known = suppressions.get(id) ?? new Suppressions(text);
    suppressions.set(id, known);
    return known;
  };
  const shown = new Map<string, ShownProblem>();
  const show = (problem: Problem, place: Place, severity: ProblemSeverity): void => {
    const result = resultOf(problem, place, severity, places);
    const key = `${result.file}:${result.span.start}:${result.span.end}:${result.code}:${result.message}`;
    // of what is said twice in the same words, what SQLAlchemy says first
    if (!shown.has(key)) shown.set(key, { problem, result });
  };
  for (const problem of problems) {
    if (file !== undefined && problem.fault.anchor.file !== file) continue;
    const severity = severities[problem.kind.code] ?? severityOf(problem);
    const whole = places.placeOf(problem.fault.anchor);
    const text = whole === undefined ? undefined : places.textOf(whole.file);
    const place = whole === undefined || text === undefined ? undefined : narrowed(whole, text, problem.fault);
    // A problem that the settings switch off still needs its suppression: other people's settings may show it.
    if (place === undefined || text === undefined || suppressionsOf(place.file, text).covers(place.span.start, problem.kind.code)) continue;
    if (severity !== 'off') show(problem, place, severity);
  }
  const severity = severities[suppressionUnused.code] ?? suppressionUnused.severity;
  if (severity !== 'off') {
    for (const { problem, place } of unusedSuppressions(places, suppressionsOf, file)) show(problem, place, severity);
  }
  return [...shown.values()];
}

function unusedSuppressions(places: ProblemPlaces, suppressionsOf: (file: FileId, text: string) => Suppressions, only?: FileId): readonly { readonly problem: Problem; readonly place: Place }[] {
  const files = [...filesFullyKnown(places.graph)].filter((file) => only === undefined || file === only);
  return files.flatMap((file) => {
    const tree = places.textOf(file) === undefined ? undefined : places.treeOf(file);
    if (tree === undefined) return [];
    const suppressions = suppressionsOf(file, tree.text);
    return unusedCodes(suppressions, tree).flatMap((named) => {
      const fault = unusedFault(file, named);
      const problem: Problem = { kind: suppressionUnused, fault, message: suppressionUnused.word(fault, { graph: places.graph, textAt: () => undefined }), related: [] };
      return suppressions.covers(named.span.start, suppressionUnused.code) ? [] : [{ problem, place: { file, span: named.span } }];
    });
  });
}

/** As run time has it: one version may raise where another warns. */
function severityOf({ kind, fault }: Problem): ProblemSeverity | 'off' {
  if (fault.sqlalchemy === undefined || (kind.severity !== 'error' && kind.severity !== 'warning')) return kind.severity;
  return fault.sqlalchemy.isWarning ? 'warning' : 'error';
}

/** By path, then by position. */
export function inFileOrder(problems: readonly ShownProblem[], places: ProblemPlaces): readonly ShownProblem[] {
  return [...problems].sort((a, b) => comparePaths(places, a.result, b.result) || a.result.span.start - b.result.span.start || a.result.span.end - b.result.span.end);
}

function comparePaths(places: ProblemPlaces, a: Place, b: Place): number {
  const [first, second] = [places.pathOf(a.file) ?? a.file, places.pathOf(b.file) ?? b.file];
  return first === second ? 0 : first < second ? -1 : 1;
}

/** Inside a string argument, the name that is wrong, where it stands there once. */
function narrowed(place: Place, text: string, fault: Fault): Place {
  const name = fault.data?.['nameInString'];
  if (typeof name !== 'string' || !/^\w+$/.test(name)) return place;
  const found = [...text.slice(place.span.start, place.span.end).matchAll(new RegExp(`(?<!\\w)${name}(?!\\w)`, 'g'))];
  const [only] = found;
  if (only === undefined || found.length > 1) return place;
  const start = place.span.start + only.index;
  return { file: place.file, span: { start, end: start + name.length } };
}

function resultOf(problem: Problem, place: Place, severity: ProblemSeverity, places: ProblemPlaces): ProblemResult {
  const { fault, kind } = problem;
  const mapper = fault.relationship?.parent ?? fault.mapper;
  return {
    ...place,
    code: kind.code,
    severity,
    message: problem.message,
    ...(mapper === undefined ? {} : { entity: mapper.entity }),
    ...(fault.relationship === undefined ? {} : { relationship: fault.relationship.key }),
    ...(fault.sqlalchemy === undefined ? {} : { sqlalchemy: sqlAlchemyOf(fault.sqlalchemy, places.sqlalchemy) }),
    related: problem.related.flatMap(({ anchor, message }) => {
      const at = places.placeOf(anchor);
      return at === undefined ? [] : [{ place: at, message }];
    }),
    tags: kind.tags ?? [],
  };
}

function sqlAlchemyOf({ exceptionClass, message, code }: NonNullable<Fault['sqlalchemy']>, version: SqlAlchemyVersion): NonNullable<ProblemResult['sqlalchemy']> {
  return { class: exceptionClass, message, ...(code === undefined ? {} : { page: `https://sqlalche.me/e/${version.replace('.', '')}/${code}` }) };
}
