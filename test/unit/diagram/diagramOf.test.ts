import { describe, expect, it } from 'vitest';
import type { Diagram, DiagramEdge, DiagramEnd } from '../../../server/src/core/diagram/diagram';
import { diagramOf, type ProblemToDraw } from '../../../server/src/core/diagram/diagramOf';
import { configureMappers } from '../../../server/src/core/mapping/configureMappers';
import { programOf } from '../support/programOf';

const PREAMBLE = `
from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, String, Table, and_
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship, backref
class Base(DeclarativeBase):
    pass
`;

function diagram(source: string, { problems = [], fold = true, focus, depth }: { problems?: readonly ProblemToDraw[]; fold?: boolean; focus?: string; depth?: number } = {}): Diagram {
  const graph = configureMappers(programOf({ 'models.py': PREAMBLE + source }), '2.0');
  const made = diagramOf(graph, problems, { foldAssociationTables: fold, ...(focus === undefined ? {} : { focus }), ...(depth === undefined ? {} : { depth }) });
  const ids = new Set(made.entities.map(({ id }) => id));
  for (const { source: from, target } of made.edges) expect([ids.has(from.entity), ids.has(target.entity)]).toEqual([true, true]);
  expect(new Set(made.edges.map(({ id }) => id)).size).toBe(made.edges.length);
  return made;
}

/** `User(id).posts 1 -- 0..* Post(user_id).author : users.id = posts.user_id` */
function words({ edges }: Diagram): readonly string[] {
  const end = ({ entity, columns, relationship }: DiagramEnd) => `${entity.replace(/^models\./, '')}${columns.length === 0 ? '' : `(${columns.join(', ')})`}${relationship === undefined ? '' : `.${relationship}`}`;
  const line = ({ kind, isViewonly }: DiagramEdge) => (kind === 'inheritance' ? '<|--' : kind === 'foreignKey' ? '..' : isViewonly ? '- -' : '--');
  return edges.map((edge) =>
    [end(edge.source), edge.source.multiplicity ?? '', line(edge), edge.target.multiplicity ?? '', end(edge.target), edge.join.length === 0 ? '' : `: ${edge.join.join(' AND ')}`, edge.secondary === undefined ? '' : `through ${edge.secondary}`]
      .filter((part) => part !== '')
      .join(' '),
  );
}

const USER_POST = `
class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    posts: Mapped[list["Post"]] = relationship(back_populates="author")
class Post(Base):
    __tablename__ = "posts"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    author: Mapped["User"] = relationship(back_populates="posts")
`;

describe('diagramOf', () => {
  it('draws a pair as one line with two named ends', () => {
    expect(words(diagram(USER_POST))).toEqual(['User(id).posts 1 -- 0..* Post(user_id).author : users.id = posts.user_id']);
  });

  it('has cards with the columns of the table', () => {
    const post = diagram(USER_POST).entities.find(({ name }) => name === 'Post');
    expect(post).toMatchObject({ id: 'models.Post', table: 'posts', module: 'models' });
    expect(post?.columns.map(({ key, isPrimaryKey, isForeignKey, isNullable }) => [key, isPrimaryKey, isForeignKey, isNullable])).toEqual([['id', true, false, false], ['user_id', false, true, false]]);
  });

  it('draws a backref as a pair, and a one-way relationship with one name', () => {
    const made = diagram(`
class A(Base):
    __tablename__ = "a"
    id = Column(Integer, primary_key=True)
    bs = relationship("B", backref="a")
class B(Base):
    __tablename__ = "b"
    id = Column(Integer, primary_key=True)
    a_id = Column(ForeignKey("a.id"))
class C(Base):
    __tablename__ = "c"
    id = Column(Integer, primary_key=True)
    a_id = Column(ForeignKey("a.id"), nullable=False)
    a = relationship("A")
`);
    expect(words(made)).toEqual(['A(id).bs 0..1 -- 0..* B(a_id).a : a.id = b.a_id', 'A(id) 1 -- 0..* C(a_id).a : a.id = c.a_id']);
  });

  it('draws a self reference once', () => {
    const made = diagram(`
class Node(Base):
    __tablename__ = "nodes"
    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("nodes.id"))
    children: Mapped[list["Node"]] = relationship(back_populates="parent")
    parent: Mapped["Node | None"] = relationship(back_populates="children", remote_side=[id])
`);
    expect(words(made)).toEqual(['Node(id).children 0..1 -- 0..* Node(parent_id).parent : nodes.id = nodes.parent_id']);
    expect(made.edges[0]?.isSelfReference).toBe(true);
  });

  const STUDENTS = `
student_course = Table("student_course", Base.metadata, Column("student_id", ForeignKey("students.id"), primary_key=True), Column("course_id", ForeignKey("courses.id"), primary_key=True))
class Student(Base):
    __tablename__ = "students"
    id: Mapped[int] = mapped_column(primary_key=True)
    courses: Mapped[list["Course"]] = relationship(secondary=student_course, back_populates="students")
class Course(Base):
    __tablename__ = "courses"
    id: Mapped[int] = mapped_column(primary_key=True)
    students: Mapped[list["Student"]] = relationship(secondary=student_course, back_populates="courses")
`;
  it('folds an association table into one line', () => {
    const made = diagram(STUDENTS);
    expect(words(made)).toEqual(['Student(id).courses 0..* -- 0..* Course(id).students : students.id = student_course.student_id AND courses.id = student_course.course_id through student_course']);
    expect(made.notes).toEqual(['Table `student_course` is drawn as a many-to-many line']);
  });

  it('or draws it as a card', () => {
    const made = diagram(STUDENTS, { fold: false });
    expect(made.entities.find(({ kind }) => kind === 'table')).toMatchObject({ id: 'table:student_course', isAssociation: true });
    expect(words(made)).toEqual([
      'Student(id).courses 1 -- 0..* table:student_course(student_id) : students.id = student_course.student_id',
      'Course(id).students 1 -- 0..* table:student_course(course_id) : courses.id = student_course.course_id',
    ]);
  });

  it('touches every column of a composite join', () => {
    const made = diagram(`
class Manifest(Base):
    __tablename__ = "manifests"
    agent_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(primary_key=True)
class Installation(Base):
    __tablename__ = "installations"
    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[str]
    version: Mapped[str]
    manifest: Mapped["Manifest"] = relationship(
        primaryjoin="and_(foreign(Installation.agent_id) == Manifest.agent_id, foreign(Installation.version) == Manifest.version)", viewonly=True)
`);
    expect(words(made)).toEqual([
      'Manifest(agent_id, version) 0..1 - - 0..* Installation(agent_id, version).manifest : installations.agent_id = manifests.agent_id AND installations.version = manifests.version',
    ]);
  });

  it('draws inheritance, and not its foreign key a second time', () => {
    const made = diagram(`
class Person(Base):
    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str]
    __mapper_args__ = {"polymorphic_on": "type"}
class Engineer(Person):
    __tablename__ = "engineers"
    id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    __mapper_args__ = {"polymorphic_identity": "engineer"}
class Manager(Person):
    __mapper_args__ = {"polymorphic_identity": "manager"}
    level: Mapped[int] = mapped_column(nullable=True)
`);
    expect(words(made)).toEqual(['Person <|-- Engineer', 'Person <|-- Manager']);
    expect(made.entities.map(({ name, table, inheritance, columns }) => [name, table, inheritance, columns.map(({ key }) => key)])).toEqual([
      ['Person', 'people', undefined, ['id', 'type', 'level']],
      ['Engineer', 'engineers', 'joined', ['id']],
      ['Manager', undefined, 'single', ['level']],
    ]);
  });

  it('draws foreign keys that no relationship uses, and tables that no class maps', () => {
    const made = diagram(`
class A(Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(primary_key=True)
log = Table("log", Base.metadata, Column("id", Integer, primary_key=True), Column("a_id", ForeignKey("a.id")))
`);
    expect(made.entities.map(({ id, kind }) => [id, kind])).toEqual([['models.A', 'entity'], ['table:log', 'table']]);
    expect(words(made)).toEqual(['A(id) 0..1 .. 0..* table:log(a_id) : a.id = log.a_id']);
  });

  it('gives each mapped copy of a mixin its own line', () => {
    const made = diagram(`
class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
class Owned:
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    @declared_attr
    def owner(cls) -> Mapped["User"]:
        return relationship("User")
class Car(Owned, Base):
    __tablename__ = "cars"
    id: Mapped[int] = mapped_column(primary_key=True)
class House(Owned, Base):
    __tablename__ = "houses"
    id: Mapped[int] = mapped_column(primary_key=True)
`);
    expect(words(made)).toEqual(['User(id) 1 -- 0..* Car(owner_id).owner : users.id = cars.owner_id', 'User(id) 1 -- 0..* House(owner_id).owner : users.id = houses.owner_id']);
  });

  it('draws problems on cards and lines, also of a relationship that does not work', () => {
    const made = diagram(
      `
class A(Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(primary_key=True)
    bs: Mapped[list["B"]] = relationship()
class B(Base):
    __tablename__ = "b"
    id: Mapped[int] = mapped_column(primary_key=True)
`,
      { problems: [{ severity: 'error', message: 'no foreign key', entity: 'models.A', relationship: 'bs' }] },
    );
    expect(words(made)).toEqual(['A.bs -- B']);
    expect(made.edges[0]?.problems).toEqual([{ severity: 'error', message: 'no foreign key', member: 'bs' }]);
    expect(made.entities[0]?.problems).toHaveLength(1);
  });

  it('says what it cannot draw', () => {
    const made = diagram(`
import settings
class A(Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(primary_key=True)
    owner = relationship(settings.OWNER)
`);
    expect(made.edges).toEqual([]);
    expect(made.notes).toHaveLength(1);
    expect(made.notes[0]).toContain('A.owner');
  });

  it('returns only the neighbourhood when asked', () => {
    expect(diagram(USER_POST, { focus: 'models.User', depth: 0 }).entities.map(({ name }) => name)).toEqual(['User']);
    expect(diagram(USER_POST, { focus: 'models.User', depth: 1 }).focus).toBe('models.User');
  });
});
