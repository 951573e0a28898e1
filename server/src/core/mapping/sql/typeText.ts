/** SQL types as CAST prints them with the default dialect (`sql/compiler.py: GenericTypeCompiler`). */
import type { SqlObject } from './sqlObject';

const TYPE_TEXTS: Readonly<Record<string, string>> = {
  Integer: 'INTEGER', SmallInteger: 'SMALLINT', BigInteger: 'BIGINT', String: 'VARCHAR', Unicode: 'VARCHAR', Text: 'TEXT', UnicodeText: 'TEXT', Boolean: 'BOOLEAN',
  Date: 'DATE', DateTime: 'DATETIME', Time: 'TIME', Interval: 'DATETIME', Float: 'FLOAT', Double: 'DOUBLE', Numeric: 'NUMERIC', LargeBinary: 'BLOB', Uuid: 'CHAR(32)',
};

const WITH_LENGTH: ReadonlySet<string> = new Set(['String', 'Unicode', 'Text', 'UnicodeText', 'VARCHAR', 'NVARCHAR', 'CHAR', 'NCHAR', 'TEXT', 'VARBINARY', 'BINARY']);
const WITH_PRECISION: ReadonlySet<string> = new Set(['Numeric', 'NUMERIC', 'DECIMAL']);

/** `VARCHAR(30)`; undefined for what is no type. */
export function typeTextOf(object: SqlObject | undefined): string | undefined {
  switch (object?.kind) {
    case 'external':
      return typeText(object.path.slice(object.path.lastIndexOf('.') + 1), []);
    case 'type':
      return typeText(object.name, object.args);
    default:
      return undefined;
  }
}

function typeText(name: string, args: readonly SqlObject[]): string | undefined {
  if (!/^[A-Z]/.test(name)) return undefined;
  const numbers = args.flatMap((arg) => (arg.kind === 'python' && arg.value.kind === 'number' ? [String(arg.value.value)] : []));
  const text = TYPE_TEXTS[name] ?? name.toUpperCase();
  const shown = WITH_LENGTH.has(name) ? numbers.slice(0, 1) : WITH_PRECISION.has(name) ? numbers.slice(0, 2) : [];
  return shown.length === 0 ? text : `${text}(${shown.join(', ')})`;
}
