/** A relationship of a class body: its arguments together with what the annotation says. */
import type { SymbolicCall } from '../../evaluate/values';
import type { RelationshipDeclaration } from '../mapper';
import { readRelationshipAnnotation } from '../relationship/annotation';
import { reportConstruction } from '../relationship/constructionFaults';
import { reportInScan, type ClassScan, type Collected } from './classScan';
import { declarationOfCall } from './relationshipDeclaration';
import { checkDataclassArguments, dataclassArgumentsOf } from './dataclassArguments';

export function declareRelationship(scan: ClassScan, name: string, collected: Collected, call: SymbolicCall): void {
  const declaration = declarationOfCall(call, scan.state.version);
  setRelationship(scan, name, collected, call, declaration);
  checkDataclassArguments(scan, name, dataclassArgumentsOf(call, DATACLASS_KEYWORDS), call.anchor);
}

/** Adds the relationship, its annotation read. */
export function setRelationship(scan: ClassScan, name: string, collected: Collected, call: SymbolicCall, declaration: RelationshipDeclaration): void {
  if (reportConstruction(declaration, scan.state) !== undefined) scan.hasFailedCall = true;
  const annotation = scan.annotations.get(name);
  const request = { key: name, cls: scan.cls, declaration };
  // A plain annotation counts only where unmapped annotations are allowed.
  const isRead = annotation === undefined || annotation.container !== undefined || scan.allowUnmapped;
  const reading = isRead ? readRelationshipAnnotation(annotation, request, scan.state) : { kind: 'target' as const, target: undefined };
  if (reading.kind === 'error' && declaration.openReason === undefined) reportInScan(scan, { ...reading, data: { attribute: name } });
  const target = reading.kind === 'target' ? reading.target : undefined;
  scan.properties.set(name, {
    content: { kind: 'relationship', call, declaration: { ...declaration, annotation: target } },
    declaredOn: collected.declaredOn,
    nameAnchor: collected.nameAnchor,
  });
}

const DATACLASS_KEYWORDS = ['init', 'repr', 'default', 'default_factory', 'compare', 'kw_only', 'hash', 'dataclass_metadata'];
