/** Names for new attributes, columns and tables, free in the class or table that gets them. */
import { snakeCase } from '../display/snakeCase';
import type { Mapper } from '../mapping/mapper';
import type { Column, Table } from '../mapping/schema/schema';

export function pluralName(name: string): string {
  if (/(?:^|_)person$/.test(name)) return name.replace(/person$/, 'people');
  if (/(?:^|_)child$/.test(name)) return `${name}ren`;
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh|hero)$/.test(name) ? `${name}es` : `${name}s`;
}

/** A number is added where the class, or one of its bases, has the name; names that declarative classes keep for themselves are never free. */
export function freeAttribute(mapper: Mapper, wanted: string, alsoTaken: readonly string[] = []): string {
  return freeName(wanted, (name) => isTaken(mapper, name) || alsoTaken.includes(name));
}

export function isTaken(mapper: Mapper, name: string): boolean {
  const isStated = mapper.cls.mro.some(({ namespace, annotations }) => namespace.has(name) || annotations.has(name));
  return isStated || mapper.properties.has(name) || mapper.descriptors.has(name) || RESERVED.has(name);
}

const RESERVED: ReadonlySet<string> = new Set(['metadata', 'registry', 'query']);

export function freeName(wanted: string, isUsed: (name: string) => boolean): string {
  let free = wanted;
  for (let number = 2; isUsed(free); number++) free = `${wanted}_${number}`;
  return free;
}

/** What a column that refers to a key is called: `author` and `id` → `author_id`; `author` and `user_id` of `User` → `author_id`. */
export function referringName(stem: string, key: Column, target: Mapper): string {
  const own = `${snakeCase(target.name)}_`;
  return `${stem}_${key.name.startsWith(own) ? key.name.slice(own.length) : key.name}`;
}

/** `student_course`, in the order of the classes. */
export function associationName(from: Mapper, to: Mapper, tables: ReadonlyMap<string, Table>): string {
  return freeName(`${snakeCase(from.name)}_${snakeCase(to.name)}`, (name) => [...tables.values()].some((table) => table.name === name));
}
