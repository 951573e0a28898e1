/** A diagram as a Mermaid `erDiagram`. */
import type { Diagram, DiagramEdge, DiagramEntity } from '../diagram/diagram';
import type { Multiplicity } from '../mapping/mapper';
import { uniqueNames } from './names';

export function exportMermaid(diagram: Diagram): string {
  const names = uniqueNames(diagram.entities, identifier);
  const lines = ['erDiagram', ...diagram.entities.map((entity) => entityBlock(entity, names.get(entity.id) ?? entity.name)), ...diagram.edges.map((edge) => edgeLine(edge, names))];
  return `${lines.join('\n')}\n`;
}

function entityBlock(entity: DiagramEntity, name: string): string {
  if (entity.columns.length === 0) return `    ${name}`;
  const rows = entity.columns.map((column) => {
    const keys = [column.isPrimaryKey ? 'PK' : '', column.isForeignKey ? 'FK' : '', column.isUnique && !column.isPrimaryKey ? 'UK' : ''].filter((key) => key !== '');
    return `        ${typeWord(column.type)} ${identifier(column.name)}${keys.length === 0 ? '' : ` ${keys.join(', ')}`}`;
  });
  return [`    ${name} {`, ...rows, '    }'].join('\n');
}

/** Mermaid takes a word of letters, digits, `_`, `-`, brackets and parentheses as a type. */
function typeWord(type: string): string {
  const word = type.replace(/,\s*/g, '-').replace(/[^A-Za-z0-9_()[\]-]/g, '_').replace(/^[^A-Za-z]+/, '');
  return word === '' ? 'unknown' : word;
}

function identifier(name: string): string {
  const word = name.replace(/[^A-Za-z0-9_]/g, '_');
  return /^[A-Za-z_]/.test(word) ? word : `_${word}`;
}

const LEFT: Readonly<Record<Multiplicity, string>> = { '1': '||', '0..1': '|o', '0..*': '}o', '1..*': '}|' };
const RIGHT: Readonly<Record<Multiplicity, string>> = { '1': '||', '0..1': 'o|', '0..*': 'o{', '1..*': '|{' };

function edgeLine(edge: DiagramEdge, names: ReadonlyMap<string, string>): string {
  const { source, target } = edge;
  const line = edge.isViewonly || edge.kind !== 'relationship' ? '..' : '--';
  const isInheritance = edge.kind === 'inheritance';
  const left = LEFT[source.multiplicity ?? (isInheritance ? '1' : '0..1')];
  const right = RIGHT[target.multiplicity ?? (isInheritance ? '0..1' : '0..*')];
  return `    ${names.get(source.entity) ?? ''} ${left}${line}${right} ${names.get(target.entity) ?? ''} : "${wordsOf(edge).replace(/"/g, "'")}"`;
}

function wordsOf({ kind, source, target, secondary, join }: DiagramEdge): string {
  if (kind === 'inheritance') return 'inherits';
  const names = [source.relationship, target.relationship].filter((name) => name !== undefined).join(' / ');
  if (names === '') return join.join(' AND ');
  return secondary === undefined ? names : `${names} through ${secondary}`;
}
