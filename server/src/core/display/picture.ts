/** The small picture of two entities and the line between them that stands in a hover: a self-contained SVG. */
import type { Multiplicity, Relationship } from '../mapping/mapper';
import type { Column } from '../mapping/schema/schema';
import { selectableName } from './names';

export type PictureTheme = 'light' | 'dark' | 'highContrast' | 'highContrastLight';

interface Colours {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly card: string;
  readonly border: string;
}

/** Contrast of text on card and of line on the usual hover background is at least 4.5 : 1 (7 : 1 in high contrast). */
const COLOURS: Readonly<Record<PictureTheme, Colours>> = {
  light: { text: '#1f2328', muted: '#57606a', line: '#3b5b8c', card: '#f6f8fa', border: '#8c959f' },
  dark: { text: '#e6e6e6', muted: '#a8b1bb', line: '#8ab4f8', card: '#2b2d31', border: '#6e7681' },
  highContrast: { text: '#ffffff', muted: '#ffffff', line: '#ffffff', card: '#000000', border: '#6fc3df' },
  highContrastLight: { text: '#000000', muted: '#292929', line: '#0f4a85', card: '#ffffff', border: '#0f4a85' },
};

const HEADER_HEIGHT = 24;
const ROW_HEIGHT = 17;
const GAP = 132;
const MARGIN = 4;
const MAX_ROWS = 3;

interface Card {
  readonly title: string;
  readonly rows: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** The SVG text; undefined where target or cardinality is not known. */
export function relationshipPicture(relationship: Relationship, theme: PictureTheme): string | undefined {
  const { target, cardinality } = relationship;
  if (target === undefined || cardinality === undefined) return undefined;
  const colours = COLOURS[theme];
  const [leftColumns, rightColumns] = endColumns(relationship);
  const left = cardOf(relationship.parent.name, leftColumns);
  const right = cardOf(target.name, rightColumns);
  const middle = relationship.secondary === undefined ? undefined : selectableName(relationship.secondary);
  const gap = Math.max(GAP, middle === undefined ? 0 : textWidth(middle, 11) + 64);
  const height = Math.max(left.height, right.height) + 2 * MARGIN;
  const width = left.width + gap + right.width + 2 * MARGIN;
  const y = MARGIN + HEADER_HEIGHT + (Math.max(left.rows.length, right.rows.length) > 0 ? ROW_HEIGHT / 2 : -HEADER_HEIGHT / 2);
  const x1 = MARGIN + left.width;
  const x2 = x1 + gap;
  const dash = relationship.viewonly ? ' stroke-dasharray="5 4"' : '';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, 'Segoe UI', sans-serif">`,
    drawCard(left, MARGIN, colours),
    drawCard(right, x2, colours),
    `<g fill="none" stroke="${colours.line}" stroke-width="1.5"><path d="M${x1} ${y}H${x2}"${dash}/>`,
    glyph(cardinality.source, x1, y, 1, colours.card),
    glyph(cardinality.target, x2, y, -1, colours.card),
    '</g>',
    middle === undefined ? '' : `<text x="${(x1 + x2) / 2}" y="${y - 7}" text-anchor="middle" font-size="11" fill="${colours.muted}">${escapeXml(middle)}</text>`,
    '</svg>',
  ].join('');
}

/** For `![…](data:image/svg+xml;base64,…)`. */
export function pictureUri(svg: string): string {
  return `data:image/svg+xml;base64,${base64(svg)}`;
}

function endColumns(relationship: Relationship): readonly [readonly Column[], readonly Column[]] {
  if (relationship.secondary === undefined) return [relationship.localRemotePairs.map(([local]) => local), relationship.localRemotePairs.map(([, remote]) => remote)];
  return [relationship.synchronizePairs.map(([source]) => source), relationship.secondarySynchronizePairs.map(([source]) => source)];
}

function cardOf(title: string, columns: readonly Column[]): Card {
  const names = [...new Set(columns.map((column) => column.name))];
  const rows = names.length > MAX_ROWS ? [...names.slice(0, MAX_ROWS - 1), `${names.length - MAX_ROWS + 1} more`] : names;
  // The title is bold, hence wider.
  const width = Math.max(72, textWidth(title, 14) + 24, ...rows.map((row) => textWidth(row, 12) + 22));
  return { title, rows, width, height: HEADER_HEIGHT + rows.length * ROW_HEIGHT + (rows.length > 0 ? 5 : 0) };
}

function drawCard(card: Card, x: number, colours: Colours): string {
  const rows = card.rows.map((row, index) => `<text x="${x + 11}" y="${MARGIN + HEADER_HEIGHT + index * ROW_HEIGHT + 13}" font-size="12" fill="${colours.muted}">${escapeXml(row)}</text>`);
  const divider = card.rows.length === 0 ? '' : `<path d="M${x} ${MARGIN + HEADER_HEIGHT}h${card.width}" stroke="${colours.border}"/>`;
  return [
    `<rect x="${x}" y="${MARGIN}" width="${card.width}" height="${card.height}" rx="4" fill="${colours.card}" stroke="${colours.border}"/>`,
    divider,
    `<text x="${x + card.width / 2}" y="${MARGIN + 17}" text-anchor="middle" font-size="13" font-weight="600" fill="${colours.text}">${escapeXml(card.title)}</text>`,
    ...rows,
  ].join('');
}

/** Crow's-foot sign at a card's edge; `outward` is 1 where the line leaves to the right, -1 to the left. */
function glyph(multiplicity: Multiplicity, x: number, y: number, outward: 1 | -1, background: string): string {
  const at = (distance: number): number => x + outward * distance;
  const bar = (distance: number): string => `<path d="M${at(distance)} ${y - 6}V${y + 6}"/>`;
  const circle = (distance: number): string => `<circle cx="${at(distance)}" cy="${y}" r="4" fill="${background}"/>`;
  const foot = `<path d="M${at(12)} ${y}L${x} ${y - 7}M${at(12)} ${y}L${x} ${y + 7}"/>`;
  switch (multiplicity) {
    case '1':
      return bar(7) + bar(12);
    case '0..1':
      return bar(7) + circle(16);
    case '0..*':
      return foot + circle(16);
    case '1..*':
      return foot + bar(16);
  }
}

/** Width in CSS pixels, estimated: pictures in hovers cannot measure. */
function textWidth(text: string, fontSize: number): number {
  return Math.ceil([...text].length * fontSize * 0.58);
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of the text's UTF-8; the core has neither `btoa` nor `Buffer`. */
function base64(text: string): string {
  const bytes = utf8(text);
  let result = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b, c] = [bytes[index], bytes[index + 1], bytes[index + 2]];
    result += BASE64.charAt(a >> 2) + BASE64.charAt(((a & 3) << 4) | ((b ?? 0) >> 4));
    result += b === undefined ? '=' : BASE64.charAt(((b & 15) << 2) | ((c ?? 0) >> 6));
    result += c === undefined ? '=' : BASE64.charAt(c & 63);
  }
  return result;
}

function utf8(text: string): readonly number[] {
  return [...text].flatMap((character) => {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) return [point];
    if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 63)];
    if (point < 0x10000) return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
    return [0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
  });
}
