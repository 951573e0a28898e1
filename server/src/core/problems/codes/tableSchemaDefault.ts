import type { ProblemKind } from '../kind';
import { plainMessage } from '../wording';

export const tableSchemaDefault: ProblemKind = {
  code: 'table-schema-default',
  ids: ['W-TABLE-SCHEMA'],
  severity: 'warning',
  summary: 'A table name without schema is looked up without the default schema',
  word: (fault) => `${plainMessage(fault)}`,
};
