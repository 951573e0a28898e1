/** `# noqa: code` at the end of a line, `# sqlalchemy-relationships: ignore-file` anywhere: problems that someone looked at and accepted. */
import type { Span } from '../text/span';

const LINE_COMMENT = /#\s*noqa\b(?:\s*:\s*([\w, -]+))?/i;
const FILE_COMMENT = /^[ \t]*#\s*sqlalchemy-relationships:\s*ignore-file(?:\s*:\s*([\w, -]+))?/im;

/** What one comment silences. */
interface Comment {
  /** Undefined for a comment that names no codes and silences all. */
  readonly codes: readonly NamedCode[] | undefined;
}

/** A code in a comment. */
export interface NamedCode {
  readonly code: string;
  readonly span: Span;
}

/** The suppressions of one text; it remembers which of them were needed. */
export class Suppressions {
  private readonly ofFile: Comment | undefined;
  private readonly ofLines = new Map<number, Comment | undefined>();
  private readonly used = new Set<number>();

  constructor(private readonly text: string) {
    this.ofFile = text.includes('sqlalchemy-relationships:') ? commentIn(text, 0, FILE_COMMENT) : undefined;
  }

  /** Whether a problem that starts at an offset is suppressed by its first line or by its file. */
  covers(offset: number, code: string): boolean {
    // Both are asked, so that each is known as used.
    const [inFile, onLine] = [this.silences(this.ofFile, code), this.silences(this.ofLine(offset), code)];
    return inFile || onLine;
  }

  /** The codes in comments that no problem asked for, in the order of the text. */
  unused(): readonly NamedCode[] {
    if (!/noqa\s*:|ignore-file\s*:/i.test(this.text)) return [];
    const comments = [this.ofFile, ...[...this.text.matchAll(new RegExp(LINE_COMMENT, 'gi'))].map(({ index }) => this.ofLine(index))];
    const codes = comments.flatMap((comment) => comment?.codes ?? []).filter(({ span }) => !this.used.has(span.start));
    return [...new Map(codes.map((named) => [named.span.start, named])).values()].sort((a, b) => a.span.start - b.span.start);
  }

  private silences(comment: Comment | undefined, code: string): boolean {
    if (comment === undefined) return false;
    const named = comment.codes?.find((each) => each.code === code);
    if (named !== undefined) this.used.add(named.span.start);
    return comment.codes === undefined || named !== undefined;
  }

  private ofLine(offset: number): Comment | undefined {
    const start = this.text.lastIndexOf('\n', offset - 1) + 1;
    const known = this.ofLines.get(start);
    if (known !== undefined || this.ofLines.has(start)) return known;
    const end = this.text.indexOf('\n', offset);
    const comment = commentIn(this.text.slice(start, end < 0 ? this.text.length : end), start, LINE_COMMENT);
    this.ofLines.set(start, comment);
    return comment;
  }
}

/** The comment in a piece of the text that begins at an offset. */
function commentIn(piece: string, offset: number, pattern: RegExp): Comment | undefined {
  const match = pattern.exec(piece);
  if (match === null) return undefined;
  const [whole, list] = match;
  if (list === undefined) return { codes: undefined };
  const listStart = offset + match.index + whole.length - list.length;
  const codes = [...list.matchAll(/[^\s,]+/g)].map(({ 0: code, index }) => ({ code, span: { start: listStart + index, end: listStart + index + code.length } }));
  return { codes };
}
