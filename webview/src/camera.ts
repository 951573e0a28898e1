/** Which part of the picture is in view. */
import type { Point } from '../../server/src/core/diagram/picture/geometry';
import { centreOf } from '../../server/src/core/diagram/picture/placement';
import type { GraphView } from './view';
import { centreOfView, type ViewState } from './viewState';

/** A panel narrower than this has no room beside the picture. */
export const NARROW_PX = 800;
/** Focus views are not made smaller than this to fit: rows stay readable, the rest is a drag away. */
export const READABLE_ZOOM = { wide: 0.62, narrow: 0.66 } as const;

/** Shows as much as stays readable around the entity in focus, or everything. */
export function fit(graph: GraphView, view: ViewState, { animate, everything }: { readonly animate: boolean; readonly everything: boolean }): void {
  const { scene, viewport } = graph;
  const entity = centreOfView(view);
  const centre = entity === undefined ? undefined : cardCentre(graph, entity);
  const isNarrow = viewport.width < NARROW_PX;
  graph.fit(scene.bounds, {
    padding: isNarrow ? 12 : 28,
    minZoom: entity !== undefined && !everything ? (isNarrow ? READABLE_ZOOM.narrow : READABLE_ZOOM.wide) : 0,
    maxZoom: 1.1,
    ...(centre === undefined ? {} : { centre }),
    animate,
  });
}

export function centreOn(graph: GraphView, centre: Point): void {
  const { zoom, width, height } = graph.viewport;
  graph.moveTo({ zoom, pan: { x: width / 2 - centre.x * zoom, y: height / 2 - centre.y * zoom } }, false);
}

/** Runs a change of the picture without moving the card in focus on screen. */
export function keepingInPlace(graph: GraphView, view: ViewState, change: () => void): void {
  const entity = centreOfView(view);
  const before = entity === undefined ? undefined : cardCentre(graph, entity);
  change();
  const after = entity === undefined ? undefined : cardCentre(graph, entity);
  if (before === undefined || after === undefined) return;
  const { zoom, pan } = graph.viewport;
  graph.moveTo({ zoom, pan: { x: pan.x + (before.x - after.x) * zoom, y: pan.y + (before.y - after.y) * zoom } }, false);
}

function cardCentre(graph: GraphView, entity: string): Point | undefined {
  const card = graph.scene.cards.get(entity);
  return card === undefined ? undefined : centreOf(card.box);
}
