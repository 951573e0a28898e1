/** Small read-only questions about a finished graph that several layers ask. */
import type { Mapper, MapperProperty, Relationship } from './mapper';

/** Properties that the mapper owns itself, in its order; inherited ones belong to the mapper that declares them. */
export function propertiesOwnedBy(mapper: Mapper): readonly MapperProperty[] {
  return [...mapper.properties.values()].filter((property) => property.parent === mapper);
}

export function relationshipsOwnedBy(mapper: Mapper): readonly Relationship[] {
  return propertiesOwnedBy(mapper).filter((property) => property.kind === 'relationship');
}

/** The mapper at the top of the inheritance chain. */
export function rootOf(mapper: Mapper): Mapper {
  let root = mapper;
  while (root.inherits !== undefined) root = root.inherits;
  return root;
}

/** Whether `mapper` is `ancestor` or inherits from it (`Mapper.isa`). */
export function isA(mapper: Mapper, ancestor: Mapper): boolean {
  for (let current: Mapper | undefined = mapper; current !== undefined; current = current.inherits) {
    if (current === ancestor) return true;
  }
  return false;
}
