/** Calls of the 1.x interface that SQLAlchemy still carries out, with a warning (`util/deprecations.py`). */
import type { SymbolicCall } from '../../evaluate/values';
import { reportImport } from '../importFaults';
import type { MappingState } from '../state';

const OLD_MODULE = 'sqlalchemy.ext.declarative.';

/** `ext/declarative/__init__.py`: how the warning goes on behind the name of the function. */
const MOVED_FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ['declarative_base', 'sqlalchemy.orm.declarative_base().'],
  ['as_declarative', 'sqlalchemy.orm.as_declarative()'],
  ['has_inherited_table', 'sqlalchemy.orm.has_inherited_table().'],
  ['synonym_for', 'sqlalchemy.orm.synonym_for()'],
]);

/** Deprecated in 1.4, gone since. */
const REMOVED_FUNCTIONS: ReadonlySet<string> = new Set(['relation', 'mapper', 'Mapper']);

const BACKGROUND = '(Background on SQLAlchemy 2.0 at: https://sqlalche.me/e/b8d9)';

const ONE_FOR_ALL =
  'Deprecated API features detected! These feature(s) are not compatible with SQLAlchemy 2.0. To prevent incompatible upgrades prior to updating ' +
  'applications, ensure requirements files are pinned to "sqlalchemy<2.0". Set environment variable SQLALCHEMY_WARN_20=1 to show all deprecation ' +
  `warnings.  Set environment variable SQLALCHEMY_SILENCE_UBER_WARNING=1 to silence this message. ${BACKGROUND}`;

/** 1.4 says one sentence for everything that 2.0 does without, the first time only (`_emit_uber_warning`). */
const warned = new WeakSet<MappingState>();

export function reportDeprecatedCall(state: MappingState, call: SymbolicCall, name: string): void {
  const { callee } = call;
  if (callee.kind !== 'external') return;
  const newPlace = callee.path === OLD_MODULE + name ? MOVED_FUNCTIONS.get(name) : undefined;
  const isRemoved = state.version === '1.4' && REMOVED_FUNCTIONS.has(name);
  if (newPlace === undefined && !isRemoved) return;
  if (state.version === '1.4' && warned.has(state)) return;
  warned.add(state);
  const moved = `The \`\`${name}()\`\` function is now available as ${newPlace ?? ''} (deprecated since: 2.0) ${BACKGROUND}`;
  reportImport(state, {
    id: 'W-DEPRECATED-CALL',
    exceptionClass: isRemoved ? 'RemovedIn20Warning' : 'MovedIn20Warning',
    message: state.version === '1.4' ? ONE_FOR_ALL : moved,
    anchor: call.anchor,
    data: { name, moved: newPlace !== undefined },
  });
}
