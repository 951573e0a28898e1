/** Small helpers to build elements. Text is always set as text. */

export interface ElementOptions {
  readonly className?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly (Node | string)[];
}

export function element<K extends keyof HTMLElementTagNameMap>(tag: K, { className, text, attributes, children }: ElementOptions = {}): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== undefined) made.className = className;
  if (text !== undefined) made.textContent = text;
  for (const [name, value] of Object.entries(attributes ?? {})) made.setAttribute(name, value);
  made.append(...(children ?? []));
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Outlines on a 16 px grid, drawn in the colour of the text. */
const ICONS = {
  outline: 'M2 3.5h12M5 8h9M5 12.5h9M2 8h.5M2 12.5h.5',
  focus: 'M8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3M8 5a3 3 0 1 0 0 6a3 3 0 1 0 0-6z',
  whole: 'M2 2.5h5v4H2zM9.5 2.5H14v4H9.5zM2 9.5h5v4H2zM9.5 9.5H14v4H9.5z',
  fit: 'M2 5.5V2h3.5M10.5 2H14v3.5M14 10.5V14h-3.5M5.5 14H2v-3.5',
  zoomIn: 'M8 3v10M3 8h10',
  zoomOut: 'M3 8h10',
  arrange: 'M2 3h4v3H2zM10 2h4v3h-4zM10 7h4v3h-4zM10 12h4v2.5h-4zM6 4.5h2M8 3.5v10M8 3.5h2M8 8.5h2M8 13.5h2',
  back: 'M9.5 3.5L5 8l4.5 4.5',
  forward: 'M6.5 3.5L11 8l-4.5 4.5',
  filter: 'M2 3.5h12L9.5 8.5v4l-3 1.5V8.5z',
  path: 'M3.5 2a1.5 1.5 0 1 0 0 3a1.5 1.5 0 1 0 0-3zM12.5 11a1.5 1.5 0 1 0 0 3a1.5 1.5 0 1 0 0-3zM3.5 5v4.5a3 3 0 0 0 3 3H11',
  compare: 'M4 2v8.5a2 2 0 0 0 2 2h2M12 14V5.5a2 2 0 0 0-2-2H8M10 1.5L8 3.5l2 2M6 10.5l2 2l-2 2',
  more: 'M3 8h.01M8 8h.01M13 8h.01',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  code: 'M5.5 4L2 8l3.5 4M10.5 4L14 8l-3.5 4',
} as const;

export type IconName = keyof typeof ICONS;

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [attribute, value] of Object.entries({ viewBox: '0 0 16 16', width: '16', height: '16', 'aria-hidden': 'true', class: 'icon' })) svg.setAttribute(attribute, value);
  const path = document.createElementNS(SVG, 'path');
  for (const [attribute, value] of Object.entries({ d: ICONS[name], fill: 'none', stroke: 'currentColor', 'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'stroke-width': name === 'more' ? '2' : '1.3' })) {
    path.setAttribute(attribute, value);
  }
  svg.append(path);
  return svg;
}
