import type { Span } from './span';

/** Replaces the text of `span` with `newText`; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/**
 * The text after all edits, whose spans are offsets into the text before any of them. Edits at the same place are applied in
 * the order given, as in LSP. An edit that overlaps an earlier one in the text is left out.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = '';
  let copied = 0;
  for (const { span, newText } of ordered) {
    const start = Math.min(Math.max(0, span.start), text.length);
    const end = Math.min(Math.max(start, span.end), text.length);
    if (start < copied) continue;
    result += text.slice(copied, start) + newText;
    copied = end;
  }
  return result + text.slice(copied);
}

/** Where an offset of the old text lies after the edits. An offset inside replaced text moves to the end of the new text. */
export function offsetAfter(edits: readonly TextEdit[], offset: number): number {
  let shift = 0;
  for (const { span, newText } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    if (span.start > offset) break;
    if (span.end > offset) return span.start + shift + newText.length;
    shift += newText.length - (span.end - span.start);
  }
  return offset + shift;
}
