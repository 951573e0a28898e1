/** `Relationship(...)` of SQLModel as the `relationship(...)` that it becomes (`sqlmodel/main.py: SQLModelMetaclass.__init__`). */
import type { Anchor } from '../../declarations/anchor';
import { truthOf } from '../../evaluate/operators';
import type { AnnotationBinding, Argument, Binding, ClassValue, SymbolicCall, Value } from '../../evaluate/values';
import { isCallOf, libraryName } from '../externals';
import { reportImport } from '../importFaults';
import type { RelationshipArgument, RelationshipDeclaration } from '../mapper';
import { classText } from '../../evaluate/pythonText';
import { isNone, itemsOf, keyword } from '../values';
import { annotationText, extractMapped, mappedContainerOf, type CollectedAnnotation } from './annotations';
import { leaveOpen, reportInScan, type ClassScan } from './classScan';
import { isUnion, typeArguments, unionMembers } from './typeForms';

/** Adds the relationship to what the class is scanned for. */
export function collectRelationship(scan: ClassScan, name: string, binding: Binding, call: SymbolicCall): void {
  const stated = keyword(call, 'sa_relationship')?.value;
  const annotation = scan.cls.annotations.get(name);
  const collected = { content: { kind: 'value' as const, value: binding.value }, declaredOn: scan.cls, nameAnchor: binding.anchor, valueAnchor: binding.valueAnchor };
  if (stated?.kind === 'call' && isCallOf(stated, 'relationship')) {
    scan.collected.set(name, { ...collected, content: { kind: 'value', value: stated } });
    const plain = annotation === undefined ? undefined : extractMapped(scan.state, name, annotation, scan.cls, scan.cls, false);
    if (plain?.kind === 'annotation') scan.annotations.set(name, plain.value);
    return;
  }
  if (annotation === undefined) return;
  const inner = relationshipType(scan, annotation);
  if (inner === undefined) return;
  const target = targetOf(scan, annotation, inner);
  const declaration = declarationOf(scan, call, target, annotation);
  const wrapped: CollectedAnnotation = { name, annotation, container: 'Mapped', inner, isUnevaluatedText: false, originatingClass: scan.cls };
  scan.annotations.set(name, wrapped);
  scan.collected.set(name, { ...collected, content: { kind: 'relationship', call, declaration } });
}

/** The annotation as an object: text stays a forward reference. */
function relationshipType(scan: ClassScan, annotation: AnnotationBinding): Value | undefined {
  const text = annotationText(annotation);
  if (text !== undefined) return { kind: 'string', value: text };
  const value = scan.state.program.evaluateAnnotation(annotation);
  if (value.kind === 'dynamic') {
    leaveOpen(scan, value.reason);
    return undefined;
  }
  return value.kind === 'subscript' && mappedContainerOf(value.object) !== undefined ? value.index : value;
}

/** `get_relationship_to`. */
function targetOf(scan: ClassScan, annotation: AnnotationBinding, type: Value): Value {
  if (isUnion(type)) {
    const members = unionMembers(type);
    const others = members.filter((member) => member.kind !== 'none');
    if (members.length > 2) {
      reportInScan(scan, { id: 'E-SM-UNION', exceptionClass: 'ValueError', message: 'Cannot have a (non-optional) union as a SQLAlchemy field', anchor: annotation.expressionAnchor });
    }
    const [only] = others;
    return only === undefined ? type : targetOf(scan, annotation, only);
  }
  if (type.kind === 'subscript') {
    const name = libraryName(type.object);
    if (name === 'typing.List' || name === 'builtins.list') {
      const [item] = typeArguments(type);
      if (item !== undefined) return targetOf(scan, annotation, item);
    }
  }
  return type;
}

function declarationOf(scan: ClassScan, call: SymbolicCall, target: Value, annotation: AnnotationBinding): RelationshipDeclaration {
  const args = new Map<string, RelationshipArgument>([['argument', { value: target, anchor: annotation.expressionAnchor }]]);
  const backPopulates = keyword(call, 'back_populates');
  if (backPopulates !== undefined && truthOf(backPopulates.value) !== false) args.set('back_populates', backPopulates);
  const cascade = keyword(call, 'cascade_delete');
  if (cascade !== undefined && truthOf(cascade.value) === true) args.set('cascade', { value: { kind: 'string', value: 'all, delete-orphan' }, anchor: cascade.anchor });
  const passive = keyword(call, 'passive_deletes');
  if (passive !== undefined && truthOf(passive.value) !== false) args.set('passive_deletes', passive);
  const link = keyword(call, 'link_model');
  if (link !== undefined && !isNone(link.value)) addSecondary(scan, args, link);
  const openReason = addRelationshipArguments(args, call);
  return { arguments: args, anchor: call.anchor, openReason };
}

/** `link_model=X`: the table of a table model. */
function addSecondary(scan: ClassScan, args: Map<string, RelationshipArgument>, link: Argument): void {
  const { value } = link;
  if (value.kind === 'class' && scan.state.mappersByClass.get(value) === undefined && value.dynamicBase === undefined) {
    reportImport(scan.state, {
      id: 'E-SM-LINK',
      exceptionClass: 'NoInspectionAvailable',
      message: `No inspection system is available for object of type <class '${isModel(value) ? 'sqlmodel.main.SQLModelMetaclass' : 'type'}'>`,
      anchor: link.anchor,
      cls: scan.cls,
      data: { model: classText(value) },
    });
  }
  args.set('secondary', { value: { kind: 'attribute', object: value, name: '__table__', anchor: link.anchor }, anchor: link.anchor });
}

function isModel(cls: ClassValue): boolean {
  return cls.externalBases.includes('sqlmodel.SQLModel');
}

function addRelationshipArguments(args: Map<string, RelationshipArgument>, call: SymbolicCall): string | undefined {
  const positional = keyword(call, 'sa_relationship_args');
  const named = keyword(call, 'sa_relationship_kwargs');
  if (positional !== undefined) itemsOf(positional.value).forEach((value, index) => args.set(index === 0 ? 'secondary' : `*${index + 1}`, { value, anchor: positional.anchor }));
  if (named === undefined || isNone(named.value)) return undefined;
  if (named.value.kind !== 'dict' || named.value.isOpen === true) return 'arguments of the relationship are not written out';
  for (const entry of named.value.entries) if (entry.key.kind === 'string') args.set(entry.key.value, { value: entry.value, anchor: entry.anchor ?? anchorOf(entry.value) ?? named.anchor });
  return undefined;
}

function anchorOf(value: Value): Anchor | undefined {
  return value.kind === 'call' || value.kind === 'attribute' || value.kind === 'operation' ? value.anchor : undefined;
}
