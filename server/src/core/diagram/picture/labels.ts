/** What stands on a line: the names at its two ends and the join; and where there is room for it. */
import type { DiagramEdge } from '../diagram';
import { LABEL } from './drawing';
import type { Box, Point, Size } from './geometry';
import { boundsOfPoints, overlaps } from './geometry';
import type { Scene, SceneLabel } from './scene';
import { fitText, type MeasureText } from './text';

/** `installations ⇄ user`, `manifest →`, `Child is a Parent`; the left card's name first. undefined where nothing is named. */
export function namesOnLine(edge: DiagramEdge, isTurned: boolean): string | undefined {
  const [left, right] = isTurned ? [edge.target.relationship, edge.source.relationship] : [edge.source.relationship, edge.target.relationship];
  if (left !== undefined && right !== undefined) return `${left} ⇄ ${right}`;
  if (left !== undefined) return `${left} →`;
  if (right !== undefined) return `← ${right}`;
  if (edge.kind === 'inheritance') return 'inherits';
  return undefined;
}

/** The lines of text on an edge, shortened to a width. */
export function labelLines(edge: DiagramEdge, options: { readonly isTurned: boolean; readonly maxWidth: number; readonly measure: MeasureText }): readonly string[] {
  const names = namesOnLine(edge, options.isTurned);
  const more = [edge.isViewonly ? 'read only' : undefined, edge.secondary === undefined ? undefined : `through ${edge.secondary}`, edge.dynamic === undefined ? undefined : 'decided at run time'];
  const lines = [...(names === undefined ? [] : [names]), ...edge.join.flatMap((condition) => wrapCondition(condition, options)), ...more.filter((text) => text !== undefined)];
  return lines.map((line) => fitText(line, 'label', options.maxWidth, options.measure));
}

/** `a = b` on one line, or broken before the operator where that is too long, and then between table and column. */
function wrapCondition(condition: string, { maxWidth, measure }: { readonly maxWidth: number; readonly measure: MeasureText }): readonly string[] {
  const fits = (text: string): boolean => measure(text, 'label') <= maxWidth;
  const at = condition.indexOf(' = ');
  if (at === -1 || fits(condition)) return [condition];
  return [condition.slice(0, at), condition.slice(at + 1)].flatMap((side) => (fits(side) ? [side] : beforeLastDot(side)));
}

/** `= agent_installations`, `.user_id`. Anything but a column stays whole. */
function beforeLastDot(side: string): readonly string[] {
  const column = /^((?:= )?[\w.]+)(\.\w+)$/.exec(side);
  return column?.[1] === undefined || column[2] === undefined ? [side] : [column[1], column[2]];
}

export function labelSize(lines: readonly string[], measure: MeasureText): Size {
  const width = Math.max(0, ...lines.map((line) => measure(line, 'label')));
  return { width: Math.ceil(width) + 2 * LABEL.paddingX, height: lines.length * LABEL.lineHeight + 2 * LABEL.paddingY };
}

/** Labels for some edges of a scene, each where it covers no card and no other label; an edge without such a place gets none. */
export function placeLabels(scene: Scene, edges: ReadonlySet<string>, measure: MeasureText): ReadonlyMap<string, SceneLabel> {
  const cards = [...scene.cards.values()].map(({ box }) => box);
  const titles = scene.groups.map(({ box, label, titleHeight }) => ({ ...box, width: Math.min(box.width, label.length * titleHeight * 0.4 + titleHeight), height: titleHeight }));
  const taken: Box[] = [...titles, ...scene.lines.flatMap(({ label }) => (label === undefined ? [] : [label.box]))];
  const labels = new Map<string, SceneLabel>();
  for (const line of scene.lines) {
    if (!edges.has(line.edge.id) || line.label !== undefined) continue;
    const first = line.points[0];
    const last = line.points[line.points.length - 1];
    const isTurned = first !== undefined && last !== undefined && first.x > last.x;
    const lines = labelLines(line.edge, { isTurned, maxWidth: 300, measure });
    if (lines.length === 0) continue;
    const size = labelSize(lines, measure);
    const box = placesAlong(line.points, size).find((place) => !cards.some((card) => overlaps(card, place, 4)) && !taken.some((other) => overlaps(other, place, 4)));
    if (box === undefined) continue;
    taken.push(box);
    labels.set(line.edge.id, { box, lines });
  }
  return labels;
}

function placesAlong(points: readonly Point[], { width, height }: Size): readonly Box[] {
  const segments = points.slice(1).map((to, index) => ({ from: points[index] ?? to, to }));
  const byLength = segments.sort((a, b) => lengthOf(b) - lengthOf(a));
  return byLength.flatMap(({ from, to }) =>
    [0.5, 0.3, 0.7, 0.15, 0.85].map((at) => ({ x: from.x + (to.x - from.x) * at - width / 2, y: from.y + (to.y - from.y) * at - height / 2, width, height })),
  );
}

function lengthOf({ from, to }: { readonly from: Point; readonly to: Point }): number {
  const { width, height } = boundsOfPoints([from, to]);
  return width * 1.5 + height;
}
