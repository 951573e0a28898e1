/**
 * Crow's feet. One description for the canvas and for SVG: strokes and rings along the line's end, in px from the card's border
 * (`out`, away from the card) and across the line (`across`).
 */
import type { Multiplicity } from '../../mapping/mapper';
import type { Point, Side } from './geometry';

export type GlyphPart =
  | { readonly kind: 'stroke'; readonly points: readonly Point[] }
  | { readonly kind: 'ring'; readonly centre: Point; readonly radius: number };

/** Room that a glyph takes along the line; lines run straight for longer than this. */
export const GLYPH_LENGTH = 20;

const ONE_BAR = 7;
const SECOND_BAR = 12;
const FORK = 13;

/** The glyph of an end at `tip` on a card's side. The line itself goes on beneath it, so only marks are given. */
export function glyphParts(multiplicity: Multiplicity, tip: Point, side: Side): readonly GlyphPart[] {
  const direction = side === 'right' ? 1 : -1;
  const at = (out: number, across: number): Point => ({ x: tip.x + direction * out, y: tip.y + across });
  const bar = (out: number): GlyphPart => ({ kind: 'stroke', points: [at(out, -5), at(out, 5)] });
  const fork: GlyphPart = { kind: 'stroke', points: [at(0, -6), at(FORK, 0), at(0, 6)] };
  const ring = (out: number, radius: number): GlyphPart => ({ kind: 'ring', centre: at(out, 0), radius });
  switch (multiplicity) {
    case '1':
      return [bar(ONE_BAR), bar(SECOND_BAR)];
    case '0..1':
      return [bar(ONE_BAR), ring(SECOND_BAR + 3.5, 4)];
    case '1..*':
      return [fork, bar(FORK + 4)];
    case '0..*':
      return [fork, ring(FORK + 4, 4)];
  }
}

/** The hollow triangle of inheritance, its tip on the card of the base class. */
export function inheritanceTriangle(tip: Point, side: Side): readonly Point[] {
  const direction = side === 'right' ? 1 : -1;
  return [tip, { x: tip.x + direction * 13, y: tip.y - 7 }, { x: tip.x + direction * 13, y: tip.y + 7 }];
}
