import { programOf, valueIn, type ProgramOptions } from './programOf';
import { show } from './show';
import type { ClassValue } from '../../../server/src/core/evaluate/values';

/** What a name of a one-file program is, as text. */
export function evaluated(source: string, name = 'x', options: ProgramOptions = {}): string {
  return show(valueIn(programOf({ 'm.py': `import sqlalchemy\n${source}\n` }, options), 'm', name));
}

/** A class of a one-file program. */
export function classIn(source: string, name: string): ClassValue {
  const value = valueIn(programOf({ 'm.py': `import sqlalchemy\n${source}\n` }), 'm', name);
  if (value.kind !== 'class') throw new Error(`${name} is ${show(value)}`);
  return value;
}

/** `name = value` for every name in the class body. */
export function membersOf(cls: ClassValue): readonly string[] {
  return [...cls.namespace].map(([name, { value }]) => `${name} = ${show(value)}`);
}
