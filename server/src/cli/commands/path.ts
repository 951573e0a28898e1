import type { EntityPath } from '../../core/diagram/path/pathsBetween';
import type { CommandLine } from '../commandLine';
import { entityNamed } from '../entityNames';
import { loadProject } from '../load';
import { print, warn } from '../output';
import { UsageError } from '../usage';

/** Prints the ways from one entity to another, best first. Exit code 1 when nothing joins them, else 0. */
export function path(line: CommandLine): number {
  const [fromName, toName, ...paths] = line.positionals;
  if (fromName === undefined || toName === undefined) throw new UsageError('path needs two names: path User Tag PATH');
  const { analysis, warnings } = loadProject(paths, line);
  warn(warnings);
  const from = entityNamed(analysis.graph, fromName);
  const to = entityNamed(analysis.graph, toName);
  const found = analysis.paths(from, to);
  print(line.isJson ? `${JSON.stringify({ from, to, paths: found }, undefined, 2)}\n` : found.length === 0 ? `Nothing joins ${from} and ${to}\n` : found.map(pathText).join('\n'));
  return found.length === 0 ? 1 : 0;
}

function pathText({ steps, select, reason }: EntityPath, index: number): string {
  const number = `${index + 1}. `;
  const margin = ' '.repeat(number.length);
  const words = steps.map((step, at) => `${at === 0 ? number : margin}${step.words}`);
  return `${[...words, '', ...(select ?? reason ?? '').split('\n').map((text) => `${margin}${text}`)].join('\n')}\n`;
}
