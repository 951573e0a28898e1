/** Fuzzy search over everything a diagram names. */
import type { Diagram } from '../../server/src/protocol/messages';

export interface SearchEntry {
  readonly entity: string;
  /** Attribute or column key; undefined for the entity itself. */
  readonly member: string | undefined;
  /** `User`, `User.email`. */
  readonly label: string;
  /** `column`, `relationship`, the module. */
  readonly description: string;
  readonly kind: 'entity' | 'column' | 'relationship';
}

export interface SearchHit extends SearchEntry {
  readonly score: number;
}

export function searchEntries(diagram: Diagram): readonly SearchEntry[] {
  const names = new Map(diagram.entities.map(({ id, name }) => [id, name]));
  const entities = diagram.entities.flatMap(({ id, name, module, table, columns }): SearchEntry[] => [
    { entity: id, member: undefined, label: name, description: table === undefined || table === name ? module : `${table} · ${module}`, kind: 'entity' },
    ...columns.map((column): SearchEntry => ({ entity: id, member: column.key, label: `${name}.${column.name}`, description: column.type, kind: 'column' })),
  ]);
  const relationships = diagram.edges.flatMap(({ source, target }) =>
    [{ own: source, other: target }, { own: target, other: source }].flatMap(({ own, other }): SearchEntry[] =>
      own.relationship === undefined
        ? []
        : [{ entity: own.entity, member: own.relationship, label: `${names.get(own.entity) ?? ''}.${own.relationship}`, description: `→ ${names.get(other.entity) ?? ''}`, kind: 'relationship' }],
    ),
  );
  return [...entities, ...relationships];
}

const KIND_BONUS = { entity: 45, relationship: 8, column: 0 } as const;

/** Best first. Every character of the query has to appear in order; word starts and runs count more. */
export function search(entries: readonly SearchEntry[], query: string, limit: number): readonly SearchHit[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  return entries
    .flatMap((entry): SearchHit[] => {
      const byLabel = fuzzyScore(entry.label, wanted);
      const byDescription = entry.kind === 'entity' ? fuzzyScore(entry.description, wanted) : undefined;
      const score = Math.max(byLabel ?? -Infinity, (byDescription ?? -Infinity) - 25);
      return score === -Infinity ? [] : [{ ...entry, score: score + KIND_BONUS[entry.kind] }];
    })
    .sort((a, b) => b.score - a.score || a.label.length - b.label.length || a.label.localeCompare(b.label))
    .slice(0, limit);
}

/** undefined where the text does not hold the query's characters in order. */
export function fuzzyScore(text: string, lowerQuery: string): number | undefined {
  const lower = text.toLowerCase();
  const whole = lower.indexOf(lowerQuery);
  if (whole !== -1) return 100 + (isWordStart(text, whole) ? 40 : 0) + (lower.length === lowerQuery.length ? 60 : 0) - Math.min(20, lower.length - lowerQuery.length);
  let score = 0;
  let at = -1;
  for (const character of lowerQuery) {
    if (character === ' ') continue;
    const next = lower.indexOf(character, at + 1);
    if (next === -1) return undefined;
    score += isWordStart(text, next) ? 9 : next === at + 1 ? 6 : 1;
    score -= Math.min(4, (next - at - 1) * 0.4);
    at = next;
  }
  return score - Math.min(15, text.length * 0.2);
}

function isWordStart(text: string, at: number): boolean {
  const before = text[at - 1];
  const here = text[at] ?? '';
  return before === undefined || !/[a-z0-9]/i.test(before) || (/[A-Z]/.test(here) && /[a-z0-9]/.test(before));
}
