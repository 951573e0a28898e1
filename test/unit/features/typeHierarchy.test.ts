import { describe, expect, it } from 'vitest';
import { createAnalysisHost } from '../../../server/src/core/analysisHost';
import type { FileId } from '../../../server/src/core/declarations/anchor';

const FILE = 'models.py' as FileId;
const MODELS = `from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Employee(Base):
    __tablename__ = "employees"
    id = Column(Integer, primary_key=True)
    kind = Column(String)
    __mapper_args__ = {"polymorphic_on": kind, "polymorphic_identity": "employee"}


class Manager(Employee):
    __tablename__ = "managers"
    id = Column(ForeignKey("employees.id"), primary_key=True)
    __mapper_args__ = {"polymorphic_identity": "manager"}


class Intern(Employee):
    __mapper_args__ = {"polymorphic_identity": "intern"}


class Alone(Base):
    __tablename__ = "alone"
    id = Column(Integer, primary_key=True)
`;

const host = createAnalysisHost({ sqlalchemy: '2.0', sourceRoots: [''] }, { onInternalError: (operation) => { throw new Error(operation); } });
host.setFile({ id: FILE, path: FILE, text: MODELS });
const analysis = host.analysis();

describe('the type hierarchy', () => {
  it('starts at a mapped class that inherits', () => {
    const [item] = analysis.prepareTypeHierarchy(FILE, MODELS.indexOf('Manager(') + 2);
    expect(item).toMatchObject({ entity: 'models.Manager', name: 'Manager', detail: 'table managers · joined table inheritance' });
    expect(MODELS.slice(item?.selection.start, item?.selection.end)).toBe('Manager');
  });

  it('goes up and down', () => {
    expect(analysis.supertypes('models.Manager').map(({ name }) => name)).toEqual(['Employee']);
    expect(analysis.subtypes('models.Employee').map(({ name, detail }) => `${name}: ${detail}`)).toEqual([
      'Manager: table managers · joined table inheritance',
      'Intern: table employees · single table inheritance',
    ]);
    expect(analysis.supertypes('models.Employee')).toEqual([]);
    expect(analysis.subtypes('models.Nobody')).toEqual([]);
  });

  it('leaves other classes to Python', () => {
    expect(analysis.prepareTypeHierarchy(FILE, MODELS.indexOf('Alone') + 2)).toEqual([]);
    expect(analysis.prepareTypeHierarchy(FILE, 3)).toEqual([]);
  });
});
