/** Step 8: the loader, and the collection it fills (`orm/interfaces.py: StrategizedProperty`, `orm/strategies.py`, `orm/writeonly.py`, `orm/collections.py`). */
import type { Value } from '../../evaluate/values';
import type { Relationship } from '../mapper';
import { reprOf } from '../../evaluate/pythonText';
import { isNone } from '../values';
import { collectionClassOf } from './collectionTypes';
import { messages } from './messages';
import { anchorOfArgument } from './reporting';
import { fail, warn } from './session';
import type { ConfigureSession, StepOutcome } from './session';

const LAZY: ReadonlySet<string> = new Set([
  'select', 'joined', 'subquery', 'selectin', 'raise', 'raise_on_sql', 'immediate', 'noload', 'dynamic', 'write_only', 'baked_select', 'True', 'False', 'None', '0', '1',
]);

export function setupLoader(session: ConfigureSession, relationship: Relationship): StepOutcome {
  const { version } = session.context;
  const { lazy } = relationship;
  const anchor = anchorOfArgument(relationship, 'lazy');
  const stated = relationship.declaration.arguments.get('lazy')?.value;
  const isKnown = LAZY.has(lazy) && !(version === '1.4' && lazy === 'write_only');
  if (!isKnown) {
    const repr = stated === undefined ? undefined : reprOf(stated);
    if (repr === undefined) return 'done';
    const data = { value: lazy, candidates: [...LAZY].filter((each) => /^[a-z]/.test(each)) };
    return fail(session, relationship, { id: 'E-LAZY', exceptionClass: 'LoaderStrategyException', message: messages.unknownLazy(repr, relationship), anchor, data });
  }
  if (lazy === 'dynamic' || lazy === 'write_only') return checkDynamic(session, relationship);
  if (version === '2.1' && (lazy === 'noload' || lazy === 'None')) {
    warn(session, relationship, { id: 'W-NOLOAD', exceptionClass: 'SADeprecationWarning', message: messages.noload(), anchor });
  }
  return checkCollection(session, relationship);
}

function checkDynamic(session: ConfigureSession, relationship: Relationship): StepOutcome {
  if (relationship.uselist === true && relationship.direction !== 'MANYTOONE') return 'done';
  const anchor = relationship.declaration.arguments.has('lazy') ? anchorOfArgument(relationship, 'lazy') : (relationship.declaration.annotation?.anchor ?? relationship.declaration.anchor);
  return fail(session, relationship, { id: 'E-DYNAMIC', exceptionClass: 'InvalidRequestError', message: messages.dynamicOnScalar(relationship), anchor });
}

/** A class that is to hold objects needs methods to add, remove and iterate. */
function checkCollection(session: ConfigureSession, relationship: Relationship): StepOutcome {
  if (relationship.uselist !== true) return 'done';
  const { arguments: given, annotation } = relationship.declaration;
  const stated = given.get('collection_class')?.value;
  const value: Value | undefined = isNone(stated) ? annotation?.collectionClass : stated;
  const collection = value === undefined ? undefined : collectionClassOf(value, session.context);
  if (collection?.isUninstrumentable === true) {
    const message = `'${collection.instanceName ?? ''}' object has no attribute '__mro__'`;
    return fail(session, relationship, { id: 'E-COLL-ADAPT', exceptionClass: 'AttributeError', message, anchor: anchorOfArgument(relationship, 'collection_class') });
  }
  if (collection?.immutableMethod !== undefined) {
    const message = `cannot set '${collection.immutableMethod}' attribute of immutable type 'collections.${collection.name}'`;
    return fail(session, relationship, { id: 'E-COLL-ADAPT', exceptionClass: 'TypeError', message, anchor: given.get('collection_class')?.anchor ?? annotation?.anchor ?? relationship.declaration.anchor });
  }
  if (collection?.missing === undefined) return 'done';
  const name = collection.instanceName ?? collection.name;
  const text = { appender: messages.noAppender, remover: messages.noRemover, iterator: messages.noIterator }[collection.missing](name);
  const anchor = given.get('collection_class')?.anchor ?? annotation?.anchor ?? relationship.declaration.anchor;
  return fail(session, relationship, { id: 'E-COLL-ADAPT', exceptionClass: 'ArgumentError', message: text, anchor, data: { type: name, role: collection.missing } });
}
