/**
 * Where the time of an edit goes, in one warm process: `node test/bench/run.mjs test/bench/phases.ts FOLDER FILE [--environment FOLDER] [--edits COUNT]`.
 * CPU milliseconds of each step, the median of all edits; the edit changes a name that a `back_populates` of the file names.
 */
import path from 'node:path';
import { URI } from 'vscode-uri';
import { createAnalysisHost } from '../../server/src/core/analysisHost';
import type { FileId } from '../../server/src/core/declarations/anchor';
import { readFile } from '../../server/src/core/declarations/readFile';
import { evaluateWorkspace } from '../../server/src/core/evaluate/evaluateWorkspace';
import { configureMappers } from '../../server/src/core/mapping/configureMappers';
import { problemsOf } from '../../server/src/core/problems/problemsOf';
import { environmentOf } from '../../server/src/host/node/environment';
import { readSourceFile } from '../../server/src/host/node/files';
import { listPythonFiles } from '../../server/src/host/node/listing';
import { digits, percentile } from './measure';

export function main(args: readonly string[]): number {
  const option = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const folder = path.resolve(args[0] ?? '.');
  const environment = option('--environment');
  const packages = environment === undefined ? undefined : environmentOf(folder, path.resolve(environment)).packages;
  const config = { sqlalchemy: '2.0', sourceRoots: [], packages } as const;
  const host = createAnalysisHost(config, { onInternalError: (operation, error) => console.error(operation, error) });
  const sources = listPythonFiles(URI.file(folder).toString(), []).files.flatMap((file) => {
    const read = readSourceFile(URI.parse(file.uri).fsPath);
    return read.kind === 'text' ? [{ id: file.uri as FileId, path: file.path, text: read.text }] : [];
  });
  for (const source of sources) host.setFile(source);
  const facts = sources.map((source) => readFile(source));
  const at = sources.findIndex((source) => source.path === args[1]);
  const edited = sources[at];
  if (edited === undefined) throw new Error(`${args[1] ?? ''} is not in ${folder}`);
  const string = edited.text.indexOf('back_populates="') + 'back_populates="'.length;
  const samples = new Map<string, number[]>();
  const timed = <T>(name: string, run: () => T): T => {
    const before = process.cpuUsage();
    const result = run();
    const { user, system } = process.cpuUsage(before);
    samples.set(name, [...(samples.get(name) ?? []), (user + system) / 1000]);
    return result;
  };
  host.analysis().problems({ severity: {} });
  for (let round = 0; round < Number(option('--edits') ?? 20); round++) {
    const text = `${edited.text.slice(0, string)}${round % 2 === 0 ? 'x' : ''}${edited.text.slice(string)}`;
    facts[at] = timed('read the file', () => readFile({ ...edited, text }, facts[at]));
    const { program } = timed('evaluate', () => evaluateWorkspace(facts, config));
    const graph = timed('configure', () => configureMappers(program, config.sqlalchemy));
    timed('problems', () => problemsOf({ graph, textAt: () => undefined }));
    timed('the host: all of it', () => {
      host.setFile({ ...edited, text });
      host.analysis().problems({ severity: {} });
    });
  }
  for (const [name, values] of samples) console.log(`${name.padEnd(24)} p50 ${digits(percentile(values, 0.5))} ms, p99 ${digits(percentile(values, 0.99))} ms`);
  return 0;
}
