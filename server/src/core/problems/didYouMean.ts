/** The name that was probably meant. */
import { code } from '../display/names';

/** The closest candidate by edits, when it is close: at most a third of the name's letters differ. */
export function closestName(name: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(Math.max(name.length, 4) / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const distance = name.toLowerCase() === candidate.toLowerCase() ? 0.5 : isPluralPair(name, candidate) ? 0.8 : candidate.endsWith(`.${name}`) ? 0.9 : editDistance(name.toLowerCase(), candidate.toLowerCase(), bestDistance);
    if (candidate !== name && distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `; did you mean `user`?`, or nothing. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const close = closestName(name, candidates);
  return close === undefined ? '' : `; did you mean ${code(close)}?`;
}

function isPluralPair(a: string, b: string): boolean {
  return `${a}s` === b || a === `${b}s` || `${a}es` === b || a === `${b}es`;
}

/** Insertions, deletions, replacements and swaps of neighbours; `atLeast` or more is not told apart. */
function editDistance(a: string, b: string, atLeast: number): number {
  if (Math.abs(a.length - b.length) >= atLeast) return atLeast;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let value = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, (beforePrevious[j - 2] ?? 0) + 1);
      current.push(value);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? atLeast;
}
