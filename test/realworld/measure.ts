/** Measures how far our graph of one real package is what SQLAlchemy configured. */
import { graphOfFiles } from '../../server/src/cli/api';
import type { GraphJson, ProblemJson } from '../../server/src/core/export/graphJson';
import { createPackageReader } from '../../server/src/host/node/environment';
import { compareGraphs, compareProblems } from '../oracle/compare';
import type { Finding } from '../oracle/compare';
import type { PackageAnswer, RealPackage } from './packages';

/** Counts of relationships, but for `errors` (problems of severity error where SQLAlchemy configures), `warnings` and `mappers` (that differ). */
export interface Figures {
  readonly relationships: number;
  readonly found: number;
  readonly target: number;
  readonly direction: number;
  readonly uselist: number;
  readonly secondary: number;
  /** Equal in `reverse`, `backPopulates` and `backref`. */
  readonly pair: number;
  /** Equal in both joins and in every list of columns. */
  readonly join: number;
  /** Equal in all other fields. */
  readonly other: number;
  readonly dynamic: number;
  /** Ours that SQLAlchemy does not configure. */
  readonly extra: number;
  readonly errors: number;
  /** Warnings of SQLAlchemy that we do not foretell, and ours that it does not give. */
  readonly warnings: number;
  readonly mappers: number;
}

export interface Measured {
  readonly name: string;
  readonly sqlalchemy: string;
  /** What to know of the answer: stand-ins, an error of the package itself. */
  readonly note: string;
  readonly figures: Figures;
  readonly findings: readonly Finding[];
  readonly falseAlarms: readonly ProblemJson[];
  /** Ours, which SQLAlchemy does not speak of, in modules that were imported. */
  readonly hints: readonly ProblemJson[];
}

const PAIR = ['reverse', 'backPopulates', 'backref', 'createdByBackref'];
const JOIN = ['primaryjoin', 'secondaryjoin', 'localRemotePairs', 'synchronizePairs', 'remoteSide', 'foreignKeys'];
const NAMED = ['target', 'direction', 'uselist', 'secondary', ...PAIR, ...JOIN];

export function measurePackage(real: RealPackage): Measured {
  const answer = ownPart(real.answer);
  const whole = graphOfFiles(real.files, { sqlalchemy: real.version, sourceRoots: [''], packages: createPackageReader(real.sitePackages) });
  const graph = asked(whole, answer, real.files);
  const warnings = compareProblems(graph, answer).filter((finding) => finding.field === 'warning');
  const findings = [...compareGraphs(graph, answer), ...warnings];
  const falseAlarms = answer.error === null ? graph.problems.filter((problem) => problem.severity === 'error') : [];
  return { name: real.name, sqlalchemy: answer.sqlalchemy, note: noteOf(answer), figures: figuresOf(answer, findings, falseAlarms), findings, falseAlarms, hints: graph.problems.filter((problem) => problem.sqlalchemy === null) };
}

/** The answer without the classes that other packages map. */
function ownPart(answer: PackageAnswer): PackageAnswer {
  const modules = new Set(answer.modules);
  return { ...answer, mappers: answer.mappers.filter((mapper) => modules.has(mapper.module)) };
}

/** The part of our graph that the answer is about: what no import reached was never mapped. */
function asked(graph: GraphJson, answer: PackageAnswer, files: RealPackage['files']): GraphJson {
  const modules = new Set(answer.modules);
  const isAsked = (file: string): boolean => modules.has(file.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.'));
  return {
    ...graph,
    mappers: graph.mappers.filter((mapper) => modules.has(mapper.module)).map((mapper) => ({ ...mapper, relationships: mapper.relationships.filter(({ file }) => isAsked(file) || !files.has(file)) })),
    tables: graph.tables.filter((table) => isAsked(table.file)),
    problems: graph.problems.filter((problem) => isAsked(problem.file)),
  };
}

function figuresOf(answer: PackageAnswer, findings: readonly Finding[], falseAlarms: readonly ProblemJson[]): Figures {
  const expected = answer.mappers.flatMap((mapper) => mapper.relationships.map((relationship) => ({ mapper: mapper.entity, name: `${mapper.entity}.${relationship.key}` })));
  const bySubject = new Map<string, string[]>();
  for (const finding of findings) bySubject.set(finding.subject, [...(bySubject.get(finding.subject) ?? []), finding.field]);
  const isFound = ({ mapper, name }: { mapper: string; name: string }): boolean =>
    !(bySubject.get(mapper) ?? []).includes('mapper') && !(bySubject.get(name) ?? []).includes('relationship');
  const found = expected.filter(isFound);
  const equalIn = (matches: (field: string) => boolean): number => found.filter(({ name }) => !(bySubject.get(name) ?? []).some(matches)).length;
  const relationships = new Set(expected.map(({ name }) => name));
  const differing = answer.mappers.filter((mapper) => (bySubject.get(mapper.entity) ?? []).length > 0);
  return {
    relationships: expected.length,
    found: found.length,
    target: equalIn((field) => field === 'target'),
    direction: equalIn((field) => field === 'direction'),
    uselist: equalIn((field) => field === 'uselist'),
    secondary: equalIn((field) => field === 'secondary'),
    pair: equalIn((field) => PAIR.includes(field)),
    join: equalIn((field) => JOIN.includes(field)),
    other: equalIn((field) => !NAMED.includes(field)),
    dynamic: new Set(findings.filter((finding) => finding.kind === 'dynamic' && relationships.has(finding.subject)).map((finding) => finding.subject)).size,
    extra: findings.filter((finding) => finding.field === 'relationship' && finding.expected === null).length,
    errors: falseAlarms.length,
    warnings: findings.filter((finding) => finding.field === 'warning').length,
    mappers: differing.length,
  };
}

function noteOf(answer: PackageAnswer): string {
  const absent = answer.absent.length > 0 ? `, stand-ins for ${answer.absent.join(', ')}` : '';
  return answer.error === null ? absent : `${absent}, which raises ${answer.error.class}`;
}
