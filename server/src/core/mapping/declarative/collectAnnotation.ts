/** Annotations of a class body as its attributes use them (`orm/decl_base.py: _collect_annotation`). */
import type { AnnotationBinding, ClassValue, Value } from '../../evaluate/values';
import type { MappedColumn } from '../state';
import { extractMapped, type CollectedAnnotation } from './annotations';
import { attributeKindOf, isMappedAttributeKind, type AttributeKind } from './attributeKinds';
import { leaveOpen, reportInScan, type ClassScan } from './classScan';
import { blankMappedColumn } from './mappedColumn';
import { destringified, isLiteral, typeArguments } from './typeForms';

export interface CollectedWithColumn {
  readonly annotation: CollectedAnnotation;
  /** The blank column that `Annotated[..., mapped_column()]` without a value stands for. */
  readonly mapped?: MappedColumn;
}

/** `_collect_annotation`: the first annotation of a name counts. */
export function collectAnnotation(
  scan: ClassScan,
  name: string,
  annotation: AnnotationBinding,
  originating: ClassValue,
  expectMapped: boolean | undefined,
  kind: AttributeKind | undefined,
): CollectedWithColumn | undefined {
  const known = scan.annotations.get(name);
  if (known !== undefined) return { annotation: known };
  const expects = expectMapped ?? (!scan.allowUnmapped && (kind === undefined || isMappedAttributeKind(kind)));
  const answer = extractMapped(scan.state, name, annotation, scan.cls, originating, expects && !scan.isDataclassBefore);
  switch (answer.kind) {
    case 'ignored':
      return undefined;
    case 'dynamic':
      leaveOpen(scan, answer.reason);
      return undefined;
    case 'error':
      reportInScan(scan, { ...answer, anchor: annotation.expressionAnchor, data: { attribute: name } });
      return undefined;
    case 'annotation': {
      scan.annotations.set(name, answer.value);
      const mapped = kind === undefined ? inspectArguments(scan, answer.value) : undefined;
      return { annotation: answer.value, mapped };
    }
  }
}

/** With no value, the arguments of the type are looked at for a `mapped_column()` inside `Annotated`. */
function inspectArguments(scan: ClassScan, collected: CollectedAnnotation): MappedColumn | undefined {
  const { inner, annotation, originatingClass } = collected;
  if (isLiteral(inner)) return undefined;
  for (const argument of typeArguments(inner)) {
    if (hasForwardReference(argument)) {
      const evaluated = destringified(scan.state, argument, originatingClass.module, scan.cls, annotation.expressionAnchor);
      if (evaluated.kind === 'nameError') {
        reportNameError(scan, collected, evaluated.text);
        return undefined;
      }
    }
    const kind = argument.kind === 'call' ? attributeKindOf(scan.state, argument) : undefined;
    if (kind === 'mappedColumn') return blankMappedColumn(scan.state, annotation.anchor);
    if (kind === 'relationship' || kind === 'composite' || kind === 'columnProperty') reportAnnotatedConstruct(scan, collected, kind);
  }
  return undefined;
}

function hasForwardReference(value: Value): boolean {
  return value.kind === 'string' || typeArguments(value).some(hasForwardReference);
}

function reportNameError(scan: ClassScan, collected: CollectedAnnotation, text: string): void {
  reportInScan(scan, {
    id: 'E-ANN-NAMEERROR',
    exceptionClass: 'NameError',
    message: `Could not de-stringify annotation '${text}'`,
    anchor: collected.annotation.expressionAnchor,
    data: { attribute: collected.name, name: text },
  });
}

const CONSTRUCT_NAMES = { relationship: 'Relationship', composite: 'Composite', columnProperty: 'MappedSQLExpression' } as const;

function reportAnnotatedConstruct(scan: ClassScan, collected: CollectedAnnotation, kind: keyof typeof CONSTRUCT_NAMES): void {
  reportInScan(scan, {
    id: 'E-ANNOTATED-REL',
    exceptionClass: 'NotImplementedError',
    message: `Use of the '${CONSTRUCT_NAMES[kind]}' construct inside of an Annotated object is not yet supported.`,
    anchor: collected.annotation.expressionAnchor,
  });
}
