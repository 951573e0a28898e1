import type { DiagramEntity } from '../diagram/diagram';

/** A name for each entity by id, made by `nameOf` from the entity's name, and numbered where two would be equal. */
export function uniqueNames(entities: readonly DiagramEntity[], nameOf: (name: string) => string): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const { id, name } of entities) {
    const wished = nameOf(name);
    let free = wished;
    for (let number = 2; taken.has(free); number += 1) free = `${wished}_${number}`;
    taken.add(free);
    names.set(id, free);
  }
  return names;
}
