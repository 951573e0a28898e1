/** The problems that a project has accepted for now: written once, and from then on only new ones are reported. */
import type { ProblemJson } from '../core/export/graphJson';

/** Without lines, which every edit above moves: file, code, what it is about, and its number among equal ones. */
export function fingerprintsOf(problems: readonly ProblemJson[]): readonly string[] {
  const counts = new Map<string, number>();
  return problems.map(({ file, code, message }) => {
    const name = `${file}: [${code}] ${message}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

export function withoutAccepted(problems: readonly ProblemJson[], accepted: ReadonlySet<string>): readonly ProblemJson[] {
  const names = fingerprintsOf(problems);
  return problems.filter((_, index) => !accepted.has(names[index] ?? ''));
}

export function baselineText(problems: readonly ProblemJson[]): string {
  return `${JSON.stringify({ version: 1, problems: [...fingerprintsOf(problems)].sort() }, undefined, 2)}\n`;
}

/** Undefined for a text that is no baseline. */
export function readBaseline(text: string): ReadonlySet<string> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const problems = typeof value === 'object' && value !== null && 'problems' in value ? value.problems : undefined;
    return Array.isArray(problems) && problems.every((each) => typeof each === 'string') ? new Set(problems) : undefined;
  } catch {
    // Not JSON: the caller says which file it was.
    return undefined;
  }
}
