/** The models view: module, entity, then columns and relationships. */
import type { Mapper } from '../mapping/mapper';
import type { Table } from '../mapping/schema/schema';
import type { ProblemResult } from '../problems/problem';
import { columnName, tableNameOf } from '../display/names';
import { kindText, relationshipWords } from '../display/relationshipWords';
import { argumentText, type FeatureContext } from './context';
import { groupBy } from './groupBy';
import { declaredAt } from './places';
import { memberOf, type Referent } from './referent';
import type { ModelTreeNode } from './results';

export function modelTree(context: FeatureContext, problems: readonly ProblemResult[]): readonly ModelTreeNode[] {
  const modules = groupBy(context.graph.mappers, (mapper) => mapper.cls.module.name);
  const nodes = [...modules].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, mappers]) => moduleNode(context, name, mappers, problems));
  const tables = context.graph.tables.filter((table) => context.graph.mappersOf(table).length === 0);
  return tables.length === 0 ? nodes : [...nodes, tablesNode(context, tables)];
}

function moduleNode(context: FeatureContext, name: string, mappers: readonly Mapper[], problems: readonly ProblemResult[]): ModelTreeNode {
  const children = [...mappers].sort((a, b) => (a.name < b.name ? -1 : 1)).map((mapper) => entityNode(context, mapper, problems));
  return { id: `module:${name}`, label: name, kind: 'module', problems: sum(children), children };
}

function entityNode(context: FeatureContext, mapper: Mapper, problems: readonly ProblemResult[]): ModelTreeNode {
  const own = problems.filter(({ entity }) => entity === mapper.entity);
  const members = [...mapper.properties.keys()].flatMap((key) => memberNode(context, mapper, key, own));
  const shown = new Set(members.map(({ label }) => label));
  const children = [...members, ...problemNodes(mapper.entity, own.filter(({ relationship }) => relationship === undefined || !shown.has(relationship)))];
  return {
    id: mapper.entity,
    label: mapper.name,
    description: tableNameOf(mapper),
    kind: 'entity',
    problems: countOf(own),
    ...placeOf(context, { kind: 'entity', mapper }),
    entity: mapper.entity,
    children,
  };
}

function memberNode(context: FeatureContext, mapper: Mapper, key: string, problems: readonly ProblemResult[]): readonly ModelTreeNode[] {
  const referent = memberOf(mapper, key);
  const base = { id: `${mapper.entity}.${key}`, label: key, entity: mapper.entity, member: key, children: [] };
  if (referent?.kind === 'relationship') {
    const { relationship } = referent;
    const words = relationshipWords(relationship, (of, argument) => argumentText(context, of, argument));
    const own = problems.filter((problem) => problem.relationship === key);
    const target = relationship.target === undefined ? '' : `${relationship.target.name} · `;
    return [
      {
        ...base,
        description: `→ ${target}${kindText(relationship).replaceAll('`', '')}`,
        ...(words.sentence === undefined ? {} : { tooltip: words.sentence }),
        kind: 'relationship',
        problems: countOf(own),
        ...placeOf(context, referent),
        children: problemNodes(`${mapper.entity}.${key}`, own),
      },
    ];
  }
  if (referent?.kind !== 'column') return [];
  const { column } = referent;
  const marks = [column.type.name === 'NullType' ? '' : column.type.text, column.primaryKey ? 'primary key' : '', column.name === key ? '' : columnName(column)].filter((mark) => mark !== '');
  return [{ ...base, description: marks.join(' · '), kind: 'column', problems: 0, ...placeOf(context, referent) }];
}

/** `of` is the id of the node above, which the ids begin with. */
function problemNodes(of: string, problems: readonly ProblemResult[]): readonly ModelTreeNode[] {
  return problems.map(({ message, code, severity, file, span, entity }, index) => ({
    id: `${of}!${index}`,
    label: message.replaceAll('`', ''),
    description: code,
    tooltip: message,
    kind: 'problem',
    problems: severity === 'hint' ? 0 : 1,
    place: { file, span },
    entity,
    children: [],
  }));
}

function tablesNode(context: FeatureContext, tables: readonly Table[]): ModelTreeNode {
  const children = tables.map((table): ModelTreeNode => {
    const columns = [...table.columns.values()].map((column): ModelTreeNode => ({
      id: `table:${table.key}.${column.key}`,
      label: column.name,
      description: column.type.name === 'NullType' ? '' : column.type.text,
      kind: 'column',
      problems: 0,
      ...placeOf(context, { kind: 'column', column }),
      entity: `table:${table.key}`,
      member: column.key,
      children: [],
    }));
    return { id: `table:${table.key}`, label: table.key, kind: 'table', problems: 0, ...placeOf(context, { kind: 'table', table }), entity: `table:${table.key}`, children: columns };
  });
  return { id: 'tables', label: 'Tables without a class', kind: 'module', problems: 0, children };
}

function placeOf(context: FeatureContext, referent: Referent): Pick<ModelTreeNode, 'place'> {
  const declared = declaredAt(context, referent);
  return declared === undefined ? {} : { place: { file: declared.target.file, span: declared.selection } };
}

/** Hints are listed, and not counted. */
function countOf(problems: readonly ProblemResult[]): number {
  return problems.filter(({ severity }) => severity !== 'hint').length;
}

function sum(nodes: readonly ModelTreeNode[]): number {
  return nodes.reduce((total, node) => total + node.problems, 0);
}
