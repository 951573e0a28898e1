/** Values as Python prints them. */
import { floatText, quote } from '../python/unparse';
import { enumClassOf, memberValueOf, printsAsValue } from './enums';
import type { ClassValue, Value } from './values';

/** `<class 'app.models.User'>`. */
export function classText(cls: ClassValue): string {
  return `<class '${cls.module.name}.${cls.qualifiedName}'>`;
}

export function numberText(value: number, isInteger: boolean): string | undefined {
  if (isInteger) return Number.isSafeInteger(value) ? String(value) : undefined;
  return Number.isFinite(value) ? floatText(value) : undefined;
}

/** `str(value)`; undefined where not known. */
export function strOf(value: Value): string | undefined {
  if (value.kind === 'string') return value.value;
  const enumClass = enumClassOf(value);
  if (enumClass === undefined || value.kind !== 'attribute') return reprOf(value);
  if (!printsAsValue(enumClass)) return `${enumClass.name}.${value.name}`;
  const member = memberValueOf(enumClass, value.name);
  return member === undefined ? undefined : strOf(member);
}

/** `repr(value)`; undefined where not known. */
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
      return quote(value.value);
    case 'bytes':
      return `b${quote(value.value)}`;
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
