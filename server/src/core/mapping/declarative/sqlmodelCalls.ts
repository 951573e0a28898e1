/** What `Field(...)` and `Relationship(...)` of SQLModel refuse themselves (`sqlmodel/main.py: FieldInfo`, `RelationshipInfo`). */
import type { Anchor } from '../../declarations/anchor';
import type { SymbolicCall } from '../../evaluate/values';
import { reportImport } from '../importFaults';
import type { MappingState } from '../state';
import { dictGet, isNone, keyword } from '../values';

const NOT_WITH_COLUMN = ['sa_column_args', 'sa_column_kwargs', 'primary_key', 'nullable', 'foreign_key', 'ondelete', 'unique', 'index', 'sa_type'];

/** `FieldInfo.__init__`: what a `Field(...)` call itself refuses. */
export function checkFieldCall(state: MappingState, call: SymbolicCall): void {
  const fail = (id: string, message: string, anchor: Anchor): void => {
    state.failedCalls.add(call);
    reportImport(state, { id, exceptionClass: 'RuntimeError', message, anchor });
  };
  const together = keyword(call, 'sa_column') === undefined ? undefined : NOT_WITH_COLUMN.find((name) => keyword(call, name) !== undefined);
  const kwargs = keyword(call, 'sa_column_kwargs');
  const onDelete = keyword(call, 'ondelete');
  if (together !== undefined) fail('E-SM-COLUMN', `Passing ${together} is not supported when also passing a sa_column`, keyword(call, together)?.anchor ?? call.anchor);
  else if (kwargs !== undefined && dictGet(kwargs.value, 'type_') !== undefined) fail('E-SM-COLUMN', 'Passing type_ is not supported in sa_column_kwargs, use sa_type instead', kwargs.anchor);
  else if (onDelete !== undefined && keyword(call, 'foreign_key') === undefined && !isNone(onDelete.value)) fail('E-SM-ONDELETE', 'ondelete can only be used with foreign_key', onDelete.anchor);
}

const NOT_WITH_RELATIONSHIP = ['sa_relationship_args', 'sa_relationship_kwargs'];

/** `RelationshipInfo.__init__`. */
export function checkRelationshipCall(state: MappingState, call: SymbolicCall): void {
  const stated = keyword(call, 'sa_relationship');
  if (stated === undefined || isNone(stated.value)) return;
  const together = NOT_WITH_RELATIONSHIP.find((name) => !isNone(keyword(call, name)?.value));
  if (together === undefined) return;
  state.failedCalls.add(call);
  reportImport(state, {
    id: 'E-SM-RELATIONSHIP',
    exceptionClass: 'RuntimeError',
    message: `Passing ${together} is not supported when also passing a sa_relationship`,
    anchor: keyword(call, together)?.anchor ?? call.anchor,
  });
}
