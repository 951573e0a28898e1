/** Configure time for all relationships (`orm/mapper.py: _do_configure_registries`, `Mapper._post_configure_properties`). */
import type { MappingContext } from '../context';
import { setCardinality } from './cardinality';
import { configureRelationship } from './configureRelationship';
import type { ConfigureSession } from './session';

/** Each relationship once, by the mapper that owns it: mappers in the order of their classes, properties in the mapper's order. */
export function configureRelationships(context: MappingContext): void {
  const session: ConfigureSession = { context, states: new Map(), writers: new Map() };
  const mappers = context.mappers.filter((mapper) => mapper.importFault === undefined);
  for (const mapper of mappers) {
    for (const property of [...mapper.properties.values()]) {
      if (property.kind === 'relationship' && property.parent === mapper) configureRelationship(session, property);
    }
  }
  for (const mapper of mappers) {
    for (const property of mapper.properties.values()) {
      if (property.kind === 'relationship' && property.parent === mapper) setCardinality(property);
    }
  }
}
