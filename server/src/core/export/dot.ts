/** A diagram for Graphviz: a record-like table a card, ports at the rows, crow's feet as arrows. */
import type { Diagram, DiagramEdge, DiagramEnd, DiagramEntity } from '../diagram/diagram';
import { tagsOfColumn } from '../diagram/picture/cards';
import type { Multiplicity } from '../mapping/mapper';

export function exportDot(diagram: Diagram): string {
  const byGroup = diagram.groups.map(({ id, label }) => ({ id, label, members: diagram.entities.filter(({ group }) => group === id) })).filter(({ members }) => members.length > 0);
  const grouped = new Set(byGroup.flatMap(({ members }) => members.map(({ id }) => id)));
  const loose = diagram.entities.filter(({ id }) => !grouped.has(id));
  const clusters = byGroup.length < 2
    ? byGroup.flatMap(({ members }) => members.map((entity) => nodeOf(entity, '  ')))
    : byGroup.flatMap(({ label, members }, index) => [`  subgraph cluster_${index} {`, `    label=${quote(label)};`, ...members.map((entity) => nodeOf(entity, '    ')), '  }']);
  return [
    'digraph models {',
    '  graph [rankdir=LR, splines=true, nodesep=0.35, ranksep=1.1, fontname="Helvetica"];',
    '  node [shape=plain, fontname="Helvetica", fontsize=11];',
    '  edge [fontname="Helvetica", fontsize=9, dir=both];',
    ...clusters,
    ...loose.map((entity) => nodeOf(entity, '  ')),
    ...diagram.edges.map((edge) => edgeOf(edge, diagram)),
    '}',
    '',
  ].join('\n');
}

function nodeOf({ id, name, table, columns, inheritance }: DiagramEntity, indent: string): string {
  const subtitle = [table === undefined || table === name ? undefined : table, inheritance].filter((part) => part !== undefined).join(' · ');
  const head = `<tr><td colspan="3" bgcolor="#eceef3" port="head"><b>${html(name)}</b>${subtitle === '' ? '' : `<br/><font point-size="9">${html(subtitle)}</font>`}</td></tr>`;
  const rows = columns.map((column, index) => `<tr><td port="w${index}" align="left"><font point-size="8">${tagsOfColumn(column).join(' ') || ' '}</font></td><td align="left">${html(column.name)}</td><td port="e${index}" align="left"><font color="#6a717c">${html(column.type) || ' '}</font></td></tr>`);
  return `${indent}${quote(id)} [label=<<table border="1" cellborder="0" cellspacing="0" cellpadding="3">${head}${rows.join('')}</table>>];`;
}

const ARROWS: Readonly<Record<Multiplicity, string>> = { '1': 'teetee', '0..1': 'teeodot', '0..*': 'crowodot', '1..*': 'crowtee' };

function edgeOf(edge: DiagramEdge, diagram: Diagram): string {
  const isInheritance = edge.kind === 'inheritance';
  const names = [edge.source.relationship, edge.target.relationship].filter((name) => name !== undefined).join(' / ');
  const attributes = [
    `arrowtail=${isInheritance ? 'onormal' : arrowOf(edge.source)}`,
    `arrowhead=${isInheritance ? 'none' : arrowOf(edge.target)}`,
    ...(names === '' ? [] : [`label=${quote(names)}`]),
    ...(edge.join.length === 0 ? [] : [`tooltip=${quote(edge.join.join(' AND '))}`]),
    ...(edge.isViewonly || edge.kind === 'foreignKey' ? ['style=dashed'] : []),
  ];
  return `  ${portOf(edge.source, diagram, 'e')} -> ${portOf(edge.target, diagram, 'w')} [${attributes.join(', ')}];`;
}

function arrowOf({ multiplicity }: DiagramEnd): string {
  return multiplicity === undefined ? 'none' : ARROWS[multiplicity];
}

function portOf({ entity, columns }: DiagramEnd, diagram: Diagram, side: 'e' | 'w'): string {
  const row = diagram.entities.find(({ id }) => id === entity)?.columns.findIndex(({ key }) => key === columns[0]) ?? -1;
  return row === -1 ? `${quote(entity)}:head:${side}` : `${quote(entity)}:${side}${row}:${side}`;
}

function quote(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;
}

function html(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? character);
}
