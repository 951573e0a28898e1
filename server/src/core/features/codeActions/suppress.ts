/** Accepts a problem on its line. */
import { inFile, type FixProvider } from './fix';

export const suppressFix: FixProvider = (context, { result }) => {
  const text = context.treeOf(result.file)?.text;
  if (text === undefined) return [];
  const lineEnd = result.span.start + Math.max(0, text.slice(result.span.start).search(/\r\n|\n|\r|$/));
  const lineStart = text.lastIndexOf('\n', result.span.start - 1) + 1;
  const existing = /#\s*noqa\s*:\s*[\w, -]+/i.exec(text.slice(lineStart, lineEnd));
  const edit =
    existing === null
      ? { span: { start: lineEnd, end: lineEnd }, newText: `  # noqa: ${result.code}` }
      : { span: at(lineStart + existing.index + existing[0].trimEnd().length), newText: `, ${result.code}` };
  return [{ title: `Accept on this line (# noqa: ${result.code})`, summary: 'Accept on this line', changes: [inFile(result.file, edit)] }];
};

function at(offset: number): { readonly start: number; readonly end: number } {
  return { start: offset, end: offset };
}
