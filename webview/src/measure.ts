/** Widths of text as this window draws it. */
import type { MeasureText } from '../../server/src/core/diagram/picture/text';
import type { Theme } from './theme';

/** Remembers what it measured: the same words stand on many cards. */
export function measureWith(theme: Theme): MeasureText {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  return (text, role) => {
    const key = `${role} ${text}`;
    const found = known.get(key);
    if (found !== undefined || context === null) return found ?? 0;
    context.font = theme.fonts[role];
    const { width } = context.measureText(text);
    known.set(key, width);
    return width;
  };
}
