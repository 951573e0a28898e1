/** Models of Flask-SQLAlchemy: automatic table names, single or joined inheritance, bind keys (`flask_sqlalchemy/model.py`). */
import type { Argument, ClassValue, Value } from '../../evaluate/values';
import { isCallOf } from '../externals';
import type { MetaData } from '../schema/schema';
import type { TableItem } from '../schema/createTable';
import type { FlaskExtension, MappingState } from '../state';
import { classStateOf, declaredAttributeOf, mroOf, ownFlag } from './classAttributes';
import type { ClassScan } from './classScan';
import { baseOfClass, flaskMetadata, metadataOfClass } from './registries';

/** What the metaclass or `__init_subclass__` does before SQLAlchemy looks at the class. */
export function prepareFlaskModel(state: MappingState, cls: ClassValue): void {
  const extension = baseOfClass(state, cls)?.flask;
  if (extension === undefined) return;
  setBindMetadata(state, cls, extension);
  if (!extension.disableAutonaming && needsTableName(state, cls)) {
    const name = extension.isLegacy ? legacyTableName(cls.name) : tableNameFor(cls.name);
    const value: Value = { kind: 'string', value: name };
    const classState = classStateOf(state, cls);
    classState.tableName = value;
    classState.attributes.set('__tablename__', { kind: 'value', value, anchor: cls.nameAnchor });
  }
}

/** `BindMetaMixin`: the MetaData of the bind key, unless the class has its own. */
function setBindMetadata(state: MappingState, cls: ClassValue, extension: FlaskExtension): void {
  const namespace = state.namespaceOf(cls);
  if (namespace.has('metadata') || namespace.has('__table__')) return;
  const bindKey = mroOf(state, cls).map((each) => state.namespaceOf(each).get('__bind_key__')?.value).find((value) => value !== undefined);
  if (bindKey === undefined) return;
  const metadata = flaskMetadata(extension, bindKey.kind === 'string' ? bindKey.value : undefined);
  if (metadata === metadataOfClass(state, cls)) return;
  const classState = classStateOf(state, cls);
  classState.metadata = metadata;
  if (!extension.isLegacy) classState.hasGeneratedMetadata = true;
}

/** `should_set_tablename`. */
function needsTableName(state: MappingState, cls: ClassValue): boolean {
  if (ownFlag(state, cls, '__abstract__')) return false;
  for (const base of mroOf(state, cls)) {
    const own = state.namespaceOf(base).get('__tablename__')?.value ?? generatedName(state, base);
    if (own === undefined) continue;
    if (declaredAttributeOf(own) !== undefined) return false;
    return base !== cls && !ownFlag(state, base, '__abstract__') && baseOfClass(state, base) !== undefined;
  }
  return true;
}

function generatedName(state: MappingState, cls: ClassValue): Value | undefined {
  const attribute = state.classStates.get(cls)?.attributes.get('__tablename__');
  return attribute?.kind === 'value' ? attribute.value : undefined;
}

/** `camel_to_snake_case` of version 3. */
export function tableNameFor(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]|(?<!^)[A-Z](?=[a-z])/g, (letter) => `_${letter}`).toLowerCase().replace(/^_+/, '');
}

/** The rule of version 2: only upper-case runs before a lower-case letter or digit are rewritten. */
export function legacyTableName(name: string): string {
  const replaced = name.replace(/([A-Z]+)(?=[a-z0-9])/g, (run: string) => {
    if (run.length > 1) return `_${run.slice(0, -1).toLowerCase()}_${run.slice(-1).toLowerCase()}`;
    return `_${run.toLowerCase()}`;
  });
  return replaced.replace(/^_+/, '');
}

/** `__table_cls__`: without a primary key, and with a parent that has a table, the class has no table of its own. */
export function flaskSkipsTable(scan: ClassScan, name: string, metadata: MetaData, keywords: ReadonlyMap<string, Argument>, items: readonly TableItem[]): boolean {
  const extension = scan.base?.flask;
  if (extension === undefined || extension.disableAutonaming) return false;
  const schema = keywords.get('schema')?.value;
  const key = schema?.kind === 'string' ? `${schema.value}.${name}` : name;
  if (metadata.tables.has(key)) return false;
  if (items.some((item) => (item.kind === 'column' ? item.column.primaryKey : isPrimaryKeyItem(scan, item.value)))) return false;
  const [, ...parents] = mroOf(scan.state, scan.cls);
  return parents.some((parent) => hasOwnTable(scan.state, parent));
}

function isPrimaryKeyItem(scan: ClassScan, value: Value): boolean {
  if (isCallOf(value, 'PrimaryKeyConstraint')) return true;
  const column = scan.state.columnOf(value);
  return column?.kind === 'found' && column.value.primaryKey;
}

function hasOwnTable(state: MappingState, cls: ClassValue): boolean {
  return state.namespaceOf(cls).has('__table__') || (state.classStates.get(cls)?.table ?? null) !== null;
}
