/** Mapped inheritance: the mapper above a class, and those below it. Classes that inherit from nothing mapped are left to Python's own tools. */
import type { FileId } from '../declarations/anchor';
import { tableNameOf } from '../display/names';
import type { Mapper } from '../mapping/mapper';
import type { FeatureContext } from './context';
import { declaredAt } from './places';
import type { HierarchyItem } from './results';
import { subjectAt } from './subject';

/** The mapped class that the cursor names; empty when it has neither a mapped base nor a mapped subclass. */
export function prepareTypeHierarchy(context: FeatureContext, file: FileId, offset: number): readonly HierarchyItem[] {
  const referents = subjectAt(context, file, offset)?.referents ?? [];
  return referents
    .flatMap((referent) => (referent.kind === 'entity' ? [referent.mapper] : []))
    .filter(({ inherits, subMappers }) => inherits !== undefined || subMappers.length > 0)
    .flatMap((mapper) => itemOf(context, mapper));
}

/** `entity` by its full name, as `HierarchyItem.entity` has it. */
export function supertypes(context: FeatureContext, entity: string): readonly HierarchyItem[] {
  const inherits = mapperOf(context, entity)?.inherits;
  return inherits === undefined ? [] : itemOf(context, inherits);
}

export function subtypes(context: FeatureContext, entity: string): readonly HierarchyItem[] {
  return (mapperOf(context, entity)?.subMappers ?? []).flatMap((mapper) => itemOf(context, mapper));
}

function mapperOf(context: FeatureContext, entity: string): Mapper | undefined {
  return context.graph.mappers.find((mapper) => mapper.entity === entity);
}

function itemOf(context: FeatureContext, mapper: Mapper): readonly HierarchyItem[] {
  const declared = declaredAt(context, { kind: 'entity', mapper });
  if (declared === undefined) return [];
  const kind = mapper.inheritance === undefined ? [] : [`${mapper.inheritance} table inheritance`];
  const detail = [`table ${tableNameOf(mapper)}`, ...kind].join(' · ');
  return [{ entity: mapper.entity, name: mapper.name, detail, file: declared.target.file, span: declared.target.span, selection: declared.selection }];
}
