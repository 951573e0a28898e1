import type { Multiplicity } from '../mapping/mapper';

export function isMany(multiplicity: Multiplicity | undefined): boolean {
  return multiplicity === '0..*' || multiplicity === '1..*';
}
