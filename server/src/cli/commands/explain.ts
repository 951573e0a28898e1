import type { MapperGraph } from '../../core/mapping/mapper';
import type { CommandLine } from '../commandLine';
import { loadProject } from '../load';
import { print, warn } from '../output';
import { UsageError } from '../usage';

/** Prints an entity or relationship in the words of the hover. The name may be short (`User.posts`) where that is unique. */
export function explain(line: CommandLine): number {
  const [name, ...paths] = line.positionals;
  if (name === undefined) throw new UsageError('explain needs a name: explain User.posts PATH');
  const { analysis, warnings } = loadProject(paths, line);
  warn(warnings);
  const { entity, member } = find(analysis.graph, name);
  const words = analysis.explain(entity, member);
  if (words === undefined) throw new UsageError(`${entity} has no attribute ${member}`);
  print(`${words}\n`);
  return 0;
}

function find(graph: MapperGraph, name: string): { readonly entity: string; readonly member?: string } {
  const whole = entitiesNamed(graph, name);
  const dot = name.lastIndexOf('.');
  const owners = whole.length > 0 || dot < 0 ? [] : entitiesNamed(graph, name.slice(0, dot));
  const found = whole.length > 0 ? whole : owners;
  const [entity] = found;
  if (entity === undefined) throw new UsageError(`there is no entity ${dot < 0 ? name : `${name} or ${name.slice(0, dot)}`}`);
  if (found.length > 1) throw new UsageError(`${name} is not one entity: ${found.join(', ')}`);
  return whole.length > 0 ? { entity } : { entity, member: name.slice(dot + 1) };
}

function entitiesNamed(graph: MapperGraph, name: string): readonly string[] {
  return graph.mappers.map((mapper) => mapper.entity).filter((entity) => entity === name || entity.endsWith(`.${name}`));
}
