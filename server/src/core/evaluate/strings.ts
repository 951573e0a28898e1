/** Methods of `str` on a known text. */
import type { Anchor } from '../declarations/anchor';
import { getAttribute } from './attributes';
import { booleanOf, integerOf, listOf, stringOf, tupleOf, type CallArguments } from './constants';
import { formatField, formatPieces, unknownText } from './formatting';
import { itemsOf } from './iteration';
import type { Machine } from './machine';
import { subscript } from './subscripts';
import type { DictValue, Value } from './values';

/** undefined for a method or arguments that are not modelled. */
export function callStringMethod(machine: Machine, text: string, method: string, args: CallArguments, anchor: Anchor): Value | undefined {
  if (args.hasUnknown) return undefined;
  switch (method) {
    case 'format':
      return format(machine, text, args, anchor);
    case 'format_map': {
      const mapping = args.positional[0]?.value;
      return mapping?.kind === 'dict' ? format(machine, text, { ...args, positional: [], keywords: keywordsOf(mapping, anchor) }, anchor) : undefined;
    }
    case 'join':
      return join(text, args.positional[0]?.value, anchor);
    default:
      return simpleMethod(text, method, args);
  }
}

function simpleMethod(text: string, method: string, args: CallArguments): Value | undefined {
  const [first, second, third] = args.positional.map(({ value }) => value);
  const a = first?.kind === 'string' ? first.value : undefined;
  const b = second?.kind === 'string' ? second.value : undefined;
  if (first !== undefined && a === undefined && first.kind !== 'number' && first.kind !== 'none' && first.kind !== 'tuple') return undefined;
  switch (method) {
    case 'lower':
    case 'casefold':
      return stringOf(text.toLowerCase());
    case 'upper':
      return stringOf(text.toUpperCase());
    case 'capitalize':
      return stringOf(text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase());
    case 'title':
      return stringOf(text.replace(/\p{L}+/gu, (word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase()));
    case 'swapcase':
      return stringOf(Array.from(text, (c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join(''));
    case 'strip':
    case 'lstrip':
    case 'rstrip':
      return stringOf(strip(text, a, method));
    case 'replace':
      return a === undefined || b === undefined ? undefined : stringOf(replace(text, a, b, numberOf(third)));
    case 'split':
    case 'rsplit':
      return split(text, a, numberOf(second) ?? keywordNumber(args, 'maxsplit'), method === 'rsplit');
    case 'splitlines':
      return listOf(text.replace(/(\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/).map(stringOf));
    case 'partition':
    case 'rpartition':
      return a === undefined ? undefined : partition(text, a, method === 'rpartition');
    case 'startswith':
      return testAffix(first, (affix) => text.startsWith(affix));
    case 'endswith':
      return testAffix(first, (affix) => text.endsWith(affix));
    case 'removeprefix':
      return a === undefined ? undefined : stringOf(a !== '' && text.startsWith(a) ? text.slice(a.length) : text);
    case 'removesuffix':
      return a === undefined ? undefined : stringOf(a !== '' && text.endsWith(a) ? text.slice(0, -a.length) : text);
    case 'find':
      return a === undefined || second !== undefined ? undefined : integerOf(text.indexOf(a));
    case 'rfind':
      return a === undefined || second !== undefined ? undefined : integerOf(text.lastIndexOf(a));
    case 'count':
      return a === undefined || a === '' ? undefined : integerOf(text.split(a).length - 1);
    case 'zfill':
      return first?.kind === 'number' ? stringOf(text.padStart(Math.min(1000, first.value), '0')) : undefined;
    case 'ljust':
      return first?.kind === 'number' ? stringOf(text.padEnd(Math.min(1000, first.value), b ?? ' ')) : undefined;
    case 'rjust':
      return first?.kind === 'number' ? stringOf(text.padStart(Math.min(1000, first.value), b ?? ' ')) : undefined;
    case 'isupper':
      return booleanOf(text !== text.toLowerCase() && text === text.toUpperCase());
    case 'islower':
      return booleanOf(text !== text.toUpperCase() && text === text.toLowerCase());
    case 'isdigit':
    case 'isnumeric':
    case 'isdecimal':
      return booleanOf(/^\p{Nd}+$/u.test(text));
    case 'isalpha':
      return booleanOf(/^\p{L}+$/u.test(text));
    case 'isalnum':
      return booleanOf(/^[\p{L}\p{N}]+$/u.test(text));
    case 'isidentifier':
      return booleanOf(/^[\p{L}_][\p{L}\p{N}_]*$/u.test(text));
    case 'isspace':
      return booleanOf(/^\s+$/.test(text));
    default:
      return undefined;
  }
}

function numberOf(value: Value | undefined): number | undefined {
  return value?.kind === 'number' ? value.value : undefined;
}

function keywordNumber(args: CallArguments, name: string): number | undefined {
  return numberOf(args.keywords.get(name)?.value);
}

function strip(text: string, characters: string | undefined, method: 'strip' | 'lstrip' | 'rstrip'): string {
  const isStripped = (character: string | undefined): boolean =>
    character !== undefined && (characters === undefined ? /\s/.test(character) : characters.includes(character));
  let start = 0;
  let end = text.length;
  if (method !== 'rstrip') while (start < end && isStripped(text[start])) start++;
  if (method !== 'lstrip') while (end > start && isStripped(text[end - 1])) end--;
  return text.slice(start, end);
}

function replace(text: string, old: string, replacement: string, count: number | undefined): string {
  if (count === undefined || count < 0) return text.replaceAll(old, () => replacement);
  let result = text;
  let from = 0;
  for (let turn = 0; turn < count; turn++) {
    const at = result.indexOf(old, from);
    if (at < 0) break;
    result = result.slice(0, at) + replacement + result.slice(at + old.length);
    from = at + replacement.length;
  }
  return result;
}

function split(text: string, separator: string | undefined, limit: number | undefined, fromRight: boolean): Value | undefined {
  if (separator === '') return undefined;
  const parts = separator === undefined ? text.trim().split(/\s+/).filter((part) => part !== '') : text.split(separator);
  const most = limit === undefined || limit < 0 ? parts.length : limit;
  if (parts.length - 1 <= most) return listOf(parts.map(stringOf));
  const glue = separator ?? ' ';
  const kept = fromRight
    ? [parts.slice(0, parts.length - most).join(glue), ...parts.slice(parts.length - most)]
    : [...parts.slice(0, most), parts.slice(most).join(glue)];
  return listOf(kept.map(stringOf));
}

function partition(text: string, separator: string, fromRight: boolean): Value {
  const at = fromRight ? text.lastIndexOf(separator) : text.indexOf(separator);
  if (at < 0) return tupleOf((fromRight ? ['', '', text] : [text, '', '']).map(stringOf));
  return tupleOf([text.slice(0, at), separator, text.slice(at + separator.length)].map(stringOf));
}

function testAffix(affix: Value | undefined, test: (affix: string) => boolean): Value | undefined {
  if (affix?.kind === 'string') return booleanOf(test(affix.value));
  if (affix?.kind !== 'tuple' || !affix.items.every((item) => item.kind === 'string')) return undefined;
  return booleanOf(affix.items.some((item) => item.kind === 'string' && test(item.value)));
}

function join(separator: string, iterable: Value | undefined, anchor: Anchor): Value | undefined {
  const items = iterable === undefined ? undefined : itemsOf(iterable);
  if (items === undefined || items.isOpen) return undefined;
  const texts: string[] = [];
  for (const item of items.values) {
    if (item.kind !== 'string') return unknownText(item, anchor);
    texts.push(item.value);
  }
  return stringOf(texts.join(separator));
}

function keywordsOf(mapping: DictValue, anchor: Anchor): CallArguments['keywords'] {
  return new Map(mapping.entries.flatMap(({ key, value }) => (key.kind === 'string' ? [[key.value, { value, anchor }]] : [])));
}

function format(machine: Machine, template: string, args: CallArguments, anchor: Anchor): Value | undefined {
  const pieces = formatPieces(template);
  if (pieces === undefined) return undefined;
  let next = 0;
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    const path = /^([^.[]*)(.*)$/s.exec(piece.path);
    const name = path?.[1] ?? '';
    const start = name === '' ? args.positional[next++] : /^\d+$/.test(name) ? args.positional[Number(name)] : args.keywords.get(name);
    const value = start === undefined ? undefined : follow(machine, start.value, path?.[2] ?? '', anchor);
    if (value === undefined) return machine.certainError('KeyError', `a text whose format names \`${name}\`, which is not passed`, anchor);
    const formatted = formatField(value, piece.conversion, piece.specification);
    if (formatted === undefined) return unknownText(value, anchor);
    text += formatted;
  }
  return stringOf(text);
}

/** The `.name` and `[key]` parts of a replacement field. */
function follow(machine: Machine, start: Value, path: string, anchor: Anchor): Value | undefined {
  let value: Value | undefined = start;
  for (const [, name, key] of path.matchAll(/\.([^.[]+)|\[([^\]]*)\]/g)) {
    if (value === undefined) return undefined;
    if (name !== undefined) value = getAttribute(machine, value, name, anchor);
    else value = subscript(machine, value, /^\d+$/.test(key ?? '') ? integerOf(Number(key)) : stringOf(key ?? ''), anchor);
  }
  return value;
}

