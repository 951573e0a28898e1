/** Words for attributes that are neither columns nor relationships. */
import type { Descriptor, Mapper, MapperProperty } from '../mapping/mapper';
import { code } from '../display/names';

export function explainDescriptor(mapper: Mapper, descriptor: Descriptor): string {
  const name = `**${code(`${mapper.name}.${descriptor.name}`)}**`;
  if (descriptor.kind === 'hybrid') return `${name} · hybrid attribute: Python on an object, SQL on the class`;
  if (descriptor.kind === 'other' || descriptor.targetCollection === undefined) return `${name} · not mapped`;
  const relationship = mapper.properties.get(descriptor.targetCollection);
  const target = relationship?.kind === 'relationship' ? relationship.target : undefined;
  const title = `${name} · association proxy through ${code(`${mapper.name}.${descriptor.targetCollection}`)}`;
  if (target === undefined || descriptor.attribute === undefined) return title;
  const each = relationship?.kind === 'relationship' && relationship.uselist === true ? 'of each of its objects' : 'of its object';
  return `${title}\n\nReads ${code(`${target.name}.${descriptor.attribute}`)} ${each}`;
}

export function explainProperty(mapper: Mapper, property: MapperProperty): string {
  const name = `**${code(`${mapper.name}.${property.key}`)}**`;
  switch (property.kind) {
    case 'synonym':
      return `${name} · another name of ${code(`${mapper.name}.${property.synonymFor ?? '?'}`)}`;
    case 'composite':
      return `${name} · several columns as one value: ${(property.columns ?? []).map((column) => code(column.name)).join(', ')}`;
    case 'concreteInherited':
      return `${name} · not inherited: with concrete inheritance each class states its own`;
    case 'columnProperty':
      return `${name} · an SQL expression, read with the row`;
    default:
      return name;
  }
}
