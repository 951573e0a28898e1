/** Our own hints: what is legal and probably not meant. Conservative: where a column or class is not fully known, nothing is said. */
import type { Fault } from '../../mapping/faults';
import type { MapperGraph } from '../../mapping/mapper';
import type { Hint } from '../kind';
import { associationProxyUnknown } from './associationProxyUnknown';
import { backPopulatesNotMutual } from './backPopulatesNotMutual';
import { backPopulatesOneSided } from './backPopulatesOneSided';
import { deleteForbidden } from './deleteForbidden';
import { foreignKeyDangling } from './foreignKeyDangling';
import { foreignKeyType } from './foreignKeyType';
import { foreignKeyWithoutIndex } from './foreignKeyWithoutIndex';
import { listOnManyToOne } from './listOnManyToOne';
import { mutualForeignKeys } from './mutualForeignKeys';
import { onDeleteIgnored } from './onDeleteIgnored';
import { oneToOneNotUnique } from './oneToOneNotUnique';
import { optionalAgainstNullable } from './optionalAgainstNullable';
import { secondaryIsMapped } from './secondaryIsMapped';
import { selfReferenceWithoutRemoteSide } from './selfReferenceWithoutRemoteSide';
import { uniqueForeignKeyList } from './uniqueForeignKeyList';
import { uselistAgainstAnnotation } from './uselistAgainstAnnotation';
import { viewonlyCascadeIgnored } from './viewonlyCascadeIgnored';

export const HINTS: readonly Hint[] = [
  foreignKeyDangling,
  associationProxyUnknown,
  backPopulatesOneSided,
  backPopulatesNotMutual,
  selfReferenceWithoutRemoteSide,
  oneToOneNotUnique,
  uniqueForeignKeyList,
  listOnManyToOne,
  uselistAgainstAnnotation,
  optionalAgainstNullable,
  onDeleteIgnored,
  deleteForbidden,
  viewonlyCascadeIgnored,
  mutualForeignKeys,
  foreignKeyType,
  secondaryIsMapped,
  foreignKeyWithoutIndex,
];

export function findHints(graph: MapperGraph): readonly Fault[] {
  return HINTS.flatMap((hint) => hint.find(graph));
}
