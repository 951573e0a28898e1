/** Calls that lack an argument which Python asks for, before SQLAlchemy sees them. */
import type { SymbolicCall } from '../../evaluate/values';
import { reportImport } from '../importFaults';
import type { MappingState } from '../state';

interface Signature {
  /** As Python names it in the message. */
  readonly function: string;
  readonly required: readonly string[];
}

const SIGNATURES: ReadonlyMap<string, Signature> = new Map([
  ['ForeignKey', { function: 'ForeignKey.__init__', required: ['column'] }],
  ['ForeignKeyConstraint', { function: 'ForeignKeyConstraint.__init__', required: ['columns', 'refcolumns'] }],
  ['CheckConstraint', { function: 'CheckConstraint.__init__', required: ['sqltext'] }],
  ['Index', { function: 'Index.__init__', required: ['name'] }],
  ['synonym', { function: 'synonym', required: ['name'] }],
  ['backref', { function: 'backref', required: ['name'] }],
  ['aliased', { function: 'aliased', required: ['element'] }],
  ['foreign', { function: 'foreign', required: ['expr'] }],
  ['remote', { function: 'remote', required: ['expr'] }],
  ['association_proxy', { function: 'association_proxy', required: ['target_collection', 'attr'] }],
]);

/** Reports the TypeError and gives whether there is one. */
export function lacksArgument(state: MappingState, call: SymbolicCall, name: string): boolean {
  const signature = SIGNATURES.get(name);
  if (signature === undefined || call.callee.kind === 'class' || call.hasUnknownArguments) return false;
  const missing = signature.required.filter((parameter, at) => at >= call.args.length && !call.keywords.has(parameter));
  if (missing.length === 0) return false;
  const names = missing.map((parameter) => `'${parameter}'`).join(' and ');
  const message = `${signature.function}() missing ${missing.length} required positional argument${missing.length > 1 ? 's' : ''}: ${names}`;
  reportImport(state, { id: 'E-ARGUMENT-MISSING', exceptionClass: 'TypeError', message, anchor: call.anchor });
  return true;
}
