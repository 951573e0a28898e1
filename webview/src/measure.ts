/** Widths of text as this window draws it. */
import type { MeasureText, TextRole } from '../../server/src/core/diagram/picture/text';
import type { Theme } from './theme';

/** Remembers what it measured: the same words stand on many cards. */
export function measureWith(theme: Theme): MeasureText {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map<TextRole, Map<string, number>>();
  let role: TextRole | undefined;
  return (text, wanted) => {
    let widths = known.get(wanted);
    if (widths === undefined) known.set(wanted, (widths = new Map<string, number>()));
    const found = widths.get(text);
    if (found !== undefined || context === null) return found ?? 0;
    // Setting a font is dear even when it is the same.
    if (wanted !== role) context.font = theme.fonts[wanted];
    role = wanted;
    const { width } = context.measureText(text);
    widths.set(text, width);
    return width;
  };
}
