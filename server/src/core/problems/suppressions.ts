/** `# noqa: code` at the end of a line, `# sqlalchemy-relationships: ignore-file` anywhere: problems that someone looked at and accepted. */
/** Codes silenced on a line; `all` for a bare `# noqa`. */
export type LineSuppression = 'all' | ReadonlySet<string>;

const LINE_COMMENT = /#\s*noqa\b(?:\s*:\s*([\w, -]+))?/i;
const FILE_COMMENT = /^[ \t]*#\s*sqlalchemy-relationships:\s*ignore-file(?:\s*:\s*([\w, -]+))?/im;

/** The suppressions of one text. */
export class Suppressions {
  private readonly ofFile: LineSuppression | undefined;

  constructor(private readonly text: string) {
    this.ofFile = fileSuppression(text);
  }

  /** Whether a problem that starts at an offset is suppressed by its first line or by its file. */
  covers(offset: number, code: string): boolean {
    return coversCode(this.ofFile, code) || coversCode(lineSuppression(this.text, offset), code);
  }
}

function lineSuppression(text: string, offset: number): LineSuppression | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return parse(LINE_COMMENT.exec(text.slice(start, end < 0 ? text.length : end)));
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
