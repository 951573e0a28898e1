/** Values as Python prints them, for messages that SQLAlchemy formats with `%r`, `%s` or f-strings. */
import type { ClassValue, Value } from '../evaluate/values';
import { libraryName } from './externals';

/** `<class 'app.models.User'>`. */
export function classText(cls: ClassValue): string {
  return `<class '${cls.module.name}.${cls.qualifiedName}'>`;
}

export function stringRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = quote;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === '\\' || char === quote) out += `\\${char}`;
    else if (char === '\n') out += '\\n';
    else if (char === '\r') out += '\\r';
    else if (char === '\t') out += '\\t';
    else if (code < 0x20 || code === 0x7f) out += `\\x${code.toString(16).padStart(2, '0')}`;
    else out += char;
  }
  return out + quote;
}

function numberText(value: number, isInteger: boolean): string {
  if (isInteger || !Number.isInteger(value)) return String(value);
  return `${value}.0`;
}

/** `repr(value)`; undefined where the text is not known. */
export function reprOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'none':
      return 'None';
    case 'ellipsis':
      return 'Ellipsis';
    case 'boolean':
      return value.value ? 'True' : 'False';
    case 'number':
      return numberText(value.value, value.isInteger);
    case 'string':
      return stringRepr(value.value);
    case 'bytes':
      return `b${stringRepr(value.value)}`;
    case 'list':
    case 'tuple':
    case 'set':
      return sequenceRepr(value.kind, value.items.map(reprOf), value.isOpen === true);
    case 'dict': {
      if (value.isOpen === true) return undefined;
      const parts = value.entries.map((entry) => pair(reprOf(entry.key), reprOf(entry.value)));
      return parts.every((part) => part !== undefined) ? `{${parts.join(', ')}}` : undefined;
    }
    case 'class':
      return classText(value);
    case 'external': {
      if (value.path.startsWith('builtins.')) return `<class '${value.path.slice('builtins.'.length)}'>`;
      return undefined;
    }
    default:
      return undefined;
  }
}

function pair(key: string | undefined, value: string | undefined): string | undefined {
  return key === undefined || value === undefined ? undefined : `${key}: ${value}`;
}

function sequenceRepr(kind: 'list' | 'tuple' | 'set', items: readonly (string | undefined)[], isOpen: boolean): string | undefined {
  if (isOpen || items.some((item) => item === undefined)) return undefined;
  const text = items.join(', ');
  if (kind === 'list') return `[${text}]`;
  if (kind === 'set') return items.length === 0 ? 'set()' : `{${text}}`;
  return items.length === 1 ? `(${text},)` : `(${text})`;
}

/** `str(value)`. */
export function strOf(value: Value): string | undefined {
  return value.kind === 'string' ? value.value : reprOf(value);
}

/** A name for people where the exact text is not known. */
export function describe(value: Value): string {
  return reprOf(value) ?? libraryName(value) ?? `<${value.kind}>`;
}
