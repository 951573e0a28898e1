/** ELK in a worker, for focus views: it reserves room for the labels on the lines. Its positions are top left corners. */
import ELK, { type ElkExtendedEdge, type ElkLabel, type ElkNode, type ElkPort } from 'elkjs/lib/elk-api.js';
import { directedEdges, routeOf, type DirectedEdge } from '../../server/src/core/diagram/picture/layout';
import { labelLines, labelSize } from '../../server/src/core/diagram/picture/labels';
import type { Point, Size } from '../../server/src/core/diagram/picture/geometry';
import { simplify } from '../../server/src/core/diagram/picture/geometry';
import { centreOf } from '../../server/src/core/diagram/picture/placement';
import { STUB, type Route } from '../../server/src/core/diagram/picture/routing';
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
    if (this.#elk !== undefined) return;
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
    const sizes = new Map([...labels].map(([id, lines]) => [id, { lines, ...labelSize(lines, options.measure) }]));
    return placedOf(await elk.layout(elkGraph(prepared, directed, sizes)), directed, sizes);
  }

  #load(): Promise<InstanceType<typeof ELK>> {
    // A failure is not kept: the next view tries again.
    this.#elk ??= loadElk(this.workerUrl).catch((error: unknown) => {
      this.#elk = undefined;
      throw error;
    });
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
  'elk.layered.spacing.nodeNodeBetweenLayers': '44',
  'elk.spacing.edgeNode': '18',
  'elk.layered.spacing.edgeNodeBetweenLayers': '30',
  'elk.spacing.edgeEdge': '12',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.spacing.edgeLabel': '2',
  'elk.spacing.componentComponent': '40',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.thoroughness': '10',
};

interface SizedLabel extends Size {
  readonly lines: readonly string[];
}

function elkGraph(prepared: Prepared, directed: readonly DirectedEdge[], labels: ReadonlyMap<string, SizedLabel>): ElkNode {
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
    labels: labelsOf(labels.get(id), isLoop),
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

/** A loop's label stands beside it, so room for the loop is asked for too. */
function labelsOf(label: SizedLabel | undefined, isLoop: boolean): ElkLabel[] {
  if (label === undefined || label.lines.length === 0) return [];
  const { lines, width, height } = label;
  return [{ text: lines.join('\n'), width: width + (isLoop ? LOOP_OUT + LOOP_LABEL_GAP : 0), height, layoutOptions: { 'elk.edgeLabels.inline': 'true', 'elk.edgeLabels.placement': 'CENTER' } }];
}

const LOOP_OUT = STUB + 2;
const LOOP_LABEL_GAP = 8;

function placedOf(root: ElkNode, directed: readonly DirectedEdge[], labels: ReadonlyMap<string, SizedLabel>): Placed {
  const positions = new Map<string, Point>();
  for (const { id, x = 0, y = 0, width = 0, height = 0 } of root.children ?? []) positions.set(id, centreOf({ x, y, width, height }));
  const byId = new Map(directed.map((edge) => [edge.id, edge]));
  const routes = new Map<string, Route>();
  const placedLabels = new Map<string, SceneLabel>();
  for (const { id, sections, labels: boxes } of root.edges ?? []) {
    const edge = byId.get(id);
    const section = sections?.[0];
    if (edge === undefined || section === undefined) continue;
    const points = edge.isLoop ? loopBetween(section.startPoint, section.endPoint) : simplify([section.startPoint, ...(section.bendPoints ?? []), section.endPoint]);
    routes.set(id, routeOf(points, edge.isReversed, edge.isLoop));
    const label = labels.get(id);
    const box = boxes?.[0];
    if (box === undefined || label === undefined) continue;
    const { lines, width, height } = label;
    const place = edge.isLoop
      ? { x: section.startPoint.x + LOOP_OUT + LOOP_LABEL_GAP, y: (section.startPoint.y + section.endPoint.y - height) / 2 }
      : { x: box.x ?? 0, y: box.y ?? 0 };
    placedLabels.set(id, { lines, box: { ...place, width, height } });
  }
  return { positions, routes, labels: placedLabels };
}

function loopBetween(from: Point, to: Point): readonly Point[] {
  const out = Math.max(from.x, to.x) + LOOP_OUT;
  return [from, { x: out, y: from.y }, { x: out, y: to.y }, to];
}

/**
 * Every edge from the end nearer to the focus to the one further away. Edges between equals are left out, for they would ask for one more
 * rank: they are routed around the cards afterwards.
 */
function awayFromFocus({ diagram, anchors }: Prepared, distances: ReadonlyMap<string, number>): readonly DirectedEdge[] {
  const rank = (id: string) => distances.get(id) ?? 0;
  return diagram.edges.flatMap((edge): DirectedEdge[] => {
    const ends = anchors.get(edge.id);
    if (ends === undefined || (rank(ends.source.entity) === rank(ends.target.entity) && !edge.isSelfReference)) return [];
    const isReversed = rank(ends.source.entity) > rank(ends.target.entity);
    const [from, to] = isReversed ? [ends.target, ends.source] : [ends.source, ends.target];
    return [{ id: edge.id, from: from.entity, to: to.entity, fromY: from.y, toY: to.y, isReversed, isLoop: from.entity === to.entity }];
  });
}
