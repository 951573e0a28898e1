/** `format()`, f-strings and `%`. */
import type { Anchor } from '../declarations/anchor';
import { findEntry } from './dicts';
import { dynamic, stringOf } from './constants';
import type { Machine } from './machine';
import { numberText, reprOf, strOf } from './pythonText';
import type { Value } from './values';

/** A replacement field: conversion first, then the format specification. undefined where not known. */
export function formatField(value: Value, conversion: string | undefined, specification: string): string | undefined {
  const converted = conversion === 'r' || conversion === 'a' ? reprOf(value) : conversion === 's' ? strOf(value) : undefined;
  if (conversion !== undefined) return converted === undefined ? undefined : applySpecification(stringOf(converted), specification);
  return applySpecification(value, specification);
}

/** The common part of the format mini-language: fill, alignment, sign, zero padding, width, precision and the types `s d f x X`. */
function applySpecification(value: Value, specification: string): string | undefined {
  if (specification === '') return strOf(value);
  const match = /^(?:(.)?([<>^]))?([+ -])?(0)?(\d+)?(,)?(?:\.(\d+))?([sdfxX])?$/su.exec(specification);
  if (match === null) return undefined;
  const [, fill, align, sign, zero, width, comma, precision, type] = match;
  const body = bodyOf(value, type, precision === undefined ? undefined : Number(precision), comma !== undefined);
  if (body === undefined) return undefined;
  const isNumber = value.kind === 'number';
  const signed = isNumber && sign === '+' && !body.startsWith('-') ? `+${body}` : body;
  const missing = Math.min(1000, Number(width ?? 0)) - signed.length;
  if (missing <= 0) return signed;
  if (zero !== undefined && align === undefined && isNumber) return signed.replace(/^([+-]?)/, `$1${'0'.repeat(missing)}`);
  const padding = fill ?? (zero === undefined ? ' ' : '0');
  const direction = align ?? (isNumber ? '>' : '<');
  if (direction === '<') return signed + padding.repeat(missing);
  if (direction === '>') return padding.repeat(missing) + signed;
  return padding.repeat(Math.floor(missing / 2)) + signed + padding.repeat(Math.ceil(missing / 2));
}

function bodyOf(value: Value, type: string | undefined, precision: number | undefined, hasCommas: boolean): string | undefined {
  if (value.kind === 'number') {
    if (type === 'x' || type === 'X') return type === 'x' ? value.value.toString(16) : value.value.toString(16).toUpperCase();
    if (type === 'f' || precision !== undefined) return value.value.toFixed(Math.min(100, precision ?? 6));
    const text = numberText(value.value, value.isInteger);
    return hasCommas ? text?.replace(/\B(?=(\d{3})+(?!\d))/g, ',') : text;
  }
  if (type !== undefined && type !== 's') return undefined;
  const text = strOf(value);
  return precision === undefined ? text : text?.slice(0, precision);
}

/** `template % values`. */
export function formatPercent(machine: Machine, template: string, values: Value, anchor: Anchor): Value {
  const parts = template.split(/(%(?:\([^)]*\))?[#0\- +]*(?:\*|\d+)?(?:\.\d+)?[a-zA-Z%])/);
  const positional = values.kind === 'tuple' ? values.items : [values];
  let next = 0;
  let text = '';
  for (const part of parts) {
    const field = /^%(?:\(([^)]*)\))?([#0\- +]*)(\*|\d+)?(?:\.(\d+))?([a-zA-Z%])$/.exec(part);
    if (field === null) {
      text += part;
      continue;
    }
    const [, key, flags = '', width, precision, type = 's'] = field;
    if (type === '%') {
      text += '%';
      continue;
    }
    const value = key === undefined ? positional[next++] : lookUp(values, key);
    if (value === undefined) return machine.certainError('TypeError', 'a text whose format has more places than values', anchor);
    const formatted = formatField(value, type === 'r' ? 'r' : undefined, percentSpecification(value, flags, width, precision, type));
    if (formatted === undefined) return unknownText(value, anchor);
    text += formatted;
  }
  return stringOf(text);
}

function percentSpecification(value: Value, flags: string, width: string | undefined, precision: string | undefined, type: string): string {
  if (width === undefined && precision === undefined && (type === 's' || type === 'r' || type === 'd' || type === 'i')) return '';
  const align = flags.includes('-') ? '<' : value.kind === 'number' ? '' : '>';
  const zero = flags.includes('0') && value.kind === 'number' ? '0' : '';
  return `${align}${flags.includes('+') ? '+' : ''}${zero}${width ?? ''}${precision === undefined ? '' : `.${precision}`}${type === 'r' || type === 'i' ? '' : type}`;
}

function lookUp(values: Value, key: string): Value | undefined {
  if (values.kind !== 'dict') return values.kind === 'dynamic' ? values : dynamic(`the value of \`${key}\` in a format`);
  const entry = findEntry(values, stringOf(key));
  return entry === 'unknown' ? dynamic(`the value of \`${key}\` in a format`) : entry?.value;
}

/** A text that holds a part that is not known. */
export function unknownText(part: Value, anchor: Anchor): Value {
  return part.kind === 'dynamic' ? part : dynamic('a text that is put together from a value that only run time knows', anchor);
}

/** One piece of a `str.format` template. */
export type FormatPiece = string | { readonly path: string; readonly conversion?: string; readonly specification: string };

/** Splits a `str.format` template; undefined where it is malformed or nests fields in specifications. */
export function formatPieces(template: string): readonly FormatPiece[] | undefined {
  const pieces: FormatPiece[] = [];
  let text = '';
  for (let index = 0; index < template.length; index++) {
    const character = template[index] ?? '';
    if (character !== '{' && character !== '}') {
      text += character;
    } else if (template[index + 1] === character) {
      text += character;
      index++;
    } else {
      const end = template.indexOf('}', index);
      const field = /^([^!:{]*)(?:!([rsa]))?(?::([^{]*))?$/.exec(template.slice(index + 1, end));
      if (character === '}' || end < 0 || field === null) return undefined;
      pieces.push(text, { path: field[1] ?? '', conversion: field[2], specification: field[3] ?? '' });
      text = '';
      index = end;
    }
  }
  pieces.push(text);
  return pieces;
}
