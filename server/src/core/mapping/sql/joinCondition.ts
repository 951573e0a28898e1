/** The join that foreign keys imply between two FROM objects (`sql/selectable.py: Join._join_condition`). */
import { resolveForeignKey } from '../schema/createForeignKey';
import type { Column, ForeignKey, ForeignKeyConstraint, Selectable } from '../schema/schema';
import type { SqlExpression } from './expression';
import { correspondingColumn, foreignKeysOf, openReasonOf, tableNamesIn } from './selectables';
import type { ReferringColumn } from './selectables';

export interface JoinOptions {
  /** Searched before `a`: the class's own table in joined inheritance. */
  readonly subset?: Selectable;
  /** Only foreign keys of these columns count. */
  readonly consider?: ReadonlySet<Column>;
}

/** Referenced column, referring column. */
export type ForeignKeyPair = readonly [Column, Column];

export interface ConstraintPath {
  readonly constraint: ForeignKeyConstraint;
  readonly pairs: readonly ForeignKeyPair[];
}

export type JoinAnswer =
  | { readonly kind: 'join'; readonly expression: SqlExpression; readonly path: ConstraintPath; readonly wasSelected: boolean }
  /** NoForeignKeysError; `unresolved` are foreign keys that were looked at and lead nowhere. */
  | { readonly kind: 'none'; readonly unresolved: readonly ForeignKey[] }
  /** AmbiguousForeignKeysError. */
  | { readonly kind: 'ambiguous'; readonly paths: readonly ConstraintPath[] }
  /** NoReferencedTableError or NoReferencedColumnError, raised while looking. */
  | { readonly kind: 'badReference'; readonly foreignKey: ForeignKey; readonly exceptionClass: string; readonly message: string }
  | { readonly kind: 'dynamic'; readonly reason: string };

export function joinConditionBetween(a: Selectable, b: Selectable, options: JoinOptions = {}): JoinAnswer {
  const scan = scanLeftAndRight(a, b, options);
  if (scan.badReference !== undefined) return scan.badReference;
  const found = [...scan.paths.values()];
  const paths = found.length > 1 ? trimmed(found, options.consider) : found;
  const [first] = paths;
  if (first === undefined || paths.length > 1) {
    if (found.length > 1) return { kind: 'ambiguous', paths: found };
    const reason = scan.openReason ?? openReasonOf(a) ?? openReasonOf(b);
    return reason === undefined ? { kind: 'none', unresolved: scan.unresolved } : { kind: 'dynamic', reason };
  }
  return { kind: 'join', expression: equalities(first.pairs), path: first, wasSelected: scan.skipped > 0 || found.length > 1 };
}

interface MutablePath {
  readonly constraint: ForeignKeyConstraint;
  readonly pairs: ForeignKeyPair[];
}

interface Scan {
  readonly paths: Map<ForeignKeyConstraint, MutablePath>;
  readonly unresolved: ForeignKey[];
  /** How many foreign keys between the tables `consider` left out. */
  skipped: number;
  badReference?: Extract<JoinAnswer, { kind: 'badReference' }>;
  openReason?: string;
}

/** `_joincond_scan_left_right`: the first of `subset` and `a` that is linked with `b` decides. */
function scanLeftAndRight(a: Selectable, b: Selectable, { subset, consider }: JoinOptions): Scan {
  const scan: Scan = { paths: new Map(), unresolved: [], skipped: 0 };
  for (const left of subset === undefined || subset === a ? [a] : [subset, a]) {
    collect(scan, foreignKeysOf(b), left, consider);
    if (left !== b) collect(scan, foreignKeysOf(left), b, consider);
    if (scan.paths.size > 0 || scan.badReference !== undefined) break;
  }
  return scan;
}

function collect(scan: Scan, foreignKeys: readonly ReferringColumn[], referred: Selectable, consider: ReadonlySet<Column> | undefined): void {
  for (const { foreignKey, column } of foreignKeys) {
    if (scan.badReference !== undefined) return;
    const isSkipped = consider !== undefined && !consider.has(column);
    const target = resolveForeignKey(foreignKey);
    switch (target.kind) {
      case 'column': {
        const found = correspondingColumn(referred, target.column);
        if (found === undefined) break;
        if (isSkipped) scan.skipped += 1;
        else addPair(scan, foreignKey.constraint, [found, column]);
        break;
      }
      case 'missingTable':
      case 'missingColumn': {
        if (isSkipped) break;
        const tableName = target.kind === 'missingTable' ? target.tableKey : target.table.name;
        if (tableNamesIn(referred).includes(tableName)) {
          const exceptionClass = target.kind === 'missingTable' ? 'NoReferencedTableError' : 'NoReferencedColumnError';
          scan.badReference = { kind: 'badReference', foreignKey, exceptionClass, message: target.message };
        } else scan.unresolved.push(foreignKey);
        break;
      }
      case 'dynamic':
        if (!isSkipped) scan.openReason ??= target.reason;
        break;
    }
  }
}

function addPair(scan: Scan, constraint: ForeignKeyConstraint, pair: ForeignKeyPair): void {
  const path = scan.paths.get(constraint);
  if (path === undefined) scan.paths.set(constraint, { constraint, pairs: [pair] });
  else path.pairs.push(pair);
}

/** `_joincond_trim_constraints`: several are one where `consider` names exactly its columns, or where all say the same. */
function trimmed(paths: readonly ConstraintPath[], consider: ReadonlySet<Column> | undefined): readonly ConstraintPath[] {
  const kept = consider === undefined ? paths : paths.filter(({ constraint }) => isExactly(constraint, consider));
  const [first, ...others] = kept;
  return first !== undefined && others.every((other) => samePairs(first.pairs, other.pairs)) ? [first] : kept;
}

function isExactly(constraint: ForeignKeyConstraint, columns: ReadonlySet<Column>): boolean {
  const own = new Set(constraint.elements.map((element) => element.parent));
  return own.size === columns.size && [...own].every((column) => columns.has(column));
}

function samePairs(one: readonly ForeignKeyPair[], other: readonly ForeignKeyPair[]): boolean {
  return one.length === other.length && one.every(([referred, referring], index) => other[index]?.[0] === referred && other[index]?.[1] === referring);
}

/** `referred = referring AND …`. */
function equalities(pairs: readonly ForeignKeyPair[]): SqlExpression {
  const clauses = pairs.map(
    ([referred, referring]): SqlExpression => ({
      kind: 'binary',
      operator: '=',
      left: { kind: 'columnReference', column: referred },
      right: { kind: 'columnReference', column: referring },
      isComparison: true,
    }),
  );
  const [only] = clauses;
  return clauses.length === 1 && only !== undefined ? only : { kind: 'and', clauses };
}
