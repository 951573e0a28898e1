/** The refactorings offered at a place of the code: changes of sound models that keep or complete their meaning. One file each. */
import type { FileId } from '../declarations/anchor';
import type { FeatureContext } from '../features/context';
import type { CodeActionResult } from '../features/results';
import { addOtherSide } from './addOtherSide';
import { backrefToPair, pairToBackref } from './backref';
import { expressionToString, stringToExpression } from './joinExpression';
import { extractMixin } from './extractMixin';
import { mappedStyle } from './mappedStyle';
import { objectToTable } from './objectToTable';
import { placeAt, type RefactoringProvider } from './offer';
import { relationshipOverForeignKey } from './relationshipOverForeignKey';
import { tableToObject } from './tableToObject';

/** In the order offered. */
const PROVIDERS: readonly RefactoringProvider[] = [
  addOtherSide,
  backrefToPair,
  pairToBackref,
  relationshipOverForeignKey,
  stringToExpression,
  expressionToString,
  tableToObject,
  objectToTable,
  extractMixin,
  mappedStyle,
];

export function refactorings(context: FeatureContext, file: FileId, offset: number): readonly CodeActionResult[] {
  const place = placeAt(context, file, offset);
  return place === undefined ? [] : PROVIDERS.flatMap((provide) => provide(place));
}
