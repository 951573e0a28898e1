/** What the panel says about the diagram; long explanations come from the language server. */
import type { Diagram, DiagramEdge, DiagramEntity } from '../../server/src/protocol/messages';
import type { Multiplicity } from './multiplicity';

export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

export function nameOf(diagram: Diagram, id: string): string {
  return diagram.entities.find((entity) => entity.id === id)?.name ?? id;
}

const WORDS: Readonly<Record<Multiplicity, string>> = { '1': 'exactly one', '0..1': 'at most one', '0..*': 'any number of', '1..*': 'one or more' };

/** `User.posts → Post: any number of`, for lists and screen readers. */
export function relationshipWords(diagram: Diagram, edge: DiagramEdge, from: string): string {
  const [own, other] = edge.source.entity === from ? [edge.source, edge.target] : [edge.target, edge.source];
  const otherName = nameOf(diagram, other.entity);
  if (edge.kind === 'inheritance') return edge.source.entity === from ? `base of ${otherName}` : `inherits ${otherName}`;
  if (edge.kind === 'foreignKey') return `foreign key with ${otherName}, used by no relationship`;
  const amount = other.multiplicity === undefined ? '' : `${WORDS[other.multiplicity]} `;
  const through = edge.secondary === undefined ? '' : ` through ${edge.secondary}`;
  const readOnly = edge.isViewonly ? ', read only' : '';
  return `${own.relationship ?? '(no attribute)'}: ${amount}${otherName}${through}${readOnly}`;
}

/** One sentence about a line, for its tooltip and the live region. */
export function lineWords(diagram: Diagram, edge: DiagramEdge): string {
  const { source, target } = edge;
  const end = (own: typeof source) => `${nameOf(diagram, own.entity)}${own.relationship === undefined ? '' : `.${own.relationship}`}`;
  if (edge.kind === 'inheritance') return `${nameOf(diagram, target.entity)} inherits ${nameOf(diagram, source.entity)}`;
  const arrow = source.relationship !== undefined && target.relationship !== undefined ? '⇄' : source.relationship !== undefined ? '→' : target.relationship !== undefined ? '←' : '–';
  return `${end(source)} ${arrow} ${end(target)}`;
}

export function entityWords(diagram: Diagram, entity: DiagramEntity): string {
  const edges = diagram.edges.filter(({ source, target }) => source.entity === entity.id || target.entity === entity.id);
  const problems = entity.problems.length === 0 ? '' : `, ${counted(entity.problems.length, 'problem', 'problems')}`;
  return `${entity.name}${entity.table === undefined ? '' : `, table ${entity.table}`}, ${counted(entity.columns.length, 'column', 'columns')}, ${counted(edges.length, 'line', 'lines')}${problems}`;
}
