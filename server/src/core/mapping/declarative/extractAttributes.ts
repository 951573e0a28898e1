/**
 * From collected attributes to what the mapper is asked to map, and the columns of the table
 * (`orm/decl_base.py: _extract_mappable_attributes`, `_extract_declared_columns`).
 */
import type { Anchor } from '../../declarations/anchor';
import type { SymbolicCall, Value } from '../../evaluate/values';
import { calleeName, isCallOf } from '../externals';
import { classText } from '../../evaluate/pythonText';
import { columnOfCall } from '../schema/createTable';
import type { Column } from '../schema/schema';
import { keyword, stringOf } from '../values';
import { attributeKindOf, definingCall, type AttributeKind } from './attributeKinds';
import { classStateOf, declaredAttributeOf, evaluateDeclared } from './classAttributes';
import { leaveOpen, reportInScan, type ClassScan, type Collected, type PropertyContent } from './classScan';
import { extractComposite } from './compositeColumns';
import { checkDataclassArguments } from './dataclassArguments';
import { mappedColumnOf, nameColumn, requireAnnotation, scanMappedColumn } from './mappedColumn';
import { declareRelationship, setRelationship } from './relationshipProperty';
import { columnContent } from './copyMixinColumns';
import { DIRECTIVES } from './localAttributes';
import { warnExpression } from './scanAttributes';

export function extractAttributes(scan: ClassScan): void {
  for (const [name, collected] of [...scan.collected]) {
    if (DIRECTIVES.has(name)) continue;
    extractOne(scan, name, evaluated(scan, name, collected));
  }
  if (scan.state.version === '1.4') sortByCreation(scan);
  extractColumns(scan);
}

/** A `declared_attr` on the mapped class itself is run now. */
function evaluated(scan: ClassScan, name: string, collected: Collected): Collected {
  if (collected.content.kind !== 'value') return collected;
  const declared = declaredAttributeOf(collected.content.value);
  if (declared === undefined) return collected;
  if (declared.isCascading) {
    reportInScan(scan, {
      id: 'W-DECLATTR-CASC',
      exceptionClass: 'SAWarning',
      message: `Use of @declared_attr.cascading only applies to Declarative 'mixin' and 'abstract' classes.  Currently, this flag is ignored on mapped class ${classText(scan.cls)}`,
      anchor: collected.nameAnchor,
    });
  }
  const value = evaluateDeclared(scan.state, scan.cls, declared);
  const kind = attributeKindOf(scan.state, value);
  const content = (kind === 'column' || kind === 'mappedColumn' ? columnContent(scan, value, kind) : undefined) ?? { kind: 'value' as const, value };
  classStateOf(scan.state, scan.cls).attributes.set(name, content.kind === 'value' ? { ...content, anchor: collected.nameAnchor } : content);
  if (value.kind === 'dynamic') leaveOpen(scan, value.reason);
  return { ...collected, content };
}

function extractOne(scan: ClassScan, name: string, collected: Collected): void {
  const { content, nameAnchor } = collected;
  if (content.kind === 'value' && isCommaTuple(scan, content.value)) {
    checkReserved(scan, name, nameAnchor, false);
    reportInScan(scan, {
      id: 'W-TUPLE',
      exceptionClass: 'SAWarning',
      message: `Ignoring declarative-like tuple value of attribute '${name}': possibly a copy-and-paste error with a comma accidentally placed at the end of the line?`,
      anchor: collected.valueAnchor ?? nameAnchor,
    });
    return;
  }
  if (content.kind === 'column') {
    checkReserved(scan, name, nameAnchor, true);
    nameColumn(content.column, name);
    addProperty(scan, name, collected, { kind: 'columns', columns: [content.column] });
    return;
  }
  if (content.kind === 'mappedColumn') {
    checkReserved(scan, name, nameAnchor, true);
    scanMappedColumn(scan, name, content.mapped, scan.annotations.get(name));
    checkDataclassArguments(scan, name, content.mapped.dataclassArguments, content.mapped.anchor);
    addProperty(scan, name, collected, { kind: 'columns', columns: [content.mapped.column] });
    return;
  }
  if (content.kind === 'relationship') setRelationship(scan, name, collected, content.call, content.declaration);
  else extractValue(scan, name, collected, content.value);
}

function addProperty(scan: ClassScan, name: string, collected: Collected, content: PropertyContent): void {
  scan.properties.set(name, { content, declaredOn: collected.declaredOn, nameAnchor: collected.nameAnchor });
}

function isCommaTuple(scan: ClassScan, value: Value): boolean {
  if (value.kind !== 'tuple' || value.items.length !== 1 || value.isOpen === true) return false;
  const [item] = value.items;
  if (item === undefined) return false;
  const kind = attributeKindOf(scan.state, item);
  return ['column', 'mappedColumn', 'relationship', 'columnProperty', 'synonym', 'composite', 'queryExpression', 'declaredAttribute'].includes(kind);
}

/** `metadata` and `registry` belong to the base. */
function checkReserved(scan: ClassScan, name: string, anchor: Anchor, isMapped: boolean, value?: Value): void {
  const { version } = scan.state;
  if (version === '2.1') {
    if (name !== 'metadata' && name !== 'registry') return;
    if (name === 'metadata' && value !== undefined && (value.kind === 'dynamic' || scan.state.metadataOf(value) !== undefined)) return;
    const noun = name === 'metadata' ? 'MetaData instance' : 'Declarative class registry';
    reportInScan(scan, {
      id: 'W/E-RESERVED',
      exceptionClass: 'SAWarning',
      message: `Attribute name '${name}' should be left reserved for the ${noun} when using a Declarative class.`,
      anchor,
    });
  } else if (name === 'metadata' && isMapped) {
    const message =
      version === '1.4'
        ? "Attribute name 'metadata' is reserved for the MetaData instance when using a declarative base class."
        : "Attribute name 'metadata' is reserved when using the Declarative API.";
    reportInScan(scan, { id: 'W/E-RESERVED', exceptionClass: 'InvalidRequestError', message, anchor });
  }
}

function extractValue(scan: ClassScan, name: string, collected: Collected, value: Value): void {
  const kind = attributeKindOf(scan.state, value);
  const call = definingCall(value);
  checkReserved(scan, name, collected.nameAnchor, isMapperKind(kind), value);
  switch (kind) {
    case 'relationship':
      if (call !== undefined) declareRelationship(scan, name, collected, call);
      return;
    case 'columnProperty':
      if (call !== undefined) addProperty(scan, name, collected, columnPropertyContent(scan, name, call));
      return;
    case 'queryExpression':
      addProperty(scan, name, collected, { kind: 'columnProperty', columns: [], call });
      return;
    case 'synonym':
      addProperty(scan, name, collected, { kind: 'synonym', name: call === undefined ? undefined : stringOf(call.args[0] ?? keyword(call, 'name')), call });
      return;
    case 'composite':
      if (call !== undefined) addProperty(scan, name, collected, extractComposite(scan, name, call));
      return;
    case 'mappedAttribute':
      if (value.kind === 'attribute' && value.name !== name && value.object !== scan.cls) addProperty(scan, name, collected, { kind: 'synonym', name: value.name });
      return;
    case 'column': {
      const column = scan.state.columnOf(value);
      if (column?.kind === 'found') addProperty(scan, name, collected, { kind: 'columns', columns: [column.value] });
      return;
    }
    case 'expression':
      warnExpression(scan, scan.cls, name, collected.valueAnchor ?? collected.nameAnchor);
      return;
    case 'unknown':
      leaveOpenAttribute(scan, name, value);
      return;
    default:
      return;
  }
}

function isMapperKind(kind: AttributeKind): boolean {
  return ['relationship', 'columnProperty', 'queryExpression', 'synonym', 'composite', 'associationProxy', 'column'].includes(kind);
}

/** What a function of an unread package gives may be a column or relationship. */
function leaveOpenAttribute(scan: ClassScan, name: string, value: Value): void {
  if (value.kind === 'dynamic') leaveOpen(scan, value.reason);
  else if (value.kind === 'call' && value.callee.kind === 'external') leaveOpen(scan, `\`${name}\` is made by \`${calleeName(value) ?? value.callee.path}\`, which is not read`);
}

/** `column_property(...)`, `deferred(...)`: over columns, or over an expression. */
function columnPropertyContent(scan: ClassScan, name: string, call: SymbolicCall): PropertyContent {
  const columns: Column[] = [];
  for (const argument of call.args) {
    const column = ownColumn(scan, argument.value);
    if (column === undefined) return { kind: 'columnProperty', columns: [], expression: call.args[0]?.value, call };
    if (column.table === undefined) nameColumn(column, name);
    columns.push(column);
  }
  if (columns.length === 0) requireAnnotation(scan, name, 'MappedSQLExpression', call.anchor);
  return { kind: 'columnProperty', columns, call };
}

function ownColumn(scan: ClassScan, value: Value): Column | undefined {
  if (isCallOf(value, 'Column')) return columnOfCall(scan.state, value);
  if (isCallOf(value, 'mapped_column')) return mappedColumnOf(scan.state, value).column;
  const column = scan.state.columnOf(value);
  if (column?.kind !== 'found') return undefined;
  return scan.columnCopies.get(column.value) ?? column.value;
}

// ---------------------------------------------------------------- columns of the table

function extractColumns(scan: ClassScan): void {
  const keysByName = new Map<string, Set<string>>();
  for (const [key, source] of [...scan.properties]) {
    const { content } = source;
    if (content.kind === 'columns') {
      const [column] = content.columns;
      if (column === undefined) continue;
      addDeclared(scan, column);
      noteName(keysByName, column.name, key);
      // a column under its own key is mapped by the table's order, not as an explicit property
      if (key === column.key && column.name !== '') scan.properties.delete(key);
    } else if (content.kind === 'columnProperty' || content.kind === 'composite') {
      for (const column of content.columns) {
        if (column.table !== undefined) continue;
        addDeclared(scan, column);
        if (content.kind === 'columnProperty') noteName(keysByName, column.name, key);
      }
    }
  }
  for (const [name, keys] of keysByName) if (keys.size > 1) warnNamedTwice(scan, name, [...keys].sort());
}

function addDeclared(scan: ClassScan, column: Column): void {
  if (!scan.declaredColumns.includes(column)) scan.declaredColumns.push(column);
  const collected = [...scan.collected.values()].find(({ content }) => content.kind === 'mappedColumn' && content.mapped.column === column);
  const order = collected?.content.kind === 'mappedColumn' ? collected.content.mapped.sortOrder : 0;
  if (order !== 0) scan.columnOrdering.set(column, order);
}

function noteName(keysByName: Map<string, Set<string>>, name: string, key: string): void {
  if (name === '') return;
  const keys = keysByName.get(name) ?? new Set<string>();
  keys.add(key);
  keysByName.set(name, keys);
}

function warnNamedTwice(scan: ClassScan, name: string, keys: readonly string[]): void {
  reportInScan(scan, {
    id: 'W-COL-TWICE',
    exceptionClass: 'SAWarning',
    message: `On class '${scan.cls.name}', Column object '${name}' named directly multiple times, only one will be used: ${keys.join(', ')}. Consider using orm.synonym instead`,
    anchor: scan.collected.get(keys[1] ?? '')?.nameAnchor ?? scan.cls.nameAnchor,
    data: { name, keys },
  });
}

/** 1.4 maps attributes in the order in which their objects were made. */
function sortByCreation(scan: ClassScan): void {
  const sorted = [...scan.properties].sort(([, one], [, other]) => orderOf(one.content) - orderOf(other.content));
  scan.properties.clear();
  for (const [key, source] of sorted) scan.properties.set(key, source);
}

function orderOf(content: PropertyContent): number {
  switch (content.kind) {
    case 'columns':
      return content.columns[0]?.creationOrder ?? Number.MAX_SAFE_INTEGER;
    case 'relationship':
    case 'composite':
      return content.call.serial;
    default:
      return content.call?.serial ?? Number.MAX_SAFE_INTEGER;
  }
}
