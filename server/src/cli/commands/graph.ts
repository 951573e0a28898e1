import type { CommandLine } from '../commandLine';
import { loadProject } from '../load';
import { print, warn } from '../output';
import { UsageError } from '../usage';

/** Prints the graph. Exit code 0 whatever the models' problems. */
export function graph(line: CommandLine): number {
  if (!line.isJson) throw new UsageError('graph prints JSON only: say graph --json');
  const { analysis, roots, warnings } = loadProject(line.positionals, line);
  warn(warnings);
  print(`${JSON.stringify(analysis.graphJson({ roots }), undefined, 2)}\n`);
  return 0;
}
