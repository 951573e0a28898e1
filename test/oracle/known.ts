/** The committed list of scenarios on which our graph still differs, each with its cause. It may only shrink. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Outcome } from './run';

export interface KnownDifference {
  /** `ID@VERSION`. */
  readonly scenario: string;
  readonly cause: string;
}

export function nameOf(outcome: Outcome): string {
  return `${outcome.scenario.id}@${outcome.version}`;
}

export function readKnown(folder: string, name = 'known-differences.json'): readonly KnownDifference[] {
  const file = path.join(folder, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly KnownDifference[]) : [];
}

/** Keeps the causes that are written; a new entry gets the fields that differ as a start. */
export function writeKnown(folder: string, outcomes: readonly Outcome[]): readonly KnownDifference[] {
  const causes = new Map(readKnown(folder).map((known) => [known.scenario, known.cause]));
  const known = outcomes
    .filter((outcome) => outcome.status === 'different')
    .map((outcome) => ({ scenario: nameOf(outcome), cause: causes.get(nameOf(outcome)) ?? `not looked into: ${fieldsOf(outcome)}` }));
  writeFileSync(path.join(folder, 'known-differences.json'), known.length === 0 ? '[]\n' : `[\n${known.map((each) => `  ${JSON.stringify(each)}`).join(',\n')}\n]\n`);
  return known;
}

function fieldsOf(outcome: Outcome): string {
  return [...new Set(outcome.findings.map((finding) => finding.field))].join(', ');
}
