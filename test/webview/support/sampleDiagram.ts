/** A small diagram with one of everything: pairs, one-way, composite, n:n, one-to-one, conditional, self reference, inheritance, broken. */
import type { Diagram, DiagramColumn, DiagramEdge, DiagramEnd, DiagramEntity } from '../../../server/src/core/diagram/diagram';

const pk = (name: string, type = 'Integer'): DiagramColumn => ({ key: name, name, type, isPrimaryKey: true, isForeignKey: false, isNullable: false, isUnique: false });
const fk = (name: string, isNullable = false, isUnique = false): DiagramColumn => ({ key: name, name, type: 'Integer', isPrimaryKey: false, isForeignKey: true, isNullable, isUnique });
const plain = (name: string, type: string, isNullable = false): DiagramColumn => ({ key: name, name, type, isPrimaryKey: false, isForeignKey: false, isNullable, isUnique: false });

function entity(module: string, name: string, table: string | undefined, columns: readonly DiagramColumn[], more: Partial<DiagramEntity> = {}): DiagramEntity {
  return { id: `${module}.${name}`, kind: 'entity', name, ...(table === undefined ? {} : { table }), module, group: module, columns, isAssociation: false, problems: [], ...more };
}

function edge(id: string, source: DiagramEnd, target: DiagramEnd, join: readonly string[], more: Partial<DiagramEdge> = {}): DiagramEdge {
  return { id, kind: 'relationship', source, target, join, isViewonly: false, isSelfReference: source.entity === target.entity, problems: [], ...more };
}

const A = 'shop.agents';
const B = 'shop.library';

export const sampleDiagram: Diagram = {
  groups: [{ id: A, label: 'agents' }, { id: B, label: 'library' }],
  notes: [],
  entities: [
    entity(A, 'User', 'users', [pk('id'), plain('name', 'String(50)'), plain('email', 'String(120)')]),
    entity(A, 'AgentInstallation', 'agent_installations', [pk('id'), fk('user_id'), plain('agent_id', 'String(36)'), plain('version', 'String(20)'), plain('installed_at', 'DateTime')]),
    entity(A, 'AgentManifest', 'agent_manifests', [pk('agent_id', 'String(36)'), pk('version', 'String(20)'), plain('document', 'JSON', true)]),
    entity(A, 'UserProfile', 'user_profiles', [{ ...pk('user_id'), isForeignKey: true }, plain('bio', 'Text', true)]),
    entity(A, 'Post', 'posts', [pk('id'), fk('user_id'), plain('status', 'String(20)'), plain('title', 'String(200)')]),
    entity(B, 'Author', 'authors', [pk('id'), plain('name', 'String(80)')]),
    entity(B, 'Book', 'books', [pk('id'), fk('author_id', true), plain('title', 'String(200)')], { problems: [{ severity: 'error', message: '`back_populates="book"`: `Author` has no relationship `book`; did you mean `books`?', member: 'writer' }] }),
    entity(B, 'Student', 'students', [pk('id'), plain('name', 'String(80)')]),
    entity(B, 'Course', 'courses', [pk('id'), plain('title', 'String(80)')]),
    entity(B, 'Node', 'nodes', [pk('id'), fk('parent_id', true)]),
    entity(B, 'Employee', 'employees', [pk('id'), plain('kind', 'String(20)')]),
    entity(B, 'Engineer', 'engineers', [{ ...pk('id'), isForeignKey: true }, plain('language', 'String(30)')], { inheritance: 'joined' }),
  ],
  edges: [
    edge('installations', { entity: `${A}.User`, columns: ['id'], multiplicity: '1', relationship: 'installations' }, { entity: `${A}.AgentInstallation`, columns: ['user_id'], multiplicity: '0..*', relationship: 'user' }, ['users.id = agent_installations.user_id']),
    edge('manifest', { entity: `${A}.AgentManifest`, columns: ['agent_id', 'version'], multiplicity: '0..1' }, { entity: `${A}.AgentInstallation`, columns: ['agent_id', 'version'], multiplicity: '0..*', relationship: 'manifest' }, ['agent_installations.agent_id = agent_manifests.agent_id', 'agent_installations.version = agent_manifests.version'], { isViewonly: true }),
    edge('profile', { entity: `${A}.User`, columns: ['id'], multiplicity: '1', relationship: 'profile' }, { entity: `${A}.UserProfile`, columns: ['user_id'], multiplicity: '0..1', relationship: 'user' }, ['users.id = user_profiles.user_id']),
    edge('posts', { entity: `${A}.User`, columns: ['id'], multiplicity: '1', relationship: 'posts' }, { entity: `${A}.Post`, columns: ['user_id'], multiplicity: '0..*', relationship: 'user' }, ['users.id = posts.user_id']),
    edge('active_posts', { entity: `${A}.User`, columns: ['id'], multiplicity: '0..1', relationship: 'active_posts' }, { entity: `${A}.Post`, columns: ['user_id'], multiplicity: '0..*' }, ['users.id = posts.user_id', "posts.status = 'published'"]),
    edge('books', { entity: `${B}.Author`, columns: ['id'], multiplicity: '0..1', relationship: 'books' }, { entity: `${B}.Book`, columns: ['author_id'], multiplicity: '0..*', relationship: 'author' }, ['authors.id = books.author_id']),
    edge('courses', { entity: `${B}.Student`, columns: ['id'], multiplicity: '0..*', relationship: 'courses' }, { entity: `${B}.Course`, columns: ['id'], multiplicity: '0..*', relationship: 'students' }, ['students.id = student_course.student_id', 'courses.id = student_course.course_id'], { secondary: 'student_course' }),
    edge('children', { entity: `${B}.Node`, columns: ['id'], multiplicity: '0..1', relationship: 'children' }, { entity: `${B}.Node`, columns: ['parent_id'], multiplicity: '0..*', relationship: 'parent' }, ['nodes.id = nodes.parent_id']),
    edge('inherits', { entity: `${B}.Employee`, columns: [] }, { entity: `${B}.Engineer`, columns: [] }, [], { kind: 'inheritance' }),
    edge('reader', { entity: `${A}.User`, columns: ['id'], multiplicity: '0..1' }, { entity: `${B}.Student`, columns: [], multiplicity: '0..*' }, ['users.id = students.reader_id'], { kind: 'foreignKey' }),
  ],
};
