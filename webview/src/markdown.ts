/** The Markdown that explanations use, as elements: paragraphs, quotes, lists, headings, code blocks; bold, italic, code. Nothing is parsed as HTML. */
import { element } from './dom';

export function renderMarkdown(markdown: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  const lines = markdown.replace(/\r\n?/g, '\n').split('\n');
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      at += 1;
    } else if (line.startsWith('```')) {
      const end = lines.findIndex((other, index) => index > at && other.startsWith('```'));
      const last = end === -1 ? lines.length : end;
      fragment.append(element('pre', { children: [element('code', { text: lines.slice(at + 1, last).join('\n') })] }));
      at = last + 1;
    } else if (/^#{1,6} /.test(line)) {
      fragment.append(element('h3', { children: inline(line.replace(/^#+ /, '')) }));
      at += 1;
    } else if (/^(-{3,}|\*{3,})$/.test(line.trim())) {
      fragment.append(element('hr'));
      at += 1;
    } else if (/^[-*] /.test(line)) {
      const items = takeWhile(lines, at, (other) => /^[-*] /.test(other));
      fragment.append(element('ul', { children: items.map((item) => element('li', { children: inline(item.slice(2)) })) }));
      at += items.length;
    } else if (line.startsWith('>')) {
      const quoted = takeWhile(lines, at, (other) => other.startsWith('>'));
      const quote = element('blockquote');
      quote.append(renderMarkdown(quoted.map((other) => other.replace(/^> ?/, '')).join('\n')));
      fragment.append(quote);
      at += quoted.length;
    } else {
      const own = takeWhile(lines, at, (other) => other.trim() !== '' && !/^(```|#{1,6} |>|[-*] )/.test(other));
      fragment.append(paragraph(own));
      at += own.length;
    }
  }
  return fragment;
}

function takeWhile(lines: readonly string[], start: number, isOwn: (line: string) => boolean): readonly string[] {
  let end = start;
  while (end < lines.length && isOwn(lines[end] ?? '')) end += 1;
  return lines.slice(start, Math.max(end, start + 1));
}

/** Two spaces or a backslash at a line's end break it. */
function paragraph(lines: readonly string[]): HTMLParagraphElement {
  const made = element('p');
  for (const [index, line] of lines.entries()) {
    made.append(...inline(line.replace(/( {2,}|\\)$/, '')));
    if (index === lines.length - 1) break;
    made.append(/( {2,}|\\)$/.test(line) ? element('br') : ' ');
  }
  return made;
}

const INLINE = /(`+)(.+?)\1|\*\*(.+?)\*\*|__(.+?)__|\*(\S.*?)\*|!\[[^\]]*\]\([^)]*\)|\[([^\]]*)\]\([^)]*\)|\$\([\w-]+\)\s?|\\([!-/:-@[-`{-~])|&(lt|gt|amp|nbsp|quot);/g;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', nbsp: '\u00a0', quot: '"' };

function inline(text: string): readonly (Node | string)[] {
  const parts: (Node | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) parts.push(text.slice(end, match.index));
    end = match.index + match[0].length;
    const [, , code, strong, alsoStrong, emphasis, link, escaped, entity] = match;
    const bold = strong ?? alsoStrong;
    if (code !== undefined) parts.push(element('code', { text: code.trim() === '' ? code : code.replace(/^ (.*) $/, '$1') }));
    else if (bold !== undefined) parts.push(element('strong', { children: inline(bold) }));
    else if (emphasis !== undefined) parts.push(element('em', { children: inline(emphasis) }));
    else if (link !== undefined) parts.push(...inline(link));
    else if (escaped !== undefined) parts.push(escaped);
    else if (entity !== undefined) parts.push(ENTITIES[entity] ?? '');
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}
