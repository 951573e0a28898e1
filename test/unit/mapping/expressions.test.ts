/** SQL of join conditions: every text here was printed by SQLAlchemy 2.1 for the same expression. */
import { describe, expect, it } from 'vitest';
import { configureMappers } from '../../../server/src/core/mapping/configureMappers';
import type { SqlAlchemyVersion } from '../../../server/src/core/mapping/mapper';
import { printSql } from '../../../server/src/core/mapping/sql/print';
import { programOf } from '../support/programOf';

/** `A.name`, `B.kind` and so on: the models that the expressions are about. */
function modelsWith(primaryjoin: string): string {
  return `
from sqlalchemy import *
from sqlalchemy.orm import *
Base = declarative_base()
class A(Base):
    __tablename__ = 'a'
    id = Column(Integer, primary_key=True)
    name = Column('nm', String)
    flag = Column(Boolean)
    d = Column(Numeric)
    dt = Column(DateTime)
    order = Column('order', Integer)
    Up = Column('Up', Integer)
    js = Column(JSON)
    bs = relationship('B', viewonly=True, primaryjoin=${primaryjoin})
class B(Base):
    __tablename__ = 'b'
    __table_args__ = {'schema': 's'}
    id = Column(Integer, primary_key=True)
    a_id = Column(ForeignKey('a.id'))
    kind = Column(String)
`;
}

/** What the join prints after the pair of columns. */
function conditionOf(primaryjoin: string, version: SqlAlchemyVersion): string | undefined {
  const program = programOf({ 'models.py': modelsWith(primaryjoin) }, { sqlalchemy: version });
  const property = configureMappers(program, version).mappers[0]?.properties.get('bs');
  if (property?.kind !== 'relationship' || property.primaryjoin === undefined) return undefined;
  return printSql(property.primaryjoin).replace('a.id = s.b.a_id AND ', '');
}

const EXPRESSIONS: readonly (readonly [python: string, sql: string])[] = [
  ['A.name > 3', 'a.nm > :nm_1'],
  ['A.name == "x"', 'a.nm = :nm_1'],
  ['A.order == 3', 'a."order" = :order_1'],
  ['A.Up == B.id', 'a."Up" = s.b.id'],
  ['A.name.like("x%")', 'a.nm LIKE :nm_1'],
  ['A.name.like(B.kind + "%")', 'a.nm LIKE (s.b.kind || :kind_1)'],
  ['A.name + "x" == B.kind', '(a.nm || :nm_1) = s.b.kind'],
  ['A.id + 1 == B.id', 'a.id + :id_1 = s.b.id'],
  ['A.id - 1 - 2 == B.id', '(a.id - :id_1) - :param_1 = s.b.id'],
  ['A.id - (B.id - 2) == 3', 'a.id - (s.b.id - :id_1) = :param_1'],
  ['A.id * 2 + 1 == 3', 'a.id * :id_1 + :param_1 = :param_2'],
  ['(A.id + 1) * 2 == B.id', '(a.id + :id_1) * :param_1 = s.b.id'],
  ['A.name.in_([1, 2])', 'a.nm IN (__[POSTCOMPILE_nm_1])'],
  ['~A.name.in_(["x", "y"])', '(a.nm NOT IN (__[POSTCOMPILE_nm_1]))'],
  ['A.name.in_(["x"]) | B.kind.in_(["y"])', '(a.nm IN (__[POSTCOMPILE_nm_1]) OR s.b.kind IN (__[POSTCOMPILE_kind_1]))'],
  ['A.name.in_([])', 'a.nm IN (__[POSTCOMPILE_nm_1])'],
  ['A.name.not_in(["a"])', '(a.nm NOT IN (__[POSTCOMPILE_nm_1]))'],
  ['A.name.notin_(["a"])', '(a.nm NOT IN (__[POSTCOMPILE_nm_1]))'],
  ['A.name == None', 'a.nm IS NULL'],
  ['A.name != None', 'a.nm IS NOT NULL'],
  ['None == A.name', 'a.nm IS NULL'],
  ['A.flag == True', 'a.flag = true'],
  ['A.flag != False', 'a.flag != false'],
  ['A.flag.is_(True)', 'a.flag IS true'],
  ['A.flag.is_(None)', 'a.flag IS NULL'],
  ['A.flag.isnot(None)', 'a.flag IS NOT NULL'],
  ['A.flag', 'a.flag'],
  ['~A.flag', 'NOT a.flag'],
  ['and_(A.flag, A.id == 1)', 'a.flag AND a.id = :id_1'],
  ['and_(A.id == 1, or_(A.id == 2, A.id == 3))', 'a.id = :id_1 AND (a.id = :id_2 OR a.id = :id_3)'],
  ['or_(A.id == 1, and_(A.id == 2, B.id == 3))', '(a.id = :id_1 OR a.id = :id_2 AND s.b.id = :id_3)'],
  ['and_(A.id == 1, and_(A.id == 2, A.id == 3))', 'a.id = :id_1 AND a.id = :id_2 AND a.id = :id_3'],
  ['not_(and_(A.id == 1, A.id == 2))', 'NOT (a.id = :id_1 AND a.id = :id_2)'],
  ['not_(A.id == 1)', 'a.id != :id_1'],
  ['not_(A.id > 1)', 'a.id <= :id_1'],
  ['not_(A.name.like("x"))', 'a.nm NOT LIKE :nm_1'],
  ['(A.id == 1) & (A.id == 2) | (B.id == 3)', '(a.id = :id_1 AND a.id = :id_2 OR s.b.id = :id_3)'],
  ['~((A.id == 1) | (A.id == 2))', 'NOT (a.id = :id_1 OR a.id = :id_2)'],
  ['A.id.between(1, 2)', 'a.id BETWEEN :id_1 AND :id_2'],
  ['between(A.id, 1, B.id)', 'a.id BETWEEN :id_1 AND s.b.id'],
  ['~A.id.between(1, 2)', 'a.id NOT BETWEEN :id_1 AND :id_2'],
  ['func.lower(A.name) == "x"', 'lower(a.nm) = :lower_1'],
  ['func.lower(A.name) == func.lower(B.kind)', 'lower(a.nm) = lower(s.b.kind)'],
  ['func.coalesce(A.id, 3, "x") == B.id', 'coalesce(a.id, :coalesce_1, :coalesce_2) = s.b.id'],
  ['func.now() > A.dt', 'now() > a.dt'],
  ['func.pg.foo(A.id) == 1', 'pg.foo(a.id) = :foo_1'],
  ['cast(A.id, String) == B.kind', 'CAST(a.id AS VARCHAR) = s.b.kind'],
  ['cast(A.id, String(30)) == B.kind', 'CAST(a.id AS VARCHAR(30)) = s.b.kind'],
  ['cast(B.kind, Integer) == 3', 'CAST(s.b.kind AS INTEGER) = :param_1'],
  ['cast(B.kind, Numeric(10, 2)) == A.d', 'CAST(s.b.kind AS NUMERIC(10, 2)) = a.d'],
  ['type_coerce(A.id, String) == B.kind', 'a.id = s.b.kind'],
  ['A.name.concat("x") == "y"', '(a.nm || :nm_1) = :param_1'],
  ['A.name.startswith("x")', "(a.nm LIKE :nm_1 || '%')"],
  ['A.name.contains("x")', "(a.nm LIKE '%' || :nm_1 || '%')"],
  ['A.name.endswith(B.kind)', "(a.nm LIKE '%' || s.b.kind)"],
  ['A.name.ilike("x")', 'lower(a.nm) LIKE lower(:nm_1)'],
  ['A.name.notlike("x")', 'a.nm NOT LIKE :nm_1'],
  ['A.name.op("@>")(B.kind)', '(a.nm @> s.b.kind)'],
  ['A.name.op("@>", is_comparison=True)(B.kind)', '(a.nm @> s.b.kind)'],
  ['A.name.bool_op("@>")(B.kind)', '(a.nm @> s.b.kind)'],
  ['A.name.op("<<")(B.kind) == 3', '(a.nm << s.b.kind) = :param_1'],
  ['A.js["x"] == 3', 'a.js[:js_1] = :param_1'],
  ['A.id % 3 == 1', 'a.id % :id_1 = :param_1'],
  ['-A.id == B.id', '-a.id = s.b.id'],
  ['A.id.is_distinct_from(3)', 'a.id IS DISTINCT FROM :id_1'],
  ['A.name.is_(None)', 'a.nm IS NULL'],
  ['A.name.collate("x") == "a"', '(a.nm COLLATE x) = :param_1'],
  ['literal(3) == A.id', ':param_1 = a.id'],
  ['literal("x") == A.name', ':param_1 = a.nm'],
  ['A.id == text("foo")', 'a.id = foo'],
  ['and_(A.id == 1, text("x=1"))', 'a.id = :id_1 AND x=1'],
  ['text("x=1")', 'x=1'],
  ['literal_column("foo") == A.id', 'foo = a.id'],
  ['column("foo") == A.id', 'foo = a.id'],
  ['bindparam("foo") == A.id', ':foo = a.id'],
  ['null() == A.id', 'NULL = a.id'],
  ['or_(False, A.id == 1)', 'a.id = :id_1'],
  ['case((A.id == 1, 2), else_=3) == B.id', 'CASE WHEN (a.id = :id_1) THEN :param_1 ELSE :param_2 END = s.b.id'],
  ['tuple_(A.id, A.name) == tuple_(B.id, B.kind)', '(a.id, a.nm) = (s.b.id, s.b.kind)'],
  ['3 == any_(A.name)', ':param_1 = ANY (a.nm)'],
  ['extract("year", A.dt) == 3', 'EXTRACT(year FROM a.dt) = :param_1'],
  ['A.id == 3.5', 'a.id = :id_1'],
  ['3 > A.id', 'a.id < :id_1'],
  ['3 <= B.id', 's.b.id >= :id_1'],
  ['A.name.match("x")', 'a.nm MATCH :nm_1'],
  ['A.id.op("&")(1) == 1', '(a.id & :id_1) = :param_1'],
  ['func.current_timestamp() > A.dt', 'CURRENT_TIMESTAMP > a.dt'],
  ['func.count() == 1', 'count(*) = :count_1'],
  ['foreign(A.id) == remote(B.id)', 'a.id = s.b.id'],
  ['func.substr(A.name, 1, 2) == B.kind', 'substr(a.nm, :substr_1, :substr_2) = s.b.kind'],
  ['and_(A.id == 1, A.id == 2, B.id == 3)', 'a.id = :id_1 AND a.id = :id_2 AND s.b.id = :id_3'],
  ['A.d + A.d == 3', 'a.d + a.d = :param_1'],
  ['A.d + "x" == 3', 'a.d + :d_1 = :param_1'],
  ['(A.name + "a") + "b" == B.kind', '(a.nm || :nm_1 || :param_1) = s.b.kind'],
  ['A.name + ("a" + B.kind) == B.kind', '(a.nm || :kind_1 || s.b.kind) = s.b.kind'],
];

describe('a join condition prints as SQLAlchemy prints it', () => {
  it.each(EXPRESSIONS)('in a string: %s', (python, sql) => {
    expect(conditionOf(JSON.stringify(`and_(A.id == foreign(B.a_id), ${python})`), '2.1')).toBe(sql);
  });

  it.each(EXPRESSIONS)('in a lambda: %s', (python, sql) => {
    expect(conditionOf(`lambda: and_(A.id == foreign(B.a_id), ${python})`, '2.1')).toBe(sql);
  });
});

describe('a text put together stands in parentheses since 2.0', () => {
  it.each([
    ['1.4', 'a.nm || :nm_1 = s.b.kind'],
    ['2.0', '(a.nm || :nm_1) = s.b.kind'],
  ] as const)('%s', (version, sql) => {
    expect(conditionOf('\'and_(A.id == foreign(B.a_id), A.name + "x" == B.kind)\'', version)).toBe(sql);
  });
});
