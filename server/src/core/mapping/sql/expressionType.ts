/** What is known of the type of an expression: enough for the operators whose SQL depends on it (`sql/sqltypes.py: Concatenable`). */
import type { SqlExpression } from './expression';

const TEXT_TYPES: ReadonlySet<string> = new Set([
  'String', 'Text', 'Unicode', 'UnicodeText', 'VARCHAR', 'NVARCHAR', 'CHAR', 'NCHAR', 'TEXT', 'CLOB', 'Enum', 'LargeBinary', 'BLOB', 'VARBINARY', 'BINARY',
  'AutoString', 'CITEXT', 'TINYTEXT', 'MEDIUMTEXT', 'LONGTEXT', 'ARRAY', 'JSONB', 'HSTORE', 'TSVECTOR',
]);

/** Functions whose type SQLAlchemy knows to be that of their first argument or a text. */
const SAME_TYPE_FUNCTIONS: ReadonlySet<string> = new Set(['coalesce', 'max', 'min', 'sum']);
const TEXT_FUNCTIONS: ReadonlySet<string> = new Set(['concat', 'char_length']);

/** Class name of the type, as `Column.type.name`; undefined where SQLAlchemy has none (`NullType`) or it is not known. */
export function typeNameOf(expression: SqlExpression): string | undefined {
  switch (expression.kind) {
    case 'columnReference':
      return expression.column.type.name;
    case 'bind':
      return expression.typeName;
    case 'grouping':
      return typeNameOf(expression.operand);
    case 'binary':
      return expression.isComparison ? 'Boolean' : typeNameOf(expression.left);
    case 'function': {
      if (TEXT_FUNCTIONS.has(expression.name)) return 'String';
      const first = expression.args[0];
      return SAME_TYPE_FUNCTIONS.has(expression.name) && first !== undefined ? typeNameOf(first) : undefined;
    }
    case 'cast':
      return /^(VARCHAR|TEXT|CHAR|NVARCHAR)/.test(expression.typeText) ? 'String' : expression.typeText;
    default:
      return undefined;
  }
}

/** Whether `+` concatenates. */
export function isTextType(name: string | undefined): boolean {
  return name !== undefined && TEXT_TYPES.has(name);
}
