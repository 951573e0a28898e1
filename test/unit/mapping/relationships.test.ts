/** Relationships from their arguments to their pair: what is decided, and which error wins. */
import { describe, expect, it } from 'vitest';
import { configureMappers } from '../../../server/src/core/mapping/configureMappers';
import type { MapperGraph, Relationship, SqlAlchemyVersion } from '../../../server/src/core/mapping/mapper';
import { associationEndsOf } from '../../../server/src/core/mapping/relationship/cardinality';
import { columnText, printSql } from '../../../server/src/core/mapping/sql/print';
import { programOf } from '../support/programOf';

const HEADER = `
from typing import List, Optional, Dict, Sequence
from sqlalchemy import *
from sqlalchemy.orm import *
Base = declarative_base()
`;

function graphOf(models: string, version: SqlAlchemyVersion = '2.1'): MapperGraph {
  return configureMappers(programOf({ 'models.py': HEADER + models }, { sqlalchemy: version }), version);
}

function relationship(graph: MapperGraph, name: string): Relationship {
  const [className, key = ''] = name.split('.');
  const property = graph.mappers.find((mapper) => mapper.name === className)?.properties.get(key);
  if (property?.kind !== 'relationship') throw new Error(`no relationship ${name}`);
  return property;
}

/** Direction, list or scalar, join, pairs and reverse in one line. */
function summary(graph: MapperGraph, name: string): string {
  const { direction, uselist, primaryjoin, localRemotePairs, reverse, cardinality } = relationship(graph, name);
  const pairs = localRemotePairs.map(([local, remote]) => `${columnText(local)}>${columnText(remote)}`).join(' ');
  const others = reverse.map((other) => `${other.parent.name}.${other.key}`).join(' ');
  const ends = cardinality === undefined ? '' : ` ${cardinality.source}—${cardinality.target}`;
  return `${direction ?? '?'} ${uselist === true ? 'list' : 'scalar'}: ${primaryjoin === undefined ? '?' : printSql(primaryjoin)} [${pairs}] (${others})${ends}`;
}

function faultsOf(graph: MapperGraph): readonly string[] {
  return graph.faults.map((fault) => `${fault.id} ${fault.sqlalchemy?.exceptionClass ?? ''}`);
}

const PARENT_AND_CHILD = (parent: string, child: string, column = "a_id = Column(ForeignKey('a.id'))"): string => `
class A(Base):
    __tablename__ = 'a'
    id = Column(Integer, primary_key=True)
    ${parent}
class B(Base):
    __tablename__ = 'b'
    id = Column(Integer, primary_key=True)
    ${column}
    ${child}
`;

describe('a pair', () => {
  it('is two relationships that name each other', () => {
    const graph = graphOf(PARENT_AND_CHILD("bs = relationship('B', back_populates='a')", "a = relationship('A', back_populates='bs')"));
    expect(summary(graph, 'A.bs')).toBe('ONETOMANY list: a.id = b.a_id [a.id>b.a_id] (B.a) 0..1—0..*');
    expect(summary(graph, 'B.a')).toBe('MANYTOONE scalar: a.id = b.a_id [b.a_id>a.id] (A.bs) 0..*—0..1');
    expect(graph.faults).toEqual([]);
  });

  it('is made by a backref, which is configured at once', () => {
    const graph = graphOf(PARENT_AND_CHILD("bs = relationship('B', backref=backref('a', lazy='joined'))", 'pass', "a_id = Column(ForeignKey('a.id'), nullable=False)"));
    expect(summary(graph, 'B.a')).toBe('MANYTOONE scalar: a.id = b.a_id [b.a_id>a.id] (A.bs) 0..*—1');
    expect(relationship(graph, 'B.a')).toMatchObject({ lazy: 'joined', backPopulates: 'bs', createdByBackref: relationship(graph, 'A.bs') });
  });

  it('writes one column: two that do not know of each other are warned about', () => {
    const graph = graphOf(PARENT_AND_CHILD("bs = relationship('B')", "a = relationship('A')"));
    expect(faultsOf(graph)).toEqual(['W-OVERLAP SAWarning']);
    expect(graph.faults[0]?.sqlalchemy?.message).toContain("relationship 'B.a' will copy column a.id to column b.a_id, which conflicts with relationship(s): 'A.bs' (copies a.id to b.a_id)");
  });

  it.each([
    ["a = relationship('A', overlaps='bs')"],
    ["a = relationship('A', viewonly=True)"],
    ["a = relationship('A', back_populates='bs')"],
  ])('is quiet with %s', (child) => {
    expect(graphOf(PARENT_AND_CHILD("bs = relationship('B')", child)).faults).toEqual([]);
  });

  it('cannot have one direction twice', () => {
    const graph = graphOf(`
class N(Base):
    __tablename__ = 'n'
    id = Column(Integer, primary_key=True)
    p_id = Column(ForeignKey('n.id'))
    kids = relationship('N', back_populates='parent')
    parent = relationship('N', back_populates='kids')
`);
    expect(graph.faults.map((fault) => fault.sqlalchemy?.message)).toEqual([
      'N.kids and back-reference N.parent are both of the same direction <RelationshipDirection.ONETOMANY: 1>.  Did you mean to set remote_side on the many-to-one side ?',
    ]);
  });

  it('is known by its names where only run time knows the join', () => {
    const graph = graphOf(PARENT_AND_CHILD("bs = relationship('B', primaryjoin=open('join').read(), backref='a')", 'pass'));
    expect(graph.faults).toEqual([]);
    expect(relationship(graph, 'B.a')).toMatchObject({ createdByBackref: relationship(graph, 'A.bs'), reverse: [relationship(graph, 'A.bs')] });
    expect(relationship(graph, 'A.bs').dynamic).toBeDefined();
  });
});

describe('the first error of a relationship wins', () => {
  it.each([
    ['a bad join before a missing target', "relationship('Nope', primaryjoin='A.id == Gone.x', back_populates='z')", "expression 'A.id == Gone.x' failed to locate a name (\"name 'Gone' is not defined\")"],
    ['a missing target before a missing pair', "relationship('Nope', back_populates='z')", "expression 'Nope' failed to locate a name ('Nope')"],
    ['the join before the pair', "relationship('B', foreign_keys='A.id', back_populates='z')", 'there are no foreign keys linking these tables'],
    ['the cascade before the pair', "relationship('B', passive_deletes='all', cascade='all', back_populates='z')", "can't set passive_deletes='all'"],
    ['the pair before the loader', "relationship('B', lazy='eager', back_populates='z')", "has no property 'z'"],
    ['the loader last', "relationship('B', lazy='eager')", "Can't find strategy (('lazy', 'eager'),) for A.bs"],
  ])('%s', (_name, call, message) => {
    const graph = graphOf(PARENT_AND_CHILD(`bs = ${call}`, 'pass'));
    expect(graph.faults).toHaveLength(1);
    expect(graph.faults[0]?.sqlalchemy?.message).toContain(message);
  });
});

describe('names in strings', () => {
  it.each([
    ['a class', 'A.id == B.a_id'],
    ['a table', 'a.c.id == b.c.a_id'],
    ['a module path', 'models.A.id == models.B.a_id'],
    ['the package', 'and_(A.id == B.a_id)'],
  ])('%s', (_name, join) => {
    expect(summary(graphOf(PARENT_AND_CHILD(`bs = relationship('B', primaryjoin='${join}')`, 'pass')), 'A.bs')).toContain('ONETOMANY list: a.id = b.a_id');
  });

  it('are the name of a table, exactly, for secondary since 2.1', () => {
    const models = `
t = Table('t', Base.metadata, Column('a_id', ForeignKey('a.id')), Column('b_id', ForeignKey('b.id')))
${PARENT_AND_CHILD("bs = relationship('B', secondary='t.select().alias()')", 'pass', 'x = Column(Integer)')}`;
    expect(faultsOf(graphOf(models, '2.1'))).toEqual(['E-NAME InvalidRequestError']);
    expect(faultsOf(graphOf(models, '2.0'))).not.toContain('E-NAME InvalidRequestError');
  });
});

describe('self-reference', () => {
  const node = (relationships: string): MapperGraph =>
    graphOf(`
class N(Base):
    __tablename__ = 'n'
    id = Column(Integer, primary_key=True)
    p_id = Column(ForeignKey('n.id'))
    ${relationships}
`);

  it('is one to many unless something says otherwise', () => {
    expect(summary(node("kids = relationship('N')"), 'N.kids')).toBe('ONETOMANY list: n.id = n.p_id [n.id>n.p_id] () 0..1—0..*');
  });

  it.each([["remote_side=id"], ["remote_side='N.id'"], ["primaryjoin='remote(N.id) == N.p_id'"]])('is many to one with %s', (argument) => {
    expect(summary(node(`up = relationship('N', ${argument})`), 'N.up')).toContain('MANYTOONE scalar: n.id = n.p_id [n.p_id>n.id]');
  });
});

describe('annotations', () => {
  const annotated = (annotation: string): MapperGraph => graphOf(PARENT_AND_CHILD(`bs: ${annotation} = relationship()`, 'pass'));

  it.each([
    ['Mapped[List["B"]]', true, 'list'],
    ['"Mapped[List[B]]"', true, 'list'],
    ['Mapped["B"]', false, undefined],
    ['Mapped["Optional[B]"]', false, undefined],
    ['Mapped["B | None"]', false, undefined],
    ['DynamicMapped["B"]', true, undefined],
  ])('%s', (annotation, uselist, collectionClass) => {
    expect(relationship(annotated(annotation), 'A.bs')).toMatchObject({ uselist, collectionClass, target: { name: 'B' } });
  });

  it('say what is wrong with quotes around the whole generic', () => {
    expect(annotated('Mapped["List[B]"]').faults[0]).toMatchObject({ id: 'E-NAME-GENERIC', data: { container: 'List', argument: 'B' } });
  });

  it('refuse a collection that cannot be made', () => {
    expect(faultsOf(annotated('Mapped[Sequence["B"]]'))).toEqual(['E-REL-COLLECTION ArgumentError']);
    expect(faultsOf(annotated('Mapped[Dict[int, "B"]]'))).toEqual(['E-COLL-ADAPT ArgumentError']);
  });
});

describe('what text cannot decide is no fault', () => {
  it.each([
    ["relationship(open('x').read())"],
    ["relationship('B', **open('x').read())"],
    ["relationship('B', foreign_keys=open('x').read())"],
    ["relationship('B', back_populates=open('x').read())"],
    ["relationship('B', order_by=open('x').read())"],
  ])('%s', (call) => {
    const graph = graphOf(PARENT_AND_CHILD(`bs = ${call}`, 'pass'));
    expect(graph.faults).toEqual([]);
    expect(relationship(graph, 'A.bs').dynamic).toBeDefined();
  });
});

describe('cardinality', () => {
  it.each([
    ["Column(ForeignKey('a.id'))", '0..1', '0..*'],
    ["Column(ForeignKey('a.id'), nullable=False)", '1', '0..*'],
    ["Column(ForeignKey('a.id'), unique=True)", '0..1', '0..1'],
    ["Column(ForeignKey('a.id'), nullable=False, unique=True)", '1', '0..1'],
  ])('%s', (column, source, target) => {
    const graph = graphOf(PARENT_AND_CHILD("bs = relationship('B', backref='a')", 'pass', `a_id = ${column}`));
    expect(relationship(graph, 'A.bs').cardinality).toEqual({ source, target });
    expect(relationship(graph, 'B.a').cardinality).toEqual({ source: target, target: source });
  });

  it('tells an association object by its two foreign keys and a key across them', () => {
    const graph = graphOf(`
class L(Base):
    __tablename__ = 'l'
    id = Column(Integer, primary_key=True)
class R(Base):
    __tablename__ = 'r'
    id = Column(Integer, primary_key=True)
class Link(Base):
    __tablename__ = 'link'
    l_id = Column(ForeignKey('l.id'), primary_key=True)
    r_id = Column(ForeignKey('r.id'), primary_key=True)
`);
    expect(graph.mappers.map((mapper) => associationEndsOf(mapper))).toEqual([undefined, undefined, ['l', 'r']]);
  });
});
