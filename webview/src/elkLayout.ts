/** ELK in a worker, for focus views: it reserves room for the labels on the lines. Its positions are top left corners. */
import ELK, { type ElkExtendedEdge, type ElkLabel, type ElkNode, type ElkPort } from 'elkjs/lib/elk-api.js';
import { directedEdges, routeOf, type DirectedEdge } from '../../server/src/core/diagram/picture/layout';
import { labelLines, labelSize } from '../../server/src/core/diagram/picture/labels';
import type { Point } from '../../server/src/core/diagram/picture/geometry';
import { simplify } from '../../server/src/core/diagram/picture/geometry';
import { centreOf } from '../../server/src/core/diagram/picture/placement';
import type { Route } from '../../server/src/core/diagram/picture/routing';
import type { Placed, Prepared, SceneLabel } from '../../server/src/core/diagram/picture/scene';
import type { MeasureText } from '../../server/src/core/diagram/picture/text';

export interface FocusLayoutOptions {
  readonly measure: MeasureText;
  /** Labels wider than this are broken and shortened. */
  readonly maxLabelWidth: number;
  /** Distance from the focus by entity: lines then lead away from it, which keeps the picture narrow. undefined: the referenced side is left. */
  readonly distances: ReadonlyMap<string, number> | undefined;
}

export class ElkLayouter {
  #elk: Promise<InstanceType<typeof ELK>> | undefined;

  constructor(private readonly workerUrl: string) {}

  /** Loads the worker and lets it compile, while nothing waits for it. */
  async warm(): Promise<void> {
    const elk = await this.#load();
    await elk.layout({ id: 'root', layoutOptions: OPTIONS, children: [{ id: 'a', width: 10, height: 10 }, { id: 'b', width: 10, height: 10 }], edges: [{ id: 'e', sources: ['a'], targets: ['b'] }] });
  }

  async layout(prepared: Prepared, options: FocusLayoutOptions): Promise<Placed> {
    const elk = await this.#load();
    const directed = options.distances === undefined
      ? directedEdges(prepared.diagram.entities.map(({ id }) => id), prepared.diagram.edges, prepared.anchors)
      : awayFromFocus(prepared, options.distances);
    const labels = new Map(prepared.diagram.edges.map((edge) => {
      const isTurned = directed.find(({ id }) => id === edge.id)?.isReversed ?? false;
      return [edge.id, labelLines(edge, { isTurned, maxWidth: options.maxLabelWidth, measure: options.measure })];
    }));
    const root = await elk.layout(elkGraph(prepared, directed, labels, options.measure));
    return placedOf(root, directed, labels);
  }

  #load(): Promise<InstanceType<typeof ELK>> {
    this.#elk ??= loadElk(this.workerUrl);
    return this.#elk;
  }
}

/** A worker from a Blob: a webview may not start one from another origin. */
async function loadElk(workerUrl: string): Promise<InstanceType<typeof ELK>> {
  const response = await fetch(workerUrl);
  if (!response.ok) throw new Error(`The layout worker could not be loaded: ${response.status}`);
  const url = URL.createObjectURL(new Blob([await response.text()], { type: 'text/javascript' }));
  return new ELK({ workerFactory: () => new Worker(url) });
}

const OPTIONS: Readonly<Record<string, string>> = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': '32',
  'elk.layered.spacing.nodeNodeBetweenLayers': '76',
  'elk.spacing.edgeNode': '18',
  'elk.layered.spacing.edgeNodeBetweenLayers': '34',
  'elk.spacing.edgeEdge': '12',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.spacing.edgeLabel': '2',
  'elk.spacing.componentComponent': '40',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.thoroughness': '10',
};

function elkGraph(prepared: Prepared, directed: readonly DirectedEdge[], labels: ReadonlyMap<string, readonly string[]>, measure: MeasureText): ElkNode {
  const ports = new Map<string, Map<string, ElkPort>>();
  const portOf = (entity: string, side: 'EAST' | 'WEST', y: number): string => {
    const id = `${entity} ${side} ${y}`;
    const own = ports.get(entity) ?? new Map<string, ElkPort>();
    const width = prepared.cards.get(entity)?.width ?? 0;
    own.set(id, { id, width: 0, height: 0, x: side === 'EAST' ? width : 0, y, layoutOptions: { 'elk.port.side': side } });
    ports.set(entity, own);
    return id;
  };
  const edges = directed.map(({ id, from, to, fromY, toY, isLoop }): ElkExtendedEdge => ({
    id,
    sources: [portOf(from, 'EAST', fromY)],
    targets: [portOf(to, isLoop ? 'EAST' : 'WEST', toY)],
    labels: labelsOf(labels.get(id) ?? [], measure),
  }));
  const children = [...prepared.cards].map(([id, { width, height }]): ElkNode => ({
    id,
    width,
    height,
    ports: [...(ports.get(id)?.values() ?? [])],
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
  }));
  return { id: 'root', layoutOptions: { ...OPTIONS }, children, edges };
}

function labelsOf(lines: readonly string[], measure: MeasureText): ElkLabel[] {
  if (lines.length === 0) return [];
  return [{ text: lines.join('\n'), ...labelSize(lines, measure), layoutOptions: { 'elk.edgeLabels.inline': 'true', 'elk.edgeLabels.placement': 'CENTER' } }];
}

function placedOf(root: ElkNode, directed: readonly DirectedEdge[], labels: ReadonlyMap<string, readonly string[]>): Placed {
  const positions = new Map<string, Point>();
  for (const { id, x = 0, y = 0, width = 0, height = 0 } of root.children ?? []) positions.set(id, centreOf({ x, y, width, height }));
  const byId = new Map(directed.map((edge) => [edge.id, edge]));
  const routes = new Map<string, Route>();
  const placedLabels = new Map<string, SceneLabel>();
  for (const { id, sections, labels: boxes } of root.edges ?? []) {
    const edge = byId.get(id);
    const section = sections?.[0];
    if (edge === undefined || section === undefined) continue;
    const points = simplify([section.startPoint, ...(section.bendPoints ?? []), section.endPoint]);
    routes.set(id, routeOf(points, edge.isReversed, edge.isLoop));
    const box = boxes?.[0];
    const lines = labels.get(id);
    if (box !== undefined && lines !== undefined) placedLabels.set(id, { lines, box: { x: box.x ?? 0, y: box.y ?? 0, width: box.width ?? 0, height: box.height ?? 0 } });
  }
  return { positions, routes, labels: placedLabels };
}

/** Every edge from the end nearer to the focus to the one further away; between equals in a fixed order, so that no cycle closes. */
function awayFromFocus({ diagram, anchors }: Prepared, distances: ReadonlyMap<string, number>): readonly DirectedEdge[] {
  const order = new Map(diagram.entities.map(({ id }, index) => [id, index]));
  const rank = (id: string) => (distances.get(id) ?? 0) * 100_000 + (order.get(id) ?? 0);
  return diagram.edges.flatMap((edge): DirectedEdge[] => {
    const ends = anchors.get(edge.id);
    if (ends === undefined) return [];
    const isReversed = rank(ends.source.entity) > rank(ends.target.entity);
    const [from, to] = isReversed ? [ends.target, ends.source] : [ends.source, ends.target];
    return [{ id: edge.id, from: from.entity, to: to.entity, fromY: from.y, toY: to.y, isReversed, isLoop: from.entity === to.entity }];
  });
}
