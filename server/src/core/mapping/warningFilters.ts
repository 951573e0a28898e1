/**
 * `warnings.filterwarnings` and `warnings.simplefilter` at the top of a module: a project that silences a warning of SQLAlchemy in its models file does not
 * want to hear of it (`Lib/warnings.py: _warn_explicit`). They count for warnings in their own file: whether another module runs before the mappers are
 * configured depends on what imports it.
 */
import type { FileId } from '../declarations/anchor';
import { patternOf } from '../evaluate/regularExpressions';
import { truthOf } from '../evaluate/operators';
import type { SymbolicCall } from '../evaluate/values';
import type { Fault } from './faults';
import { argumentAt, stringOf } from './values';

/** The warnings of SQLAlchemy with those above them (`sqlalchemy/exc.py`). */
const BASES: Readonly<Record<string, readonly string[]>> = {
  SAWarning: ['Warning'],
  SADeprecationWarning: ['DeprecationWarning', 'Warning'],
  RemovedIn20Warning: ['SADeprecationWarning', 'DeprecationWarning', 'Warning'],
  MovedIn20Warning: ['RemovedIn20Warning', 'SADeprecationWarning', 'DeprecationWarning', 'Warning'],
};

interface Filter {
  readonly action: string;
  readonly category: string;
  /** Matched at the start of the message, in any case; undefined matches every message. */
  readonly message?: RegExp;
}

export class WarningFilters {
  /** Per file, those that Python asks first in front. */
  private readonly filters = new Map<FileId, Filter[]>();
  /** Files that change the filters for the time of a `with` block: what they set may be undone again. */
  private readonly temporary = new Set<FileId>();

  /** Takes note of a call of a function of `warnings`. */
  add(call: SymbolicCall): void {
    const name = call.callee.kind === 'external' ? call.callee.path : undefined;
    const { file } = call.anchor;
    if (name === 'warnings.catch_warnings') this.temporary.add(file);
    if (name !== 'warnings.filterwarnings' && name !== 'warnings.simplefilter') return;
    const filter = call.branches === undefined && !this.temporary.has(file) ? filterOf(call, name === 'warnings.filterwarnings') : undefined;
    if (filter === undefined) return;
    const known = this.filters.get(file) ?? [];
    const isAppended = truthOf(argumentAt(call, name === 'warnings.filterwarnings' ? 5 : 3, 'append')?.value ?? { kind: 'none' }) === true;
    this.filters.set(file, isAppended ? [...known, filter] : [filter, ...known]);
  }

  /** Whether the program asked not to be told of this. */
  silences({ sqlalchemy, anchor }: Fault): boolean {
    if (sqlalchemy?.isWarning !== true) return false;
    const { exceptionClass, message } = sqlalchemy;
    const first = this.filters.get(anchor.file)?.find((filter) => isOf(exceptionClass, filter.category) && (filter.message === undefined || startsWith(message, filter.message)));
    return first?.action === 'ignore';
  }
}

/** undefined where an argument is not known or the filter is about a module or a line. */
function filterOf(call: SymbolicCall, hasMessage: boolean): Filter | undefined {
  const action = stringOf(argumentAt(call, 0, 'action'));
  if (action === undefined || call.hasUnknownArguments || call.keywords.has('module') || call.keywords.has('lineno')) return undefined;
  const category = argumentAt(call, hasMessage ? 2 : 1, 'category')?.value;
  const categoryName = category === undefined ? 'Warning' : category.kind === 'external' ? category.path.slice(category.path.lastIndexOf('.') + 1) : undefined;
  const written = hasMessage ? argumentAt(call, 1, 'message') : undefined;
  if (categoryName === undefined || (written !== undefined && stringOf(written) === undefined)) return undefined;
  const text = stringOf(written) ?? '';
  const message = text === '' ? undefined : patternOf(text, 'i');
  return text !== '' && message === undefined ? undefined : { action, category: categoryName, ...(message === undefined ? {} : { message }) };
}

function isOf(exceptionClass: string, category: string): boolean {
  return exceptionClass === category || BASES[exceptionClass]?.includes(category) === true;
}

function startsWith(message: string, pattern: RegExp): boolean {
  pattern.lastIndex = 0;
  return pattern.exec(message)?.index === 0;
}
