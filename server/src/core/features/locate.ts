/** From names of the graph to places, and back. */
import type { FileId, Place } from '../declarations/anchor';
import type { Selectable } from '../mapping/schema/schema';
import { touches, type Span } from '../text/span';
import type { FeatureContext } from './context';
import { mapperNamed } from './explain';
import type { Extent } from './mentions';
import { declaredAt } from './places';
import { memberOf, type Referent } from './referent';
import { relationshipsOf, subjectAt } from './subject';

export interface Located {
  readonly target: Place;
  readonly selection: Span;
}

/** `entity` as the diagram names it, `table:student_course` included; `member` an attribute, or a column of the table by key or name. */
export function locate(context: FeatureContext, entity: string, member?: string): Located | undefined {
  const referent = referentNamed(context, entity, member);
  return referent === undefined ? undefined : declaredAt(context, referent);
}

function referentNamed(context: FeatureContext, entity: string, member?: string): Referent | undefined {
  if (entity.startsWith('table:')) {
    const table = context.graph.tables.find(({ key }) => key === entity.slice('table:'.length));
    if (table === undefined) return undefined;
    const column = member === undefined ? undefined : [...table.columns.values()].find(({ key, name }) => key === member || name === member);
    return column === undefined ? { kind: 'table', table } : { kind: 'column', column };
  }
  const mapper = mapperNamed(context, entity);
  if (mapper === undefined || member === undefined) return mapper === undefined ? undefined : { kind: 'entity', mapper };
  return memberOf(mapper, member) ?? columnNamed(mapper.localTable, member) ?? { kind: 'entity', mapper };
}

function columnNamed(table: Selectable, name: string): Referent | undefined {
  if (table.kind !== 'table') return undefined;
  const column = [...table.columns.values()].find((candidate) => candidate.key === name || candidate.name === name);
  return column === undefined ? undefined : { kind: 'column', column };
}

/** The innermost class statement or Table around the offset, and the relationship there. */
export function entityAt(context: FeatureContext, file: FileId, offset: number): { readonly entity: string; readonly relationship?: string } | undefined {
  const subject = subjectAt(context, file, offset);
  const [relationship] = subject === undefined ? [] : (subject.context?.relationships ?? relationshipsOf(subject));
  if (relationship !== undefined) return { entity: relationship.parent.entity, relationship: relationship.key };
  const inner = innermost(context.mentionsAt(file, offset).extents.filter(({ span, referent }) => (referent.kind === 'entity' || referent.kind === 'table') && touches(span, offset)));
  if (inner === undefined) return undefined;
  if (inner.referent.kind === 'entity') return { entity: inner.referent.mapper.entity };
  if (inner.referent.kind !== 'table') return undefined;
  const [mapper] = context.graph.mappersOf(inner.referent.table);
  return { entity: mapper === undefined ? `table:${inner.referent.table.key}` : mapper.entity };
}

/** The shortest extent; of two of one length, the class before its table. */
function innermost(extents: readonly Extent[]): Extent | undefined {
  return [...extents].sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start) || Number(a.referent.kind === 'table') - Number(b.referent.kind === 'table'))[0];
}
