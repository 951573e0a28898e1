/** Where lines touch cards: the row, and the lane on the row. Independent of positions, so that lines keep their rows while cards move. */
import type { DiagramEdge, DiagramEnd } from '../diagram';
import type { Card } from './cards';

export interface EndAnchor {
  readonly entity: string;
  /** From the card's top. */
  readonly y: number;
  /** Further rows of a composite join, from the card's top. */
  readonly taps: readonly number[];
}

export interface EdgeAnchors {
  readonly source: EndAnchor;
  readonly target: EndAnchor;
}

/**
 * Anchors of every edge by id. On a row, lines with different marks get lanes of their own, so that no two glyphs overprint; so do
 * parallel lines that end on the same rows at both ends.
 */
export function anchorsOf(cards: ReadonlyMap<string, Card>, edges: readonly DiagramEdge[]): ReadonlyMap<string, EdgeAnchors> {
  const parallels = parallelNumbers(edges);
  const lanes = new Map<string, string[]>();
  for (const edge of edges) {
    for (const end of ['source', 'target'] as const) {
      const row = rowKey(edge[end]);
      const lane = laneOf(edge, end, parallels);
      const list = lanes.get(row) ?? [];
      if (!list.includes(lane)) list.push(lane);
      lanes.set(row, list);
    }
  }
  const anchor = (edge: DiagramEdge, name: 'source' | 'target'): EndAnchor => {
    const end = edge[name];
    const card = cards.get(end.entity);
    const rows = card === undefined ? [] : end.columns.flatMap((key) => card.rows.filter(({ column }) => column.key === key).map(({ y }) => y));
    const y = rows[0] ?? (card === undefined ? 0 : card.headHeight / 2);
    return { entity: end.entity, y: y + laneOffset(lanes.get(rowKey(end)) ?? [], laneOf(edge, name, parallels)), taps: [...new Set(rows.slice(1))] };
  };
  return new Map(edges.map((edge) => [edge.id, { source: anchor(edge, 'source'), target: anchor(edge, 'target') }]));
}

/** Counts edges that end on the same rows at both ends: 0 for the first. */
function parallelNumbers(edges: readonly DiagramEdge[]): ReadonlyMap<string, number> {
  const seen = new Map<string, number>();
  const numbers = new Map<string, number>();
  for (const { id, source, target } of edges) {
    const key = [rowKey(source), rowKey(target)].sort().join('|');
    const count = seen.get(key) ?? 0;
    numbers.set(id, count);
    seen.set(key, count + 1);
  }
  return numbers;
}

function laneOf(edge: DiagramEdge, end: 'source' | 'target', parallels: ReadonlyMap<string, number>): string {
  return [edge.kind, edge[end].multiplicity ?? '', edge.isViewonly, edge.isSelfReference ? end : '', parallels.get(edge.id) ?? 0].join('|');
}

function rowKey(end: DiagramEnd): string {
  return `${end.entity}|${end.columns[0] ?? ''}`;
}

function laneOffset(lanes: readonly string[], lane: string): number {
  const gap = Math.min(11, 26 / lanes.length);
  return lanes.length < 2 ? 0 : (lanes.indexOf(lane) - (lanes.length - 1) / 2) * gap;
}
