/** Columns of the key that share one attribute although nothing makes them equal (`orm/properties.py: ColumnProperty.do_init`). */
import { importFault } from './importFaults';
import { mapperText } from './mapperText';
import { columnText } from './sql/print';
import type { MappingState } from './state';

export function warnOfCombinedKeys(state: MappingState): void {
  for (const mapper of state.mappers) {
    if (mapper.importFault !== undefined) continue;
    for (const property of mapper.properties.values()) {
      if (property.kind !== 'columnProperty' || property.parent !== mapper) continue;
      const [first, second] = property.columns;
      if (first === undefined || second === undefined || !property.columns.every((column) => mapper.primaryKey.includes(column))) continue;
      const message =
        `On mapper ${mapperText(mapper, state.version)}, primary key column '${columnText(second)}' is being combined with distinct primary key column ` +
        `'${columnText(first)}' in attribute '${property.key}'. Use explicit properties to give each column its own mapped attribute name.`;
      const fault = importFault({ id: 'W-PK-COMBINE', exceptionClass: 'SAWarning', message, anchor: property.nameAnchor, cls: mapper.cls });
      state.report({ ...fault, phase: 'configure', mapper });
    }
  }
}
