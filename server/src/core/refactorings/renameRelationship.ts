/** Renames a relationship that is named, not pointed at. */
import type { FeatureContext } from '../features/context';
import { mapperNamed } from '../features/explain';
import { locate } from '../features/locate';
import { rename } from '../features/rename';
import { refused, type RefactoringOutcome } from './outcome';

export function renameRelationship(context: FeatureContext, entity: string, relationship: string, newName: string): RefactoringOutcome {
  const mapper = mapperNamed(context, entity);
  const place = mapper === undefined ? undefined : locate(context, mapper.entity, relationship);
  if (mapper === undefined || place === undefined || mapper.properties.get(relationship)?.kind !== 'relationship') return refused(`\`${entity}\` has no relationship \`${relationship}\``);
  const result = rename(context, place.target.file, place.selection.start, newName);
  if (result === undefined) return refused(`The name of \`${mapper.name}.${relationship}\` is not written in this workspace`);
  if (result.kind === 'refused') return result;
  return { kind: 'ok', title: `Rename ${mapper.name}.${relationship} to ${newName}`, changes: result.changes };
}
