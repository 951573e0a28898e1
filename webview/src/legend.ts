/** What the marks of the picture mean, drawn as the picture draws them, and the keys. */
import type { DiagramEdge } from '../../server/src/protocol/messages';
import { lineShapes } from '../../server/src/core/diagram/picture/drawing';
import { iconButton } from './controls';
import { element } from './dom';
import { Pen } from './pen';
import type { Theme } from './theme';

/** Of a drawn example, in px. */
const SAMPLE = { width: 76, height: 20 } as const;

const PLAIN: DiagramEdge = { id: '', kind: 'relationship', source: { entity: '', columns: [] }, target: { entity: '', columns: [] }, join: [], isViewonly: false, isSelfReference: false, problems: [] };
const MANY = { entity: '', columns: [], multiplicity: '0..*' } as const;

const LINES: readonly (readonly [words: string, edge: DiagramEdge])[] = [
  ['exactly one', { ...PLAIN, target: { ...MANY, multiplicity: '1' } }],
  ['at most one', { ...PLAIN, target: { ...MANY, multiplicity: '0..1' } }],
  ['any number', { ...PLAIN, target: MANY }],
  ['one or more', { ...PLAIN, target: { ...MANY, multiplicity: '1..*' } }],
  ['many-to-many, through a table of its own', { ...PLAIN, source: MANY, target: MANY, secondary: '' }],
  ['read only, or decided at run time', { ...PLAIN, target: MANY, isViewonly: true }],
  ['a foreign key that no relationship uses', { ...PLAIN, kind: 'foreignKey', target: MANY }],
  ['the right inherits the left', { ...PLAIN, kind: 'inheritance' }],
];

const MARKS: readonly (readonly [mark: string, words: string])[] = [
  ['PK', 'primary key'],
  ['FK', 'foreign key'],
  ['UQ', 'unique'],
  ['Integer?', 'may be NULL'],
  ['!', 'has problems: select it to read them'],
];

const KEYS: readonly (readonly [keys: string, words: string])[] = [
  ['← ↑ → ↓', 'to the next entity'],
  ['N', 'to the next line of the entity'],
  ['Enter', 'open the code'],
  ['F · W', 'focus · whole schema'],
  ['/', 'search'],
  ['+ − 0', 'zoom, fit everything'],
  ['Esc', 'deselect, leave the focus'],
];

export class Legend {
  readonly element = element('section', { className: 'legend', attributes: { 'aria-label': 'Legend', tabindex: '-1' } });
  readonly #samples: readonly { readonly canvas: HTMLCanvasElement; readonly edge: DiagramEdge }[];

  /** `closed`: the focus goes back to where it came from. */
  constructor(private readonly closed: () => void) {
    this.#samples = LINES.map(([, edge]) => ({ canvas: element('canvas', { attributes: { 'aria-hidden': 'true' } }), edge }));
    const lines = LINES.map(([words], index) => row(this.#samples[index]?.canvas ?? '', words));
    const close = iconButton('close', 'Close the legend', () => this.#close());
    this.element.append(
      element('header', { children: [element('h2', { text: 'Legend' }), close] }),
      element('ul', { children: lines }),
      element('ul', { children: MARKS.map(([mark, words]) => row(element('span', { className: 'mark', text: mark }), words)) }),
      element('h3', { text: 'Keys' }),
      element('ul', { children: KEYS.map(([keys, words]) => row(element('kbd', { text: keys }), words)) }),
    );
    this.element.hidden = true;
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' && event.key !== '?') return;
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    });
  }

  toggle(theme: Theme): void {
    if (!this.element.hidden) return this.#close();
    this.element.hidden = false;
    this.paint(theme);
    this.element.focus();
  }

  /** Draws the examples in the colours of the theme. */
  paint(theme: Theme): void {
    if (this.element.hidden) return;
    for (const { canvas, edge } of this.#samples) paintSample(canvas, edge, theme);
  }

  #close(): void {
    this.element.hidden = true;
    this.closed();
  }
}

function row(sign: Node | string, words: string): HTMLElement {
  return element('li', { children: [element('span', { className: 'sign', children: [sign] }), element('span', { text: words })] });
}

/** The line of an edge between two cards, of which only the borders are seen. */
function paintSample(canvas: HTMLCanvasElement, edge: DiagramEdge, theme: Theme): void {
  const ratio = window.devicePixelRatio;
  canvas.width = SAMPLE.width * ratio;
  canvas.height = SAMPLE.height * ratio;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const pen = new Pen(context, theme, 1);
  const [left, right, y] = [2, SAMPLE.width - 2, SAMPLE.height / 2];
  pen.drawAll(lineShapes({ edge, points: [{ x: left, y }, { x: right, y }], sourceSide: 'right', targetSide: 'left', sourceTaps: [], targetTaps: [] }, { isEmphasised: false }));
  for (const x of [left, right]) pen.draw({ kind: 'line', points: [{ x, y: 2 }, { x, y: SAMPLE.height - 2 }], radius: 0, stroke: 'cardBorder', width: 1.5 });
}
