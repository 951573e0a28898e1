/** SQLModel's table models: columns from fields, relationships from `Relationship()` (`sqlmodel/main.py`). */
import { truthOf } from '../../evaluate/operators';
import type { ClassValue, Value } from '../../evaluate/values';
import { isCallOf } from '../externals';
import type { DeclarativeBase, MappingState } from '../state';
import { dictGet } from '../values';
import { classStateOf, directiveValue } from './classAttributes';
import type { ClassScan } from './classScan';
import { mapClass } from './mapClass';
import { columnOfField, fieldsOf } from './sqlmodelFields';
import { collectRelationship } from './sqlmodelRelationships';

export function mapSqlModel(state: MappingState, cls: ClassValue, base: DeclarativeBase): void {
  if (cls.keywords.get('registry') !== undefined || !isTableModel(cls)) return;
  if (cls.mro.slice(1).some(isTableModel)) return;
  setTableName(state, cls);
  mapClass(state, cls, { registry: base.registry, base, prepare: (scan) => collectFields(scan) });
}

/** `table=True`, in the class keywords or in `model_config`. */
function isTableModel(cls: ClassValue): boolean {
  const keywordValue = cls.keywords.get('table');
  if (keywordValue !== undefined) return truthOf(keywordValue) === true;
  const config = cls.namespace.get('model_config')?.value;
  const table = config === undefined ? undefined : config.kind === 'call' ? config.keywords.get('table')?.value : dictGet(config, 'table');
  return table !== undefined && truthOf(table) === true;
}

/** The default name is the class name in lower case. */
function setTableName(state: MappingState, cls: ClassValue): void {
  if (directiveValue(state, cls, '__tablename__') !== undefined) return;
  const value: Value = { kind: 'string', value: cls.name.toLowerCase() };
  const classState = classStateOf(state, cls);
  classState.tableName = value;
  classState.attributes.set('__tablename__', { kind: 'value', value, anchor: cls.nameAnchor });
}

function collectFields(scan: ClassScan): void {
  for (const field of fieldsOf(scan.state, scan.cls)) {
    const column = columnOfField(scan, field);
    if (column === undefined) continue;
    const attribute = { kind: 'column' as const, column };
    classStateOf(scan.state, scan.cls).attributes.set(field.name, attribute);
    scan.collected.set(field.name, { content: attribute, declaredOn: field.holder, nameAnchor: field.binding?.anchor ?? field.annotation.anchor });
  }
  for (const [name, binding] of scan.dict) {
    if (binding.value.kind === 'call' && isCallOf(binding.value, 'sqlmodel.Relationship')) collectRelationship(scan, name, binding, binding.value);
  }
}
