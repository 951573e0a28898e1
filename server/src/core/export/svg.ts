/** A diagram as SVG, without a browser: the shapes that the panel's canvas draws, written as elements. */
import type { Diagram } from '../diagram/diagram';
import { cardShapes, groupShape, groupTitle, labelShapes, lineShapes, type Colour, type Palette, type Shape } from '../diagram/picture/drawing';
import { boundsOf, grow, type Point } from '../diagram/picture/geometry';
import { placeLabels } from '../diagram/picture/labels';
import { place, prepare, sceneOf, type Scene, type SceneLabel } from '../diagram/picture/scene';
import { estimateText, FONTS } from '../diagram/picture/text';

export interface SvgStyle {
  readonly palette: Palette;
  readonly fontFamily: string;
  readonly monospaceFamily: string;
}

export const LIGHT_STYLE: SvgStyle = {
  palette: {
    canvas: '#ffffff', card: '#fbfbfc', cardBorder: '#c9ccd3', head: '#eceef3', text: '#24292f', muted: '#6a717c', line: '#5b6472', manyToMany: '#652d90', inheritance: '#388a34',
    key: '#8a6100', foreignKey: '#0b62c4', unique: '#9a4b00', focus: '#005fb8', error: '#c72e0f', warning: '#a86500',
    added: '#2c7a3f', removed: '#c72e0f', changed: '#8a6100',
    groups: ['#1a73c8', '#652d90', '#c77700', '#388a34', '#c72e0f', '#8a7a00'],
  },
  fontFamily: "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  monospaceFamily: "ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
};

export const DARK_STYLE: SvgStyle = {
  ...LIGHT_STYLE,
  palette: {
    canvas: '#1f1f1f', card: '#252526', cardBorder: '#4a4a4d', head: '#333336', text: '#d4d4d4', muted: '#9d9d9d', line: '#a6a6a6', manyToMany: '#b180d7', inheritance: '#89d185',
    key: '#e2c08d', foreignKey: '#5aa9ff', unique: '#e08e45', focus: '#3794ff', error: '#f14c4c', warning: '#cca700',
    added: '#73c991', removed: '#f14c4c', changed: '#e2c08d',
    groups: ['#3794ff', '#b180d7', '#d18616', '#89d185', '#f14c4c', '#cca700'],
  },
};

export interface SvgOptions {
  readonly columns: 'keys' | 'all';
  readonly style?: SvgStyle;
  /** Width by height of the room there is. */
  readonly aspect?: number;
}

/** Lays the diagram out and draws it. Join conditions stand on the lines where they cover nothing. */
export function exportSvg(diagram: Diagram, { columns, style = LIGHT_STYLE, aspect = 1.5 }: SvgOptions): string {
  const prepared = prepare(diagram, { columns, measure: estimateText });
  const scene = sceneOf(prepared, place(prepared, new Map(), { aspect, measure: estimateText }), { showGroups: true });
  const labels = diagram.edges.length <= 60 ? placeLabels(scene, new Set(diagram.edges.map(({ id }) => id)), estimateText) : new Map<string, SceneLabel>();
  return svgOfScene(scene, style, { focus: diagram.focus, labels });
}

export function svgOfScene(
  scene: Scene,
  { palette, fontFamily, monospaceFamily }: SvgStyle,
  { focus, labels }: { readonly focus?: string | undefined; readonly labels?: ReadonlyMap<string, SceneLabel> },
): string {
  const area = grow(boundsOf([scene.bounds, ...[...(labels?.values() ?? [])].map(({ box }) => box)]), 24);
  const paint = (shapes: readonly Shape[]) => shapes.map((shape) => svgOfShape(shape, palette)).join('');
  const groups = scene.groups.map((group) => paint([groupShape(group), groupTitle(group, group.titleHeight * 0.45)]));
  const lines = scene.lines.map((line) => `<g><title>${escape(titleOf(scene, line.edge))}</title>${paint(lineShapes(line, { isEmphasised: false }))}</g>`);
  const cards = [...scene.cards.values()].map((card) => `<g>${paint(cardShapes(card, { isFocus: card.card.entity.id === focus, isSelected: false }))}</g>`);
  const texts = scene.lines.map((line) => {
    const label = line.label ?? labels?.get(line.edge.id);
    return label === undefined ? '' : paint(labelShapes(label, line.edge));
  });
  const [x, y, width, height] = [area.x, area.y, area.width, area.height].map(Math.round);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Entity relationship diagram">`,
    `<style>text{font-family:${escape(fontFamily)};dominant-baseline:central;white-space:pre}.m{font-family:${escape(monospaceFamily)}}</style>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${escape(palette.canvas)}"/>`,
    ...groups,
    ...lines,
    ...cards,
    ...texts,
    '</svg>',
    '',
  ].join('\n');
}

function titleOf(scene: Scene, { source, target, join }: Diagram['edges'][number]): string {
  const end = ({ entity, relationship }: typeof source) => [scene.cards.get(entity)?.card.entity.name ?? entity, relationship].filter((part) => part !== undefined).join('.');
  return `${end(source)} – ${end(target)}${join.length === 0 ? '' : `: ${join.join(' AND ')}`}`;
}

function svgOfShape(shape: Shape, palette: Palette): string {
  const paint = (colour: Colour | undefined) => escape(colourOf(palette, colour));
  switch (shape.kind) {
    case 'box': {
      const { box, radius, corners } = shape;
      const style = `fill="${paint(shape.fill)}"${alpha('fill-opacity', shape.fillAlpha)} stroke="${paint(shape.stroke)}"${alpha('stroke-opacity', shape.strokeAlpha)} stroke-width="${shape.strokeWidth ?? 1}"`;
      if (corners !== 'top') return `<rect x="${n(box.x)}" y="${n(box.y)}" width="${n(box.width)}" height="${n(box.height)}" rx="${radius}" ${style}/>`;
      const right = box.x + box.width;
      const bottom = box.y + box.height;
      return `<path d="M${n(box.x)} ${n(bottom)}V${n(box.y + radius)}q0 ${-radius} ${radius} ${-radius}H${n(right - radius)}q${radius} 0 ${radius} ${radius}V${n(bottom)}Z" ${style}/>`;
    }
    case 'line': {
      const dash = shape.dash === undefined ? '' : ` stroke-dasharray="${shape.dash.join(' ')}"`;
      return `<path d="${pathOf(shape.points, shape.radius)}${shape.isClosed === true ? 'Z' : ''}" fill="${paint(shape.fill)}" stroke="${paint(shape.stroke)}" stroke-width="${shape.width}"${dash}/>`;
    }
    case 'ring':
      return `<circle cx="${n(shape.centre.x)}" cy="${n(shape.centre.y)}" r="${shape.radius}" fill="${paint(shape.fill)}" stroke="${paint(shape.stroke)}" stroke-width="${shape.width}"/>`;
    case 'text': {
      const { sizePx, isBold, isMonospace } = FONTS[shape.role];
      const anchor = { left: '', centre: ' text-anchor="middle"', right: ' text-anchor="end"' }[shape.align];
      const weight = isBold ? ' font-weight="600"' : '';
      const family = isMonospace ? ' class="m"' : '';
      return `<text x="${n(shape.at.x)}" y="${n(shape.at.y)}" font-size="${shape.sizePx ?? sizePx}"${weight}${family}${anchor} fill="${paint(shape.colour)}">${escape(shape.text)}</text>`;
    }
  }
}

function pathOf(points: readonly Point[], radius: number): string {
  return points
    .map((point, index) => {
      const before = points[index - 1];
      const next = points[index + 1];
      if (before === undefined) return `M${n(point.x)} ${n(point.y)}`;
      if (radius === 0 || next === undefined) return `L${n(point.x)} ${n(point.y)}`;
      const bend = Math.min(radius, distance(before, point) / 2, distance(point, next) / 2);
      const from = towards(point, before, bend);
      const to = towards(point, next, bend);
      return `L${n(from.x)} ${n(from.y)}Q${n(point.x)} ${n(point.y)} ${n(to.x)} ${n(to.y)}`;
    })
    .join('');
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) / length) * by, y: from.y + ((to.y - from.y) / length) * by };
}

function colourOf(palette: Palette, colour: Colour | undefined): string {
  if (colour === undefined) return 'none';
  return typeof colour === 'string' ? palette[colour] : (palette.groups[colour.group % palette.groups.length] ?? palette.text);
}

function alpha(name: string, value: number | undefined): string {
  return value === undefined ? '' : ` ${name}="${value}"`;
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? character);
}
