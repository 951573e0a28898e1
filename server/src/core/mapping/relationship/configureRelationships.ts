/** Configure time for all relationships (`orm/mapper.py: _do_configure_registries`, `Mapper._post_configure_properties`). */
import type { MappingContext } from '../context';
import type { Relationship } from '../mapper';
import { setCardinality } from './cardinality';
import { configureRelationship } from './configureRelationship';
import type { ConfigureSession } from './session';

/** Each relationship once, by the mapper that owns it: mappers in the order of their classes, properties in the mapper's order. */
export function configureRelationships(context: MappingContext): void {
  const session = sessionOf(context);
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

/** A relationship that is added to a mapper that is configured already is configured at once. */
export function configureAddedRelationship(context: MappingContext, relationship: Relationship): void {
  configureRelationship(sessionOf(context), relationship);
  setCardinality(relationship);
}

const sessions = new WeakMap<MappingContext, ConfigureSession>();

/** A program may configure several times: what is configured stays, what is new follows. */
function sessionOf(context: MappingContext): ConfigureSession {
  const known = sessions.get(context);
  if (known !== undefined) return known;
  const session: ConfigureSession = { context, states: new Map(), writers: new Map() };
  sessions.set(context, session);
  return session;
}
