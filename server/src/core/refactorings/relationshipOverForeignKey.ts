/** On a foreign key column that no relationship uses: both sides of the relationship it stands for. */
import { foreignKeyTargets } from '../features/names';
import type { Mapper } from '../mapping/mapper';
import { relationshipsOwnedBy } from '../mapping/views';
import type { Column } from '../mapping/schema/schema';
import { createRelationship } from './createRelationship';
import { foreignKeysTo, isUsed, relationshipsBetween } from './foreignKeys';
import { offeredOutcome, type RefactoringPlace, type RefactoringProvider } from './offer';

export const relationshipOverForeignKey: RefactoringProvider = (place) => {
  const { context } = place;
  const column = columnAt(place);
  const [key, ...more] = column?.foreignKeys ?? [];
  if (column === undefined || key === undefined || more.length > 0 || column.table?.kind !== 'table') return [];
  const owner = plainMapperOf(place, column);
  const target = key.target.kind === 'text' ? foreignKeyTargets(key.target.spec, column, context.graph).table : key.target.kind === 'column' ? key.target.column.table : undefined;
  const [referred, ...others] = target?.kind === 'table' ? context.graph.mappersOf(target).filter(({ inheritance }) => inheritance !== 'single') : [];
  if (owner === undefined || referred === undefined || others.length > 0 || !foreignKeysTo(owner, referred, context.graph).includes(key.constraint)) return [];
  const known = relationshipsBetween(owner, referred, context.graph);
  if (isUsed(key.constraint, known) || [owner, referred].flatMap(relationshipsOwnedBy).some(({ fault }) => fault !== undefined) || isBetweenOthers(place, column)) return [];
  const outcome = createRelationship(context, { from: owner.entity, to: referred.entity }, key.constraint);
  return [offeredOutcome(`Create a relationship over ${column.table.key}.${column.name}`, 'refactor', outcome)];
};

/** Whether some many to many goes through the column's table, and writes the column itself. */
function isBetweenOthers({ context }: RefactoringPlace, { table }: Column): boolean {
  return context.graph.mappers.flatMap(relationshipsOwnedBy).some(({ secondary }) => secondary === table);
}

function columnAt({ subject }: RefactoringPlace): Column | undefined {
  const isOwn = subject.role !== 'reference' && subject.referents.length === 1;
  const [referent] = subject.referents;
  return isOwn && referent?.kind === 'column' ? referent.column : undefined;
}

function plainMapperOf({ context }: RefactoringPlace, column: Column): Mapper | undefined {
  const mappers = column.table?.kind === 'table' ? context.graph.mappersOf(column.table) : [];
  return mappers.find((mapper) => mapper.inheritance !== 'single');
}
