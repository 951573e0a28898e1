/** What an edit replaced: the texts are equal before `prefix`, and from `suffixStart` of the old one on. */
export interface ChangedRange {
  readonly prefix: number;
  /** In the old text; never before `prefix`. */
  readonly suffixStart: number;
}

/** Characters compared at once. */
const STRIDE = 4096;

export function changedRange(old: string, fresh: string): ChangedRange {
  const limit = Math.min(old.length, fresh.length);
  let prefix = 0;
  while (prefix + STRIDE <= limit && old.slice(prefix, prefix + STRIDE) === fresh.slice(prefix, prefix + STRIDE)) prefix += STRIDE;
  while (prefix < limit && old.charCodeAt(prefix) === fresh.charCodeAt(prefix)) prefix++;
  let suffix = 0;
  const endsWithSame = (from: number, to: number): boolean => old.slice(old.length - to, old.length - from) === fresh.slice(fresh.length - to, fresh.length - from);
  while (suffix + STRIDE <= limit - prefix && endsWithSame(suffix, suffix + STRIDE)) suffix += STRIDE;
  while (suffix < limit - prefix && old.charCodeAt(old.length - 1 - suffix) === fresh.charCodeAt(fresh.length - 1 - suffix)) suffix++;
  return { prefix, suffixStart: old.length - suffix };
}
