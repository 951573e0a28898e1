/** Since 2.1, operators that a column's type does not name are warned about (`sql/operators.py: OperatorClass`, `sql/type_api.py: TypeEngine.Comparator`). */
import type { SqlBinary, SqlExpression } from '../sql/expression';
import { everyExpression } from '../sql/traverse';

type OperatorClass = 'text' | 'math' | 'concatenation' | 'bits' | 'dates';

/** By printed operator: SQLAlchemy's name, and the classes of which a type needs one. Comparisons suit every type. */
const OPERATORS: Readonly<Record<string, { readonly name: string; readonly classes: readonly OperatorClass[] }>> = {
  LIKE: { name: 'like_op', classes: ['text'] },
  'NOT LIKE': { name: 'not_like_op', classes: ['text'] },
  MATCH: { name: 'match_op', classes: ['text'] },
  '<regexp>': { name: 'regexp_match_op', classes: ['text'] },
  COLLATE: { name: 'collate', classes: ['text'] },
  '+': { name: 'add', classes: ['concatenation', 'math', 'dates', 'bits'] },
  '||': { name: 'concat_op', classes: ['concatenation', 'bits'] },
  '-': { name: 'sub', classes: ['math', 'dates'] },
  '*': { name: 'mul', classes: ['math'] },
  '/': { name: 'truediv', classes: ['math'] },
  '%': { name: 'mod', classes: ['math'] },
};

const TEXT: readonly OperatorClass[] = ['text', 'concatenation'];
const NUMBER: readonly OperatorClass[] = ['math', 'bits'];
const TYPES: Readonly<Record<string, readonly OperatorClass[]>> = {
  String: TEXT, Text: TEXT, Unicode: TEXT, UnicodeText: TEXT, Enum: TEXT, VARCHAR: TEXT, NVARCHAR: TEXT, CHAR: TEXT, NCHAR: TEXT, TEXT, CLOB: TEXT,
  Integer: NUMBER, SmallInteger: NUMBER, BigInteger: NUMBER, INTEGER: NUMBER, SMALLINT: NUMBER, BIGINT: NUMBER,
  Numeric: NUMBER, Float: NUMBER, Double: NUMBER, NUMERIC: NUMBER, DECIMAL: NUMBER, FLOAT: NUMBER, REAL: NUMBER, DOUBLE: NUMBER,
  Boolean: [], BOOLEAN: [], Uuid: [], UUID: [], JSON: [],
  Date: ['dates'], DateTime: ['dates'], Time: ['dates'], Interval: ['dates'], DATE: ['dates'], DATETIME: ['dates'], TIME: ['dates'], TIMESTAMP: ['dates'],
  LargeBinary: ['concatenation'], BLOB: ['concatenation'], VARBINARY: ['concatenation'], BINARY: ['concatenation'],
};

/** One message for each operator that the type of its left column does not name. */
export function operatorClassWarnings(expression: SqlExpression): readonly string[] {
  return everyExpression(expression).flatMap((each) => (each.kind === 'binary' ? warningOf(each) : []));
}

function warningOf({ left, operator, right, customPrecedence }: SqlBinary): readonly string[] {
  // An affix search prints as LIKE over a text that is put together.
  const isAffix = right.kind === 'opaque' && operator === 'LIKE';
  const found = OPERATORS[operator];
  if (found === undefined || customPrecedence !== undefined || isAffix || left.kind !== 'columnReference') return [];
  const type = left.column.type.name;
  const classes = TYPES[type];
  if (classes === undefined || found.classes.some((each) => classes.includes(each))) return [];
  return [
    `Type object <class 'sqlalchemy.sql.sqltypes.${type}'> does not include operator '${found.name}' in its operator classes.  Using built-in operators ` +
      "(not including custom or overridden operators) outside of a type's stated operator classes is deprecated and will raise InvalidRequestError in a future release",
  ];
}
