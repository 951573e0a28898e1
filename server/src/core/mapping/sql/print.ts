/** SQL text exactly as `str()` of SQLAlchemy's expression with the default dialect (`sql/compiler.py: SQLCompiler`, `IdentifierPreparer`). */
import type { AliasSelectable, Column, Selectable } from '../schema/schema';
import type { BindParameter, SqlExpression } from './expression';
import { RESERVED_WORDS } from './reservedWords';

/** `users.id = posts.user_id AND posts.status = :status_1`; a column alone prints as its name. */
export function printSql(expression: SqlExpression): string {
  return expression.kind === 'columnReference' ? columnText(expression.column) : new Printer().print(expression);
}

/** A FROM object: `public.users`, `users AS u`, `a JOIN b ON a.id = b.a_id`. An alias or subquery that is known by its name prints as the name. */
export function printSelectable(selectable: Selectable): string {
  switch (selectable.kind) {
    case 'table':
      return selectable.key;
    case 'alias':
      return descriptionOf(selectable);
    case 'join': {
      const printer = new Printer();
      return printer.from(selectable);
    }
  }
}

/** `schema.table.column`, unquoted, as the graph names columns. */
export function printColumn(column: Column): string {
  const { table } = column;
  return table?.kind === 'table' ? `${table.key}.${column.name}` : columnText(column);
}

/** `str(column)`: `table.column` without the schema, as messages name columns. */
export function columnText(column: Column): string {
  const { table } = column;
  if (table === undefined || table.kind === 'join') return column.name;
  return `${table.kind === 'alias' ? descriptionOf(table) : table.name}.${column.name}`;
}

/** `FromClause.description`. */
export function descriptionOf(alias: AliasSelectable): string {
  if (alias.isAnonymous !== true || alias.isSubquery) return alias.name;
  if (alias.isPlainlyNumbered === true) return 'anon_1';
  return `Anonymous alias of ${alias.element === undefined ? alias.name.replace(/_\d+$/, '') : elementName(alias.element)}`;
}

function elementName(selectable: Selectable): string {
  return selectable.kind === 'table' ? selectable.name : selectable.kind === 'alias' ? descriptionOf(selectable) : 'Join object';
}

/** In double quotes where it is reserved, starts unlike a name, or holds more than lower-case letters, digits and `_`. */
export function quoteIdentifier(name: string): string {
  if (name === '' || (/^[a-z_][a-z0-9_$]*$/.test(name) && !RESERVED_WORDS.has(name))) return name;
  return `"${name.replaceAll('"', '""')}"`;
}

class Printer {
  /** How often each base name has been given out. */
  private readonly counters = new Map<string, number>();
  private readonly names = new Map<BindParameter | AliasSelectable, string>();

  print(expression: SqlExpression): string {
    switch (expression.kind) {
      case 'columnReference':
        return this.column(expression.column);
      case 'bind':
        return this.bind(expression);
      case 'constant':
        return expression.text;
      case 'binary':
        return this.binary(expression);
      case 'and':
        return this.list(expression.clauses, ' AND ');
      case 'or':
        return this.list(expression.clauses, ' OR ');
      case 'unary':
        return this.unary(expression);
      case 'function':
        return expression.isBare === true ? expression.name : `${expression.name}(${this.list(expression.args, ', ')})`;
      case 'cast':
        return `CAST(${this.print(expression.operand)} AS ${expression.typeText})`;
      case 'grouping':
        return `(${this.print(expression.operand)})`;
      case 'tuple':
        return `(${this.list(expression.elements, ', ')})`;
      case 'opaque':
        return this.opaque(expression.text, expression.operands);
    }
  }

  from(selectable: Selectable): string {
    switch (selectable.kind) {
      case 'table':
        return this.table(selectable.name, selectable.schema);
      case 'alias':
        return this.aliasName(selectable);
      case 'join': {
        const right = selectable.right.kind === 'join' ? `(${this.from(selectable.right)})` : this.from(selectable.right);
        return `${this.from(selectable.left)} ${selectable.isOuter ? 'LEFT OUTER JOIN' : 'JOIN'} ${right} ON ${this.print(selectable.onclause)}`;
      }
    }
  }

  private list(expressions: readonly SqlExpression[], separator: string): string {
    return expressions.map((each) => this.print(each)).join(separator);
  }

  private binary(expression: Extract<SqlExpression, { kind: 'binary' }>): string {
    const left = this.print(expression.left);
    if (expression.operator === '[]') return `${left}[${this.print(expression.right)}]`;
    const text = `${left} ${expression.operator} ${this.print(expression.right)}`;
    return expression.operator === 'NOT IN' ? `(${text})` : text;
  }

  private unary(expression: Extract<SqlExpression, { kind: 'unary' }>): string {
    const operand = this.print(expression.operand);
    if (expression.isPostfix) return `${operand} ${expression.operator}`;
    return expression.operator === '-' || expression.operator === '~' ? `${expression.operator}${operand}` : `${expression.operator} ${operand}`;
  }

  /** `{0}`, `{1}`… in the text stand for the operands. */
  private opaque(text: string, operands: readonly SqlExpression[]): string {
    return text.replace(/\{(\d+)\}/g, (whole, index: string) => {
      const operand = operands[Number(index)];
      return operand === undefined ? whole : this.print(operand);
    });
  }

  private column(column: Column): string {
    const name = quoteIdentifier(column.name);
    const { table } = column;
    if (table === undefined || table.kind === 'join') return name;
    return `${table.kind === 'alias' ? this.aliasName(table) : this.table(table.name, table.schema)}.${name}`;
  }

  private table(name: string, schema: string | undefined): string {
    return schema === undefined ? quoteIdentifier(name) : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
  }

  private aliasName(alias: AliasSelectable): string {
    return alias.isAnonymous === true ? quoteIdentifier(this.numbered(alias, alias.name.replace(/_\d+$/, ''))) : quoteIdentifier(alias.name);
  }

  private bind(bind: BindParameter): string {
    if (bind.isNamed === true) return `:${bind.name}`;
    const name = this.numbered(bind, bind.name);
    return bind.isExpanding === true ? `(__[POSTCOMPILE_${name}])` : `:${name}`;
  }

  private numbered(object: BindParameter | AliasSelectable, base: string): string {
    const known = this.names.get(object);
    if (known !== undefined) return known;
    const count = (this.counters.get(base) ?? 0) + 1;
    this.counters.set(base, count);
    const name = `${base}_${count}`;
    this.names.set(object, name);
    return name;
  }
}
