/** Reads a Markdown specification: each header with Python blocks below it is a test. */

export interface SpecBlock {
  /** First word of the fence's info: `py`, `hover`, `completion`, `explain`… */
  readonly language: string;
  /** The other words: a path such as `models.py`, or `name="value"` pairs. */
  readonly words: readonly string[];
  readonly attributes: ReadonlyMap<string, string>;
  readonly lines: readonly string[];
  /** Zero-based line of the first content line in the Markdown file. */
  readonly firstLine: number;
}

export interface SpecCase {
  /** Headers from the outermost to the innermost. */
  readonly title: string;
  readonly blocks: readonly SpecBlock[];
}

export function parseSpec(markdown: string): readonly SpecCase[] {
  const lines = markdown.split('\n');
  const headers: string[] = [];
  const cases: { title: string; blocks: SpecBlock[] }[] = [];
  let current: { title: string; blocks: SpecBlock[] } | undefined;
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const header = /^(#{1,6}) (.+)$/.exec(line);
    const fence = /^(`{3,}|~{3,})\s*(\S+)?\s*(.*)$/.exec(line);
    if (header !== null) {
      const depth = (header[1] ?? '').length;
      headers.length = depth - 1;
      headers[depth - 1] = header[2] ?? '';
      current = { title: headers.filter((each) => each !== undefined).join(' › '), blocks: [] };
      cases.push(current);
    } else if (fence !== null) {
      const end = lines.findIndex((each, at) => at > index && each.trimEnd() === fence[1]);
      const close = end < 0 ? lines.length : end;
      current?.blocks.push(blockOf(fence[2] ?? '', fence[3] ?? '', lines.slice(index + 1, close), index + 1));
      index = close;
    }
  }
  return cases.filter(({ blocks }) => blocks.some(({ language }) => language === 'py' || language === 'python'));
}

function blockOf(language: string, info: string, lines: readonly string[], firstLine: number): SpecBlock {
  const attributes = new Map<string, string>();
  const rest = info.replace(/([\w-]+)=(?:"([^"]*)"|(\S+))/g, (_, name: string, quoted: string | undefined, bare: string | undefined) => {
    attributes.set(name, quoted ?? bare ?? '');
    return '';
  });
  return { language: language === 'python' ? 'py' : language, words: rest.split(/\s+/).filter((word) => word !== ''), attributes, lines, firstLine };
}

/** A comment that asserts something about the line of code above it, or before it on the same line. */
export interface Assertion {
  /** `mapped`, `definition`, `problem`… */
  readonly verb: string;
  readonly expected: string;
  /** Zero-based line of code in the block that it is about. */
  readonly line: number;
  /** Columns under the carets; undefined without carets. */
  readonly columns?: { readonly start: number; readonly end: number };
  /** Zero-based line in the block where the comment stands. */
  readonly at: number;
}

const VERBS = 'problem|mapped|cardinality|hover|definition|type|implementation|references|highlights|prepare|paired|next|previous|hierarchy|lens|inlay';
const OWN_LINE = new RegExp(`^(\\s*#\\s*)(\\^*)\\s*(${VERBS}): ?(.*)$`);
const TRAILING = /^(.*\S)\s+# problem: (.*)$/;

export function assertionsOf(lines: readonly string[]): readonly Assertion[] {
  const found: Assertion[] = [];
  let codeLine = 0;
  lines.forEach((line, at) => {
    const own = OWN_LINE.exec(line);
    if (own !== null) {
      const [, indent = '', carets = '', verb = '', expected = ''] = own;
      found.push({ verb, expected, line: codeLine, at, ...(carets === '' ? {} : { columns: { start: indent.length, end: indent.length + carets.length } }) });
      return;
    }
    codeLine = at;
    const trailing = TRAILING.exec(line);
    if (trailing !== null) found.push({ verb: 'problem', expected: trailing[2] ?? '', line: at, at });
  });
  return found;
}

export function isAssertionLine(line: string): boolean {
  return OWN_LINE.test(line);
}

/** `[code] "text"`. */
export function problemText(code: string, message: string): string {
  return `[${code}] "${message}"`;
}
