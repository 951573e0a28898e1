import type { MapperGraph } from '../core/mapping/mapper';
import { UsageError } from './usage';

/** The full name of an entity by any unique end of it: `User`, `user.User`, `app.models.user.User`. */
export function entityNamed(graph: MapperGraph, name: string): string {
  const found = entitiesNamed(graph, name);
  const [entity] = found;
  if (entity === undefined) throw new UsageError(`there is no entity ${name}`);
  if (found.length > 1) throw new UsageError(`${name} is not one entity: ${found.join(', ')}`);
  return entity;
}

/** An entity, or an entity's attribute: `User.posts`. An entity of the whole name goes first. */
export function entityOrMemberNamed(graph: MapperGraph, name: string): { readonly entity: string; readonly member?: string } {
  const dot = name.lastIndexOf('.');
  if (dot < 0 || entitiesNamed(graph, name).length > 0) return { entity: entityNamed(graph, name) };
  return { entity: entityNamed(graph, name.slice(0, dot)), member: name.slice(dot + 1) };
}

function entitiesNamed(graph: MapperGraph, name: string): readonly string[] {
  return graph.mappers.map((mapper) => mapper.entity).filter((entity) => entity === name || entity.endsWith(`.${name}`));
}
