/** Accepts a problem on its line, or takes back what is accepted in vain. */
import { suppressionUnused } from '../../problems/hints/suppressionUnused';
import type { Place } from '../results';
import { inFile, type Fix, type FixProvider } from './fix';

export const suppressFix: FixProvider = (context, { result }) => {
  const text = context.treeOf(result.file)?.text;
  if (text === undefined) return [];
  if (result.code === suppressionUnused.code) return [removal(text, result)];
  const lineEnd = result.span.start + Math.max(0, text.slice(result.span.start).search(/\r\n|\n|\r|$/));
  const lineStart = text.lastIndexOf('\n', result.span.start - 1) + 1;
  const existing = /#\s*noqa\s*:\s*[\w, -]+/i.exec(text.slice(lineStart, lineEnd));
  const edit =
    existing === null
      ? { span: { start: lineEnd, end: lineEnd }, newText: `  # noqa: ${result.code}` }
      : { span: at(lineStart + existing.index + existing[0].trimEnd().length), newText: `, ${result.code}` };
  return [{ title: `Accept on this line (# noqa: ${result.code})`, summary: 'Accept on this line', changes: [inFile(result.file, edit)] }];
};

/** Takes one code out of its comment; with the last one the comment goes, and the line where nothing else is on it. */
function removal(text: string, { file, span }: Place): Fix {
  const fix = { title: 'Remove the unused suppression', summary: 'Remove the comment, or the code in it', isPreferred: true };
  const before = /,\s*$/.exec(text.slice(0, span.start));
  if (before !== null) return { ...fix, changes: [inFile(file, { span: { start: before.index, end: span.end }, newText: '' })] };
  const after = /^\s*,\s*/.exec(text.slice(span.end));
  if (after !== null) return { ...fix, changes: [inFile(file, { span: { start: span.start, end: span.end + after[0].length }, newText: '' })] };
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const start = lineStart + text.slice(lineStart, span.start).search(/\s*#[^#]*$/);
  const lineEnd = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(span.end));
  const end = start === lineStart && lineEnd !== null ? span.end + lineEnd[0].length : span.end;
  return { ...fix, changes: [inFile(file, { span: { start, end }, newText: '' })] };
}

function at(offset: number): { readonly start: number; readonly end: number } {
  return { start: offset, end: offset };
}
