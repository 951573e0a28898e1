/** The discriminator column (`orm/mapper.py: _configure_polymorphic_setter`). */
import type { Value } from '../evaluate/values';
import type { MapperBuild } from './createMapper';
import type { PlacedDirective } from './declarative/classScan';
import { isLeftOut, warnForDeclared } from './excludedProperties';
import type { Mapper } from './mapper';
import { describe } from './pythonText';
import { reprOf } from '../evaluate/pythonText';
import { correspondingColumn, openReasonOf } from './sql/selectables';

export function configurePolymorphic(build: MapperBuild): void {
  const { mapper, args } = build;
  if (args.polymorphicOn !== undefined) ownDiscriminator(build, args.polymorphicOn);
  else inheritDiscriminator(build, mapper.inherits);
  if (args.polymorphicAbstract && mapper.polymorphicOn === undefined && args.polymorphicOn === undefined && mapper.openReason === undefined) {
    build.report({
      id: 'E-POLY-ABSTRACT',
      exceptionClass: 'InvalidRequestError',
      message:
        'The Mapper.polymorphic_abstract parameter may only be used on a mapper hierarchy which includes the Mapper.polymorphic_on parameter at the base of the hierarchy.',
      anchor: args.anchor,
    });
  }
}

function ownDiscriminator(build: MapperBuild, given: PlacedDirective): void {
  if (given.value.kind === 'string') discriminatorByName(build, given, given.value.value);
  else discriminatorByValue(build, given, given.value);
}

function discriminatorByName(build: MapperBuild, given: PlacedDirective, name: string): void {
  const { mapper } = build;
  const property = mapper.properties.get(name);
  if (property === undefined) {
    if (mapper.openReason !== undefined || openReasonOf(mapper.persistSelectable) !== undefined) return;
    build.report({
      id: 'E-POLY-ON',
      exceptionClass: 'ArgumentError',
      message: `Can't determine polymorphic_on value '${name}' - no attribute is mapped to this name.`,
      anchor: given.anchor,
      data: { name, known: [...mapper.properties.keys()] },
    });
    return;
  }
  if (property.kind !== 'columnProperty') {
    reportKind(build, given);
    return;
  }
  mapper.polymorphicOn = property.columns[0];
}

function reportKind(build: MapperBuild, given: PlacedDirective): void {
  build.report({
    id: 'E-POLY-ON-KIND',
    exceptionClass: 'ArgumentError',
    message: 'Only direct column-mapped property or SQL expression can be passed for polymorphic_on',
    anchor: given.anchor,
  });
}

function discriminatorByValue(build: MapperBuild, given: PlacedDirective, value: Value): void {
  const { mapper, state, mapperState } = build;
  const answer = state.columnOf(value);
  if (answer === undefined && isCertainlyNoColumn(value)) reportNoColumn(build, given, value);
  if (answer?.kind !== 'found') return;
  const column = build.columnCopies.get(answer.value) ?? answer.value;
  const property = mapperState.columnToProperty.get(column);
  if (property !== undefined) {
    mapper.polymorphicOn = property.columns[0];
    return;
  }
  const own = correspondingColumn(mapper.persistSelectable, column);
  if (own !== undefined) {
    if (isLeftOut(build, own.key, own)) {
      warnForDeclared(build, own.key, [own]);
      build.report({
        id: 'E-POLY-EXCLUDE',
        exceptionClass: 'InvalidRequestError',
        message: `Cannot exclude or override the discriminator column '${own.key}'`,
        anchor: given.anchor,
      });
      return;
    }
    mapper.polymorphicOn = own;
    return;
  }
  if (build.args.withPolymorphic !== undefined || mapper.openReason !== undefined || column.table === undefined) return;
  build.report({
    id: 'E-POLY-ON-COL',
    exceptionClass: 'InvalidRequestError',
    message: `Could not map polymorphic_on column '${column.name}' to the mapped table - polymorphic loads will not function properly`,
    anchor: given.anchor,
  });
}

function isCertainlyNoColumn(value: Value): boolean {
  if (value.kind === 'external') return value.path.startsWith('builtins.');
  return ['number', 'boolean', 'bytes', 'list', 'tuple', 'set', 'dict'].includes(value.kind);
}

function reportNoColumn(build: MapperBuild, given: PlacedDirective, value: Value): void {
  build.report({
    id: 'E-MAPPER-ARG-COL',
    exceptionClass: 'ArgumentError',
    message: `Column expression or string key expected for argument 'polymorphic_on'; got ${reprOf(value) ?? describe(value)}.`,
    anchor: given.anchor,
  });
}

/** The nearest ancestor's discriminator, where this mapper's rows have it too. */
function inheritDiscriminator(build: MapperBuild, ancestor: Mapper | undefined): void {
  const { mapper } = build;
  for (let current = ancestor; current !== undefined; current = current.inherits) {
    if (current.polymorphicOn === undefined) continue;
    mapper.polymorphicOn =
      mapper.persistSelectable === current.persistSelectable ? current.polymorphicOn : correspondingColumn(mapper.persistSelectable, current.polymorphicOn);
    return;
  }
}
