/** The `cascade` argument (`orm/util.py: CascadeOptions`). */
import type { RelationshipArgument, SqlAlchemyVersion } from '../mapper';
import { byCodePoint, messages } from './messages';
import type { RelationshipProblem } from './reporting';

const ALL = ['delete', 'expunge', 'merge', 'refresh-expire', 'save-update'] as const;
const ALLOWED: ReadonlySet<string> = new Set([...ALL, 'all', 'none', 'delete-orphan']);
/** What remains on a relationship that does not write. */
const VIEWONLY: ReadonlySet<string> = new Set(['expunge', 'all', 'none', 'refresh-expire', 'merge']);
const DEFAULT = ['merge', 'save-update'] as const;

export interface CascadeAnswer {
  /** Sorted; undefined where only run time knows. */
  readonly options?: readonly string[];
  readonly problems: readonly RelationshipProblem[];
}

export function cascadeOf(argument: RelationshipArgument | undefined, { isViewonly, version }: { readonly isViewonly: boolean; readonly version: SqlAlchemyVersion }): CascadeAnswer {
  const isDefault = argument === undefined || (version === '1.4' && argument.value.kind === 'boolean' && !argument.value.value);
  if (isDefault) return { options: isViewonly ? ['merge'] : DEFAULT, problems: [] };
  if (argument.value.kind === 'boolean' || argument.value.kind === 'number') {
    const type = argument.value.kind === 'boolean' ? 'bool' : argument.value.isInteger ? 'int' : 'float';
    return { problems: [{ id: 'E-CASCADE-OPT', exceptionClass: 'TypeError', message: `'${type}' object is not iterable`, anchor: argument.anchor, data: { options: [], candidates: [...ALLOWED] } }] };
  }
  const stated = optionsIn(argument);
  if (stated === undefined) return { problems: [] };
  const unknown = stated.filter((option) => !ALLOWED.has(option));
  if (unknown.length > 0) {
    const names = [...new Set(unknown)].sort(byCodePoint);
    const data = { options: names, candidates: [...ALLOWED] };
    return { problems: [{ id: 'E-CASCADE-OPT', exceptionClass: 'ArgumentError', message: messages.invalidCascade(names), anchor: argument.anchor, data }] };
  }
  const options = expanded(stated);
  const problems: RelationshipProblem[] = [];
  if (options.includes('delete-orphan') && !options.includes('delete')) {
    problems.push({ id: 'W-CASCADE-ORPHAN', exceptionClass: 'SAWarning', message: messages.orphanWithoutDelete(), anchor: argument.anchor });
  }
  if (!isViewonly) return { options, problems };
  const writing = options.filter((option) => !VIEWONLY.has(option));
  if (version === '1.4' && writing.length > 0) {
    problems.push({ id: 'E-CASCADE-VIEWONLY', exceptionClass: 'ArgumentError', message: messages.viewonlyCascade(writing), anchor: argument.anchor });
  }
  return { options: options.filter((option) => VIEWONLY.has(option)), problems };
}

/** The words of the text, or the items of a list. */
function optionsIn({ value }: RelationshipArgument): readonly string[] | undefined {
  switch (value.kind) {
    case 'none':
      return [];
    case 'string':
      return value.value.split(/\s*,\s*/).filter((option) => option !== '');
    case 'list':
    case 'tuple':
    case 'set': {
      const texts = value.items.map((item) => (item.kind === 'string' ? item.value : undefined));
      return value.isOpen === true || texts.includes(undefined) ? undefined : texts.filter((text) => text !== undefined);
    }
    default:
      return undefined;
  }
}

function expanded(stated: readonly string[]): readonly string[] {
  if (stated.includes('none')) return [];
  const all = stated.includes('all') ? ALL : [];
  return [...new Set([...stated.filter((option) => option !== 'all'), ...all])].sort(byCodePoint);
}
