/** Calls of SQLAlchemy's functions and methods as the program makes them. */
import type { Anchor } from '../../declarations/anchor';
import { truthOf } from '../../evaluate/operators';
import type { SymbolicCall, Value } from '../../evaluate/values';
import { calleeName, methodOf } from '../externals';
import { reportImport } from '../importFaults';
import { mapperOfValue } from '../lookups';
import type { Registry } from '../mapper';
import { reportConstruction } from '../relationship/constructionFaults';
import { attachConstraint, constraintOf, isConstraintCall } from '../schema/constraints';
import { copyColumn } from '../schema/createColumn';
import { createForeignKey } from '../schema/createForeignKey';
import { appendColumnLater, columnOfCall } from '../schema/createTable';
import { copyEachTable, tableOfCall } from '../schema/tableCall';
import { objectOf } from '../sql/coerce';
import type { MappingState } from '../state';
import { argumentAt, keyword, stringOf } from '../values';
import { addPropertyValue, assignAttribute } from './assignAttribute';
import { attributeKindOf } from './attributeKinds';
import { reportDeprecatedCall } from './deprecatedCalls';
import { decoratedByRegistry } from './decoratedClasses';
import { mapImperatively } from './imperativeMapping';
import { mappedColumnOf } from './mappedColumn';
import { baseOfValue, metadataOfCall, metadataOfValue, registryOfCall, registryOfValue } from './registries';
import { declarationOfCall } from './relationshipDeclaration';
import { lacksArgument } from './requiredArguments';
import { checkFieldCall, checkRelationshipCall } from './sqlmodelCalls';

/** What a call means to tables, registries and mappers. */
export function callMade(state: MappingState, call: SymbolicCall): void {
  const name = calleeName(call);
  if (name !== undefined) reportDeprecatedCall(state, call, name);
  if (name !== undefined && (lacksArgument(state, call, name) || libraryCall(state, call, name))) return;
  const method = methodOf(call);
  if (method !== undefined) methodCall(state, call, method.object, method.name);
}

/** Gives whether the call needs no further look. */
function libraryCall(state: MappingState, call: SymbolicCall, name: string): boolean {
  switch (name) {
    case 'Column':
      columnOfCall(state, call);
      return true;
    case 'mapped_column':
    case 'MappedColumn':
    case 'unmapped_column':
      mappedColumnOf(state, call);
      return true;
    case 'ForeignKey':
      createForeignKey(state, call);
      return true;
    case 'ForeignKeyConstraint':
    case 'UniqueConstraint':
    case 'PrimaryKeyConstraint':
    case 'CheckConstraint':
    case 'ExcludeConstraint':
    case 'Index':
      constraintOf(state, call);
      return true;
    case 'Table':
      tableOfCall(state, call);
      return true;
    case 'relationship':
    case 'relation':
    case 'dynamic_loader':
      if (attributeKindOf(state, call) === 'relationship') reportConstruction(declarationOfCall(call, state.version), state);
      return true;
    case 'sqlmodel.Field':
      checkFieldCall(state, call);
      return true;
    case 'sqlmodel.Relationship':
      checkRelationshipCall(state, call);
      return true;
    case 'MetaData':
      metadataOfCall(state, call);
      return true;
    case 'registry':
      registryOfCall(state, call);
      return true;
    case 'declarative_base':
    case 'automap_base':
      baseOfValue(state, call);
      return true;
    case 'mapper':
    case 'Mapper':
      legacyMapper(state, call, name);
      return true;
    case 'add_mapped_attribute':
      addMappedAttribute(state, call);
      return true;
    case 'configure_mappers':
      state.configure();
      return true;
    default:
      return false;
  }
}

/** `mapper(cls, table)` of 1.x has a registry of its own for all; later `Mapper(...)` refuses to be called. */
function legacyMapper(state: MappingState, call: SymbolicCall, name: string): void {
  if (state.version === '1.4') {
    const mapper = mapImperatively(state, call, state.legacyRegistry());
    if (mapper !== undefined) state.rememberMapper(call, mapper);
    return;
  }
  if (name === 'mapper') {
    reportImport(state, {
      id: 'E-DIRECT-MAPPER',
      exceptionClass: 'InvalidRequestError',
      message:
        "The 'sqlalchemy.orm.mapper()' function is removed as of SQLAlchemy 2.0.  Use the 'sqlalchemy.orm.registry.map_imperatively()` method of the " +
        '``sqlalchemy.orm.registry`` class to perform classical mapping.',
      anchor: call.anchor,
    });
    return;
  }
  if (name !== 'Mapper' || call.args[0]?.value.kind !== 'class') return;
  reportImport(state, {
    id: 'E-DIRECT-MAPPER',
    exceptionClass: 'InvalidRequestError',
    message:
      'The _mapper() function and Mapper() constructor may not be invoked directly outside of a declarative registry. Please use the ' +
      'sqlalchemy.orm.registry.map_imperatively() function for a classical mapping.',
    anchor: call.anchor,
  });
}

function addMappedAttribute(state: MappingState, call: SymbolicCall): void {
  const target = argumentAt(call, 0, 'target')?.value;
  const name = stringOf(argumentAt(call, 1, 'key'));
  const value = argumentAt(call, 2, 'attr');
  const mapper = target?.kind === 'class' ? state.mappersByClass.get(target) : undefined;
  if (target?.kind === 'class' && mapper !== undefined && name !== undefined && value !== undefined) assignAttribute(state, target, mapper, name, value.value, value.anchor);
}

function methodCall(state: MappingState, call: SymbolicCall, object: Value, name: string): void {
  switch (name) {
    case 'map_imperatively':
    case 'map_declaratively':
    case 'mapped':
    case 'mapped_as_dataclass': {
      const registry = registryOfValue(state, object);
      if (registry !== undefined) registryCall(state, call, registry, name);
      return;
    }
    case 'generate_base':
      baseOfValue(state, call);
      return;
    case 'configure':
      if (registryOfValue(state, object) !== undefined) state.configure();
      return;
    case 'Table':
      tableOfCall(state, call);
      return;
    case 'to_metadata':
    case 'tometadata':
      if (!copyEachTable(state, call)) tableOfCall(state, call);
      return;
    case 'copy':
    case '_copy':
      copyOfColumn(state, call, object);
      return;
    case 'add_property':
    case 'add_properties':
      addProperties(state, call, object, name);
      return;
    case 'append_column':
    case 'append_constraint':
      appendToTable(state, call, object, name);
      return;
    case 'join':
    case 'outerjoin':
      checkJoin(state, call, object);
      return;
    case 'reflect':
    case 'prepare':
      openByReflection(state, object);
      return;
    default:
  }
}

function registryCall(state: MappingState, call: SymbolicCall, registry: Registry, name: string): void {
  if (name === 'map_imperatively') {
    const mapper = mapImperatively(state, call, registry);
    if (mapper !== undefined) state.rememberMapper(call, mapper);
    return;
  }
  const target = call.args[0]?.value;
  if (target?.kind !== 'class') return;
  decoratedByRegistry(state, target, registry, name === 'map_declaratively' ? 'mapped' : name);
  const mapper = state.mappersByClass.get(target);
  if (mapper !== undefined) state.rememberMapper(call, mapper);
}

function copyOfColumn(state: MappingState, call: SymbolicCall, object: Value): void {
  const original = state.columnOf(object);
  if (original?.kind === 'found' && !state.columnsByCall.has(call)) state.columnsByCall.set(call, copyColumn(original.value, call.serial));
}

const UNNAMED = 'properties are added to it by names that only run time knows';

function addProperties(state: MappingState, call: SymbolicCall, object: Value, name: string): void {
  const mapper = mapperOfValue(state, object);
  if (mapper === undefined) return;
  if (name === 'add_property') {
    const key = stringOf(argumentAt(call, 0, 'key'));
    const value = argumentAt(call, 1, 'prop');
    if (key === undefined) mapper.openReason ??= UNNAMED;
    else if (value !== undefined) addPropertyValue(state, mapper, key, value.value, value.anchor);
    return;
  }
  const given = call.args[0]?.value;
  const entries = given?.kind === 'dict' ? given.entries : [];
  if (given?.kind !== 'dict' || given.isOpen || entries.some(({ key }) => key.kind !== 'string')) mapper.openReason ??= UNNAMED;
  for (const entry of entries) if (entry.key.kind === 'string') addPropertyValue(state, mapper, entry.key.value, entry.value, entry.anchor ?? call.anchor);
}

function appendToTable(state: MappingState, call: SymbolicCall, object: Value, name: string): void {
  const found = state.selectableOf(object);
  const argument = call.args[0];
  if (found?.kind !== 'found' || found.value.kind !== 'table' || argument === undefined) return;
  const table = found.value;
  if (name === 'append_constraint') {
    const constraint = isConstraintCall(argument.value) ? constraintOf(state, argument.value) : undefined;
    if (constraint !== undefined) attachConstraint(state, table, constraint);
    return;
  }
  const column = state.columnOf(argument.value);
  if (column?.kind !== 'found') return;
  const replace = keyword(call, 'replace_existing');
  const fail = (id: string, exceptionClass: string, message: string, anchor: Anchor): void => {
    reportImport(state, { id, exceptionClass, message, anchor });
  };
  appendColumnLater(state, table, column.value, fail, { allowReplacements: replace !== undefined && truthOf(replace.value) === true, anchor: argument.anchor });
}

/** `table.join(other)` raises where the tables are not linked, or in several ways. */
function checkJoin(state: MappingState, call: SymbolicCall, object: Value): void {
  if (state.selectableOf(object)?.kind !== 'found') return;
  const joined = objectOf(call, state);
  if (joined.kind !== 'raised') return;
  reportImport(state, { id: joined.id, exceptionClass: joined.exceptionClass, message: joined.message, anchor: call.anchor });
}

function openByReflection(state: MappingState, object: Value): void {
  const metadata = metadataOfValue(state, object);
  if (metadata !== undefined) metadata.openReason ??= 'tables are read from the database';
}
