import type { CommandLine } from '../commandLine';
import { entityOrMemberNamed } from '../entityNames';
import { loadProject } from '../load';
import { print, warn } from '../output';
import { UsageError } from '../usage';

/** Prints an entity or relationship in the words of the hover. The name may be short (`User.posts`) where that is unique. */
export function explain(line: CommandLine): number {
  const [name, ...paths] = line.positionals;
  if (name === undefined) throw new UsageError('explain needs a name: explain User.posts PATH');
  const { analysis, warnings } = loadProject(paths, line);
  warn(warnings);
  const { entity, member } = entityOrMemberNamed(analysis.graph, name);
  const words = line.isWhy ? analysis.explainWhy(entity, member) : analysis.explain(entity, member);
  if (words === undefined) throw new UsageError(`${entity} has no attribute ${member}`);
  print(`${words}\n`);
  return 0;
}
