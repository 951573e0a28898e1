/** The texts that the language model tools answer with. Pure, so that they are tested without an editor. */
import type { ModelTreeFolder, WireModelTreeNode } from '../../../server/src/protocol/messages';

/** All entities with their relationships and problems: one line each, columns left out. */
export function outlineOf(folders: readonly ModelTreeFolder[]): string {
  const lines = folders.flatMap(({ nodes }) => nodes).flatMap((module) => module.children.flatMap(linesOf));
  return lines.length === 0 ? 'No mapped classes were found.' : lines.join('\n');
}

function linesOf(entity: WireModelTreeNode): readonly string[] {
  const table = entity.description === undefined || entity.description === '' ? '' : ` (table ${entity.description})`;
  const members = entity.children.flatMap((member) => [...lineOf(member), ...member.children.flatMap(lineOf)]);
  return [`${entity.kind === 'table' ? 'Table' : 'Entity'} ${entity.kind === 'table' ? entity.label : (entity.entity ?? entity.label)}${table}`, ...members];
}

function lineOf({ kind, label, description, location }: WireModelTreeNode): readonly string[] {
  if (kind === 'relationship') return [`  ${label} ${description ?? ''}`];
  if (kind === 'problem') return [`  problem ${description ?? ''}: ${label}${location === undefined ? '' : ` (line ${location.range.start.line + 1})`}`];
  return [];
}

/** The part of a graph, in the format of `graph --json`, that is about one entity: its mapper, tables and problems. */
export function graphOf(graph: unknown, entity: string): string | undefined {
  const mappers = listIn(graph, 'mappers').filter((mapper) => isNamed(mapper, entity));
  if (mappers.length === 0) return undefined;
  const names = new Set(mappers.map((mapper) => textIn(mapper, 'entity')));
  const tables = listIn(graph, 'tables').filter((table) => listIn(table, 'mappedBy').some((name) => typeof name === 'string' && names.has(name)));
  const problems = listIn(graph, 'problems').filter((problem) => names.has(textIn(problem, 'entity')));
  return JSON.stringify({ mappers, tables, problems });
}

/** By the full name, or by the end of it. */
function isNamed(mapper: unknown, entity: string): boolean {
  const name = textIn(mapper, 'entity');
  return name === entity || name?.endsWith(`.${entity}`) === true;
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

function listIn(value: unknown, key: string): readonly unknown[] {
  const list = fieldOf(value, key);
  return Array.isArray(list) ? list : [];
}

function textIn(value: unknown, key: string): string | undefined {
  const text = fieldOf(value, key);
  return typeof text === 'string' ? text : undefined;
}
