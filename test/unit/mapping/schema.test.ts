/** Tables, their columns, keys and constraints. */
import { describe, expect, it } from 'vitest';
import { columnsIn, modelsOf, problemsIn } from '../support/modelsOf';

const IMPORTS = `
from sqlalchemy import *
from sqlalchemy.orm import *

metadata = MetaData()
`;

function tablesOf(source: string, version: '1.4' | '2.0' | '2.1' = '2.1') {
  return modelsOf(IMPORTS + source, version);
}

describe('Table', () => {
  it('takes columns, names and schema', () => {
    const graph = tablesOf(`
users = Table("user", metadata, Column("id", Integer, primary_key=True), Column("name", String(30), unique=True, key="n"), schema="crm")
`);
    expect(graph.tables.map(({ key }) => key)).toEqual(['crm.user']);
    expect(columnsIn(graph, 'crm.user')).toEqual(['id: Integer pk', 'n=name: String null unique']);
  });

  it('takes the schema of its MetaData', () => {
    const graph = modelsOf(`
from sqlalchemy import *

metadata = MetaData(schema="crm")
users = Table("user", metadata, Column("id", Integer, primary_key=True))
posts = Table("post", metadata, Column("user_id", ForeignKey("crm.user.id")), schema="blog")
tags = Table("tag", metadata, Column("id", Integer), schema=BLANK_SCHEMA)
`);
    expect(graph.tables.map(({ key }) => key)).toEqual(['crm.user', 'blog.post', 'tag']);
    expect(columnsIn(graph, 'blog.post')).toEqual(['user_id: Integer null -> crm.user.id']);
  });

  it('takes columns spread out of a list', () => {
    const graph = tablesOf(`
def stamps():
    return [Column("created", DateTime), Column("changed", DateTime)]

users = Table("user", metadata, Column("id", Integer, primary_key=True), *stamps())
`);
    expect(columnsIn(graph, 'user')).toEqual(['id: Integer pk', 'created: DateTime null', 'changed: DateTime null']);
  });

  it('is not made twice', () => {
    const graph = tablesOf(`
a = Table("a", metadata, Column("id", Integer, primary_key=True))
b = Table("a", metadata, Column("id", Integer, primary_key=True))
`);
    expect(problemsIn(graph)).toEqual([
      "InvalidRequestError: Table 'a' is already defined for this MetaData instance.  Specify 'extend_existing=True' to redefine options and columns on an existing Table object.",
    ]);
  });

  it('is extended on request', () => {
    const graph = tablesOf(`
a = Table("a", metadata, Column("id", Integer, primary_key=True))
b = Table("a", metadata, Column("name", String), extend_existing=True)
`);
    expect(columnsIn(graph, 'a')).toEqual(['id: Integer pk', 'name: String null']);
    expect(problemsIn(graph)).toEqual([]);
  });

  it('may be copied to another MetaData', () => {
    const graph = tablesOf(`
other = MetaData()
users = Table("user", metadata, Column("id", Integer, primary_key=True))
copied = users.to_metadata(other, name="account")
`);
    expect(columnsIn(graph, 'account')).toEqual(['id: Integer pk']);
  });

  it('is known only in part when the database is asked', () => {
    const graph = tablesOf(`
users = Table("user", metadata, Column("id", Integer, primary_key=True), autoload_with=engine)
posts = Table("post", metadata, Column("user_name", ForeignKey("user.name")))
`);
    expect(problemsIn(graph)).toEqual([]);
  });
});

describe('foreign keys', () => {
  it('give their type to a column without one, through several tables', () => {
    const graph = tablesOf(`
c = Table("c", metadata, Column("b_id", ForeignKey("b.a_id")))
b = Table("b", metadata, Column("a_id", ForeignKey("a.id")))
a = Table("a", metadata, Column("id", BigInteger, primary_key=True))
`);
    expect(columnsIn(graph, 'c')).toEqual(['b_id: BigInteger null -> b.a_id']);
    expect(columnsIn(graph, 'b')).toEqual(['a_id: BigInteger null -> a.id']);
  });

  it('may point to a column object', () => {
    const graph = tablesOf(`
a = Table("a", metadata, Column("id", Integer, primary_key=True))
b = Table("b", metadata, Column("a_id", ForeignKey(a.c.id)))
`);
    expect(columnsIn(graph, 'b')).toEqual(['a_id: Integer null -> a.id']);
  });

  it('may span columns', () => {
    const graph = tablesOf(`
a = Table("a", metadata, Column("x", Integer, primary_key=True), Column("y", Integer, primary_key=True))
b = Table("b", metadata, Column("x", Integer), Column("y", Integer), ForeignKeyConstraint(["x", "y"], ["a.x", "a.y"]))
`);
    expect(columnsIn(graph, 'b')).toEqual(['x: Integer null -> a.x', 'y: Integer null -> a.y']);
  });

  it('must name as many columns on both sides', () => {
    const graph = tablesOf(`
b = Table("b", metadata, Column("x", Integer), Column("y", Integer), ForeignKeyConstraint(["x", "y"], ["a.x"]))
`);
    expect(problemsIn(graph)).toEqual([
      'ArgumentError: ForeignKeyConstraint number of constrained columns must match the number of referenced columns.',
    ]);
  });
});

describe('constraints', () => {
  it('name columns that the table has', () => {
    const graph = tablesOf(`
a = Table("a", metadata, Column("id", Integer, primary_key=True), UniqueConstraint("nmae"))
`);
    expect(problemsIn(graph)).toEqual([
      `ConstraintColumnNotFoundError: Can't create UniqueConstraint on table 'a': no column named 'nmae' is present.`,
    ]);
  });

  it('make a primary key', () => {
    const graph = tablesOf(`
a = Table("a", metadata, Column("x", Integer), Column("y", Integer), PrimaryKeyConstraint("x", "y"))
`);
    expect(columnsIn(graph, 'a')).toEqual(['x: Integer pk', 'y: Integer pk']);
  });

  it('may be added when the table is there', () => {
    const graph = tablesOf(`
a = Table("a", metadata, Column("id", Integer, primary_key=True))
b = Table("b", metadata, Column("id", Integer, primary_key=True), Column("a_id", Integer))
b.append_constraint(ForeignKeyConstraint(["a_id"], ["a.id"]))
b.append_column(Column("other_id", Integer, ForeignKey("a.id")))
`);
    expect(columnsIn(graph, 'b')).toEqual(['id: Integer pk', 'a_id: Integer null -> a.id', 'other_id: Integer null -> a.id']);
  });
});
