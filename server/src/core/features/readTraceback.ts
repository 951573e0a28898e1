/** Reads what people paste: a whole stack trace, its last lines, a log's or pytest's copy of it, or the message alone. */

export interface RaisedException {
  /** `InvalidRequestError`, without its module; undefined when only a message was pasted. */
  readonly className: string | undefined;
  /** On one line, without the link to its background page. */
  readonly message: string;
}

export interface Frame {
  /** As printed, with `/`. */
  readonly path: string;
  /** One-based. */
  readonly line: number;
}

export interface Traceback {
  /** The last one first: that is what stopped the program. */
  readonly exceptions: readonly RaisedException[];
  /** The innermost first. */
  readonly frames: readonly Frame[];
}

const EXCEPTION = /(?:^|[\s:])(?:[A-Za-z_]\w*\.)*([A-Z]\w*(?:Error|Exception|Warning)): (.+)$/;
const MESSAGE_ENDS = /^\s*$|^Traceback \(|^The above exception|^During handling|\(Background on this error|^\s*File "/;
/** What pytest and exception groups write before a line. */
const LINE_PREFIX = /^(?:E {2,}|\s*\|\s?)/;

export function readTraceback(text: string): Traceback {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.replace(LINE_PREFIX, ''));
  const exceptions = lines.flatMap((line, index) => exceptionAt(lines, line, index)).reverse();
  const alone = text.trim();
  const fallback = exceptions.length > 0 || alone === '' ? [] : [{ className: undefined, message: onOneLine(alone) }];
  return { exceptions: [...exceptions, ...fallback], frames: framesOf(lines) };
}

function exceptionAt(lines: readonly string[], line: string, index: number): readonly RaisedException[] {
  const match = EXCEPTION.exec(line);
  const [, className, first = ''] = match ?? [];
  if (className === undefined) return [];
  const rest = lines.slice(index + 1);
  const end = rest.findIndex((following) => MESSAGE_ENDS.test(following) || EXCEPTION.test(following));
  // A message in the middle of a trace is followed by an empty line; one at the end by nothing that belongs to it, or by the rest of itself.
  const message = [first, ...rest.slice(0, end === -1 ? rest.length : end)].join(' ');
  return [{ className, message: onOneLine(message) }];
}

function framesOf(lines: readonly string[]): readonly Frame[] {
  return lines
    .flatMap((line) => [...line.matchAll(/File "([^"]+)", line (\d+)/g), ...line.matchAll(/^([^\s:"]+\.py):(\d+): /g)])
    .map(([, path = '', line]) => ({ path: path.replaceAll('\\', '/'), line: Number(line) }))
    .reverse();
}

function onOneLine(message: string): string {
  return message.replace(/\(Background on this error.*$/s, '').replace(/\s+/g, ' ').trim();
}

/**
 * A message in a form that equals another's when they differ only in what the run decides: the version's way to print a mapper
 * (`mapped class User->users`, `Mapper[User(users)]`), addresses, and from which module a class was imported.
 */
export function comparable(message: string): string {
  return onOneLine(message)
    .replace(/^One or more mappers failed to initialize.*?Original exception was: /, '')
    .replace(/0x[0-9a-fA-F]+|0xADDR/g, '0x')
    .replace(/mapped class (\w+)->(\w+)/g, 'Mapper[$1($2)]')
    .replace(/<class '(?:\w+\.)*(\w+)'>/g, '<class $1>')
    .replace(/symbol\('(\w+)'\)|<RelationshipDirection\.(\w+): \d>/g, '$1$2')
    .replace(/\s+/g, ' ')
    .replace(/[.\s]+$/, '');
}
