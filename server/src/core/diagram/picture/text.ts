/** Widths of text. A browser measures with its canvas; elsewhere widths are estimated, on the generous side. */

/** What a piece of text is, which decides its font. */
export type TextRole = 'title' | 'subtitle' | 'name' | 'keyName' | 'type' | 'label' | 'group';

export interface FontOfRole {
  readonly sizePx: number;
  readonly isBold: boolean;
  readonly isMonospace: boolean;
}

export const FONTS: Readonly<Record<TextRole, FontOfRole>> = {
  title: { sizePx: 13, isBold: true, isMonospace: false },
  subtitle: { sizePx: 11, isBold: false, isMonospace: true },
  name: { sizePx: 12.5, isBold: false, isMonospace: false },
  keyName: { sizePx: 12.5, isBold: true, isMonospace: false },
  type: { sizePx: 11, isBold: false, isMonospace: true },
  label: { sizePx: 11, isBold: false, isMonospace: true },
  group: { sizePx: 15, isBold: true, isMonospace: false },
};

/** Width in px of one line of text in the font of a role. */
export type MeasureText = (text: string, role: TextRole) => number;

const NARROW = new Set([..."iljtfrI.,:;'|!()[] "]);
const WIDE = new Set([...'mwMWGOQ@%']);

/** Widths of a usual sans-serif font, a little more than most need. */
export const estimateText: MeasureText = (text, role) => {
  const { sizePx, isBold, isMonospace } = FONTS[role];
  let units = 0;
  for (const character of text) units += isMonospace ? 0.61 : unitsOf(character);
  return units * sizePx * (isBold && !isMonospace ? 1.09 : 1);
};

function unitsOf(character: string): number {
  if (character > '\u2e80') return 1.05;
  if (NARROW.has(character)) return 0.36;
  if (WIDE.has(character)) return 0.88;
  return character >= 'A' && character <= 'Z' ? 0.7 : 0.59;
}

/** Shortens text to a width, with an ellipsis at its end. */
export function fitText(text: string, role: TextRole, maxWidth: number, measure: MeasureText): string {
  if (measure(text, role) <= maxWidth) return text;
  const characters = [...text];
  let low = 0;
  let high = characters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(`${characters.slice(0, middle).join('')}…`, role) <= maxWidth) low = middle;
    else high = middle - 1;
  }
  return `${characters.slice(0, low).join('')}…`;
}
