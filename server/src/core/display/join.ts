/** Join conditions as SQL for people: literals in place of bind parameters, conditions one by one, and why the join is what it is. */
import type { Relationship } from '../mapping/mapper';
import { printSql } from '../mapping/sql/print';
import type { SqlExpression } from '../mapping/sql/expression';
import type { Column } from '../mapping/schema/schema';
import { code, columnName, listOf, relationshipName } from './names';

/** SQL text with `'published'` where SQLAlchemy prints `:status_1`. */
export function sqlText(expression: SqlExpression): string {
  return printSql(withLiterals(expression));
}

/** The top conditions, each of which must hold: operands of AND, or the expression itself. */
export function conditionsOf(expression: SqlExpression): readonly SqlExpression[] {
  if (expression.kind === 'and') return expression.clauses.flatMap(conditionsOf);
  if (expression.kind === 'grouping') return conditionsOf(expression.operand);
  return [expression];
}

/** One text for each condition of the join, and of the join to the target through `secondary`. */
export function joinTexts(relationship: Relationship): readonly string[] {
  return [relationship.primaryjoin, relationship.secondaryjoin].flatMap((join) => (join === undefined ? [] : conditionsOf(join).map(sqlText)));
}

/** The conditions that do not pair a column of one side with a column of the other: `posts.status = 'published'`. */
export function extraConditions(relationship: Relationship): readonly SqlExpression[] {
  if (relationship.primaryjoin === undefined) return [];
  const pairs = relationship.localRemotePairs;
  return conditionsOf(relationship.primaryjoin).filter((condition) => {
    const columns = columnsIn(condition);
    return !pairs.some(([local, remote]) => columns.includes(local) && columns.includes(remote));
  });
}

/** Columns named anywhere in an expression, in reading order. */
export function columnsIn(expression: SqlExpression): readonly Column[] {
  switch (expression.kind) {
    case 'columnReference':
      return [expression.column];
    case 'bind':
    case 'constant':
      return [];
    case 'binary':
      return [...columnsIn(expression.left), ...columnsIn(expression.right)];
    case 'and':
    case 'or':
      return expression.clauses.flatMap(columnsIn);
    case 'unary':
    case 'cast':
    case 'grouping':
      return columnsIn(expression.operand);
    case 'function':
      return expression.args.flatMap(columnsIn);
    case 'tuple':
      return expression.elements.flatMap(columnsIn);
    case 'opaque':
      return expression.operands.flatMap(columnsIn);
  }
}

/** Why the join is what it is; starts in lower case, no full stop. `undefined` where there is no join. */
export function joinReasonText(relationship: Relationship): string | undefined {
  const reason = relationship.joinReason;
  if (reason === undefined) return undefined;
  switch (reason.kind) {
    case 'stated':
      return statedReason(relationship);
    case 'foreignKey': {
      if (relationship.secondary !== undefined) return 'because of the foreign keys of the table between';
      const columns = listOf(reason.columns.map((column) => code(columnName(column))));
      if (reason.selectedByForeignKeys) return `because \`foreign_keys\` chooses ${columns}`;
      const subject = reason.columns.length > 1 ? `${columns} together are` : `${columns} is`;
      const where = relationship.target === relationship.parent ? 'of the table to itself' : 'between the two tables';
      return `because ${subject} the only foreign key ${where}`;
    }
    case 'backref':
      return `taken from ${code(relationshipName(reason.from))}, whose \`backref\` makes this side`;
  }
}

function statedReason(relationship: Relationship): string {
  const names = [
    ...(relationship.declaration.arguments.has('primaryjoin') ? ['`primaryjoin`'] : []),
    ...(relationship.declaration.arguments.has('secondaryjoin') ? ['`secondaryjoin`'] : []),
  ];
  const stated = `stated in ${listOf(names.length === 0 ? ['`primaryjoin`'] : names)}`;
  if (relationship.secondary !== undefined) return stated;
  const several = relationship.localRemotePairs.length;
  const match = several === 2 ? '; both columns must match' : several > 2 ? `; all ${several} columns must match` : '';
  return isBackedByForeignKey(relationship) ? stated + match : `${stated}${match}. No foreign key backs it: the database does not check it${whoSaysForeign(relationship)}`;
}

function whoSaysForeign(relationship: Relationship): string {
  if (relationship.declaration.arguments.has('foreign_keys')) return ', `foreign_keys` says which side refers';
  return relationship.foreignKeyColumns.length > 0 ? ', `foreign()` says which side refers' : '';
}

/** Whether every pair of the join is a foreign key of the schema, in either direction. */
export function isBackedByForeignKey(relationship: Relationship): boolean {
  return relationship.localRemotePairs.length > 0 && relationship.localRemotePairs.every(([local, remote]) => refersTo(local, remote) || refersTo(remote, local));
}

/** Whether a foreign key of `column` leads to `target`, as far as the texts of foreign keys say. */
export function refersTo(column: Column, target: Column): boolean {
  return column.foreignKeys.some(({ target: to }) => {
    switch (to.kind) {
      case 'column':
        return to.column === target || (to.column.name === target.name && to.column.table === target.table);
      case 'text':
        return target.table?.kind === 'table' && (to.spec === `${target.table.key}.${target.key}` || to.spec === `${target.table.name}.${target.key}` || to.spec === `${target.table.key}.${target.name}`);
      case 'dynamic':
        return false;
    }
  });
}

function withLiterals(expression: SqlExpression): SqlExpression {
  switch (expression.kind) {
    case 'bind':
      return expression.literal === undefined ? expression : { kind: 'opaque', text: expression.literal, operands: [], froms: [] };
    case 'columnReference':
    case 'constant':
    case 'opaque':
      return expression;
    case 'binary':
      return { ...expression, left: withLiterals(expression.left), right: withLiterals(expression.right) };
    case 'and':
    case 'or':
      return { ...expression, clauses: expression.clauses.map(withLiterals) };
    case 'unary':
    case 'cast':
    case 'grouping':
      return { ...expression, operand: withLiterals(expression.operand) };
    case 'function':
      return { ...expression, args: expression.args.map(withLiterals) };
    case 'tuple':
      return { ...expression, elements: expression.elements.map(withLiterals) };
  }
}
