/** `# noqa: code` at the end of a line, `# sqlalchemy-relationships: ignore-file` anywhere: problems that someone looked at and accepted. */
import type { LineIndex } from '../text/lineIndex';

/** Codes silenced on a line; `all` for a bare `# noqa`. */
export type LineSuppression = 'all' | ReadonlySet<string>;

const LINE_COMMENT = /#\s*noqa\b(?:\s*:\s*([\w, -]+))?/i;
const FILE_COMMENT = /^[ \t]*#\s*sqlalchemy-relationships:\s*ignore-file(?:\s*:\s*([\w, -]+))?/im;

/** Whether a problem that starts at an offset is suppressed by its first line or by its file. */
export function isSuppressed(text: string, lines: LineIndex, offset: number, code: string): boolean {
  return coversCode(fileSuppression(text), code) || coversCode(lineSuppression(text, lines, lines.positionAt(offset).line), code);
}

function lineSuppression(text: string, lines: LineIndex, line: number): LineSuppression | undefined {
  return parse(LINE_COMMENT.exec(text.slice(lines.startOfLine(line), lines.endOfLine(line))));
}

function fileSuppression(text: string): LineSuppression | undefined {
  return text.includes('sqlalchemy-relationships:') ? parse(FILE_COMMENT.exec(text)) : undefined;
}

function parse(match: RegExpExecArray | null): LineSuppression | undefined {
  if (match === null) return undefined;
  const [, codes] = match;
  return codes === undefined ? 'all' : new Set(codes.split(/[\s,]+/).filter((code) => code !== ''));
}

function coversCode(suppression: LineSuppression | undefined, code: string): boolean {
  return suppression === 'all' || (suppression?.has(code) ?? false);
}
