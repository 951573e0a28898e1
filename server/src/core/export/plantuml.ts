/** A diagram as a PlantUML entity diagram. */
import type { Diagram, DiagramColumn, DiagramEdge, DiagramEntity } from '../diagram/diagram';
import type { Multiplicity } from '../mapping/mapper';
import { uniqueNames } from './names';

export function exportPlantuml(diagram: Diagram): string {
  const names = uniqueNames(diagram.entities, (name) => name.replace(/\W/g, '_'));
  const occupied = diagram.groups.filter(({ id }) => diagram.entities.some(({ group }) => group === id));
  const entities = occupied.length < 2
    ? diagram.entities.map((entity) => entityBlock(entity, names, ''))
    : [
        ...occupied.map(({ id, label }) => [`package ${quote(label)} {`, ...diagram.entities.filter(({ group }) => group === id).map((entity) => entityBlock(entity, names, '  ')), '}'].join('\n')),
        ...diagram.entities.filter(({ group }) => !occupied.some(({ id }) => id === group)).map((entity) => entityBlock(entity, names, '')),
      ];
  return ['@startuml', 'hide circle', 'left to right direction', 'skinparam linetype ortho', '', ...entities, '', ...diagram.edges.map((edge) => edgeLine(edge, names)), '@enduml', ''].join('\n');
}

function entityBlock(entity: DiagramEntity, names: ReadonlyMap<string, string>, indent: string): string {
  const keys = entity.columns.filter(({ isPrimaryKey }) => isPrimaryKey);
  const rest = entity.columns.filter(({ isPrimaryKey }) => !isPrimaryKey);
  const subtitle = entity.table === undefined || entity.table === entity.name ? '' : `\\n<size:10>${entity.table}</size>`;
  return [`entity ${quote(`${entity.name}${subtitle}`)} as ${names.get(entity.id) ?? entity.name} {`, ...keys.map(columnLine), ...(keys.length > 0 ? ['  --'] : []), ...rest.map(columnLine), '}']
    .map((line) => indent + line)
    .join('\n');
}

/** A star marks what is required. */
function columnLine({ name, type, isNullable, isForeignKey, isUnique, isPrimaryKey }: DiagramColumn): string {
  const tags = [isPrimaryKey ? ' <<PK>>' : '', isForeignKey ? ' <<FK>>' : '', isUnique && !isPrimaryKey ? ' <<unique>>' : ''].join('');
  return `  ${isNullable && !isPrimaryKey ? '' : '* '}${name}${type === '' ? '' : ` : ${type}`}${tags}`;
}

const LEFT: Readonly<Record<Multiplicity, string>> = { '1': '||', '0..1': '|o', '0..*': '}o', '1..*': '}|' };
const RIGHT: Readonly<Record<Multiplicity, string>> = { '1': '||', '0..1': 'o|', '0..*': 'o{', '1..*': '|{' };

function edgeLine({ kind, source, target, isViewonly, join, secondary }: DiagramEdge, names: ReadonlyMap<string, string>): string {
  const [from, to] = [names.get(source.entity) ?? '', names.get(target.entity) ?? ''];
  if (kind === 'inheritance') return `${from} <|-- ${to}`;
  const line = isViewonly || kind === 'foreignKey' ? '..' : '--';
  const left = source.multiplicity === undefined ? '' : LEFT[source.multiplicity];
  const right = target.multiplicity === undefined ? '' : RIGHT[target.multiplicity];
  const named = [source.relationship, target.relationship].filter((name) => name !== undefined).join(' / ');
  const words = named === '' ? join.join(' AND ') : secondary === undefined ? named : `${named} (${secondary})`;
  return `${from} ${left}${line}${right} ${to}${words === '' ? '' : ` : ${words}`}`;
}

function quote(text: string): string {
  return `"${text.replace(/"/g, "'")}"`;
}
