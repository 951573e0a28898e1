/** Measuring: CPU time of commands, percentiles, and the lines of the table. */
import { spawnSync } from 'node:child_process';

/** CPU time of a child, its own children included, is what the operating system tells a parent that waits; Node does not pass it on, Python does. */
const WATCH = `
import json, resource, subprocess, sys
limit = float(sys.argv[1])
try:
    done = subprocess.run(sys.argv[2:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=limit)
    out, timed_out = done.stdout.decode("utf-8", "replace"), False
except subprocess.TimeoutExpired:
    out, timed_out = "", True
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"cpuMs": 1000 * (used.ru_utime + used.ru_stime), "out": out, "timedOut": timed_out}))
`;

export interface Watched {
  readonly cpuMs: number;
  readonly out: string;
  readonly timedOut: boolean;
}

/** Runs a command to its end, or for `limitSeconds`; CPU time counts, since other work on the machine would count into wall-clock time. */
export function watch(command: readonly string[], limitSeconds = 600): Watched {
  const { stdout } = spawnSync('python3', ['-c', WATCH, String(limitSeconds), ...command], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return JSON.parse(stdout) as Watched;
}

/** The median run of three, by CPU time. */
export function watchThrice(command: readonly string[]): Watched {
  const runs = [watch(command), watch(command), watch(command)].sort((a, b) => a.cpuMs - b.cpuMs);
  return runs[1] ?? watch(command);
}

/** The value below which `share` of the samples lie. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export interface Row {
  readonly metric: string;
  readonly measured: string;
  readonly target?: string;
  /** undefined where there is no target, or nothing to compare with. */
  readonly isMet?: boolean;
}

export function ratioRow(metric: string, ours: number, theirs: number, target?: number): Row {
  const ratio = ours / theirs;
  return { metric, measured: `${digits(ratio)} (${digits(ours)} ms ÷ ${digits(theirs)} ms)`, ...(target === undefined ? {} : { target: `≤ ${digits(target)}`, isMet: ratio <= target }) };
}

export function latencyRow(metric: string, samples: readonly number[], target?: { readonly p50: number; readonly p99: number }): Row {
  const [p50, p99] = [percentile(samples, 0.5), percentile(samples, 0.99)];
  const measured = `p50 ${digits(p50)} ms, p99 ${digits(p99)} ms (${samples.length})`;
  if (target === undefined) return { metric, measured };
  return { metric, measured, target: `p50 ≤ ${target.p50}, p99 ≤ ${target.p99}`, isMet: p50 <= target.p50 && p99 <= target.p99 };
}

export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value >= 0.01 ? value.toFixed(2) : value.toPrecision(1);
}

/** Prints rows as a Markdown table. */
export function printTable(title: string, rows: readonly Row[]): void {
  console.log(`\n## ${title}\n\n| metric | measured | target | met |\n| --- | --- | --- | --- |`);
  for (const { metric, measured, target, isMet } of rows) console.log(`| ${metric} | ${measured} | ${target ?? '–'} | ${isMet === undefined ? '–' : isMet ? 'yes' : '**no**'} |`);
}
