/** The scenarios and SQLAlchemy's committed answers, read as `scenarios.py` and `ask.py` write them. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { ColumnJson, MapperJson, RelationshipJson } from '../../server/src/core/export/graphJson';
import type { SqlAlchemyVersion } from '../../server/src/core/mapping/mapper';

export const VERSIONS = ['1.4', '2.0', '2.1'] as const satisfies readonly SqlAlchemyVersion[];

export interface Scenario {
  readonly id: string;
  /** Rule numbers of SQLAlchemy's behaviour, chapter first: `4.2`. */
  readonly rule: readonly string[];
  readonly python: string;
  readonly files?: Readonly<Record<string, string>>;
}

export type AnsweredColumn = ColumnJson & {
  /** Of an ancestor, or not the first of its property: a graph may leave it out. */
  readonly implied: boolean;
};
export type AnsweredRelationship = Omit<RelationshipJson, 'file' | 'line'>;
export type AnsweredMapper = Omit<MapperJson, 'columns' | 'relationships' | 'dynamic' | 'line'> & {
  readonly line: number | null;
  readonly associationObject: readonly [string, string] | null;
  readonly columns: readonly AnsweredColumn[];
  readonly relationships: readonly AnsweredRelationship[];
};

export interface AnsweredTable {
  readonly key: string;
  readonly columns: readonly AnsweredColumn[];
}

/** What SQLAlchemy raised or warned, without the link to its page; `code` ends that link. */
export interface Utterance {
  readonly class: string;
  readonly message: string;
  readonly code: string | null;
  readonly phase?: 'import' | 'configure';
}

export interface Answer {
  readonly id: string;
  /** The program asked, where it is not the scenario's own text. */
  readonly python?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly mappers: readonly AnsweredMapper[];
  /** Those that no class maps. */
  readonly tables: readonly AnsweredTable[];
  readonly error: Utterance | null;
  readonly warnings: readonly Utterance[];
}

export interface Inapplicable {
  readonly id: string;
  readonly inapplicable: string;
}

export interface Defaults {
  readonly answer: object;
  readonly mapper: object;
  readonly column: object;
  readonly relationship: object;
}

const FENCE = /^```py(?: +(bare|(?:file|fixture)=(\S+)))?\n([\s\S]*?)^```$/gm;
const VARIANT = /^- (\w+): `(.*)`$/gm;
const FUTURE = 'from __future__ import annotations\n';

/** `folder` is that of this file. */
export function loadScenarios(folder: string): readonly Scenario[] {
  const chapters = path.join(folder, 'scenarios');
  const preamble = readFileSync(path.join(chapters, 'preamble.py'), 'utf8');
  const names = readdirSync(chapters).filter((name) => name.endsWith('.md'));
  return [
    ...readLines<Scenario>(path.join(folder, 'scenarios.jsonl')),
    ...names.sort().flatMap((name) => scenariosIn(readFileSync(path.join(chapters, name), 'utf8'), preamble)),
  ];
}

function scenariosIn(markdown: string, preamble: string): readonly Scenario[] {
  const [head = '', ...sections] = markdown.split(/^## /m);
  const fixtures = new Map([...head.matchAll(FENCE)].map((block) => [block[2], block[3] ?? '']));
  return sections.flatMap((section) => {
    const name = section.slice(0, section.indexOf('\n')).trim();
    const blocks = [...section.matchAll(FENCE)];
    const main = blocks.find((block) => block[2] === undefined);
    const source = behindFuture(main?.[3] ?? '', fixtures.get(fieldOf(section, 'using')) ?? '');
    const files = blocks.flatMap((block) => (block[2] === undefined ? [] : [[block[2], block[3] ?? ''] as const]));
    const scenario: Scenario = {
      id: name,
      rule: fieldOf(section, 'rules').split(/,\s*/),
      python: main?.[1] === 'bare' ? source : behindFuture(source, preamble),
      ...(files.length > 0 ? { files: Object.fromEntries(files) } : {}),
    };
    const variants = [...section.matchAll(VARIANT)].map(([, variant = '', text = '']) => ({
      ...scenario,
      id: `${name}_${variant}`,
      python: scenario.python.replaceAll('EACH', () => text),
    }));
    return variants.length > 0 ? variants : [scenario];
  });
}

function fieldOf(section: string, name: string): string {
  return (new RegExp(`^${name}: (.+)$`, 'm').exec(section)?.[1] ?? '').trim();
}

/** The source with something in front, but behind a `__future__` import. */
function behindFuture(source: string, front: string): string {
  return source.startsWith(FUTURE) ? FUTURE + front + source.slice(FUTURE.length) : front + source;
}

/** The answers of one version by scenario, complete; `set` as ask.py names it. */
export function loadAnswers(folder: string, version: SqlAlchemyVersion, set: 'scenarios' | 'specifications' = 'scenarios'): ReadonlyMap<string, Answer | Inapplicable> {
  const answers = path.join(folder, 'answers');
  const defaults = JSON.parse(readFileSync(path.join(answers, 'defaults.json'), 'utf8')) as Defaults;
  const result = new Map<string, Answer | Inapplicable>();
  const newer = version === '2.1' ? undefined : loadAnswers(folder, version === '2.0' ? '2.1' : '2.0', set);
  for (const line of readLines<ShortAnswer>(path.join(answers, set === 'scenarios' ? '.' : set, `${version}.jsonl`))) {
    if ('sameAs' in line) {
      const same = newer?.get(line.id);
      if (same !== undefined) result.set(line.id, same);
    } else {
      result.set(line.id, 'inapplicable' in line ? line : complete(line, defaults));
    }
  }
  return result;
}

type ShortAnswer = Answer | Inapplicable | { readonly id: string; readonly sameAs: SqlAlchemyVersion };

/** The answer with the fields put back that were left out because they have their default. */
export function complete<A extends Answer>(answer: A, defaults: Defaults): A {
  const columns = (short: readonly AnsweredColumn[]): readonly AnsweredColumn[] => short.map((column) => ({ ...defaults.column, ...column }));
  const full = { ...defaults.answer, ...answer };
  return {
    ...full,
    tables: full.tables.map((table) => ({ ...table, columns: columns(table.columns) })),
    mappers: full.mappers.map((short) => {
      const mapper = { ...defaults.mapper, ...short };
      return {
        ...mapper,
        columns: columns(mapper.columns),
        relationships: mapper.relationships.map((relationship) => ({ ...defaults.relationship, ...relationship })),
      };
    }),
  };
}

function readLines<T>(file: string): readonly T[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
