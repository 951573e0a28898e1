/** Step 6: pairing by `back_populates` (`RelationshipProperty._add_reverse_property`, `_check_sync_backref`). */
import type { Value } from '../../evaluate/values';
import type { MapperProperty, Relationship, SqlAlchemyVersion } from '../mapper';
import { mapperText } from '../mapperText';
import { describe } from '../pythonText';
import { reprOf, strOf } from '../../evaluate/pythonText';
import { ADDRESS, objectRepr } from '../sql/objectText';
import { rootOf } from '../views';
import { isNone } from '../values';
import { messages, relationshipText } from './messages';
import { anchorOfArgument } from './reporting';
import { fail, giveUp, stateOf } from './session';
import type { ConfigureSession, StepOutcome } from './session';
import { setupEntity } from './targetEntity';

export function pairWithReverse(session: ConfigureSession, relationship: Relationship): StepOutcome {
  const { backPopulates } = relationship;
  if (backPopulates !== undefined && backPopulates !== '') return addReverseProperty(session, relationship, backPopulates);
  const stated = relationship.declaration.arguments.get('back_populates')?.value;
  if (stated === undefined || isNone(stated) || stated.kind === 'string') return 'done';
  if (session.context.version !== '2.1') {
    const name = plainText(stated, session);
    return name === undefined ? 'done' : addReverseProperty(session, relationship, name);
  }
  const repr = reprOf(stated);
  if (repr === undefined || stated.kind === 'dynamic') return giveUp(relationship, `the value of \`back_populates\`, ${describe(stated)}`);
  return fail(session, relationship, { id: 'E-BP-VALUE', exceptionClass: 'ArgumentError', message: messages.invalidBackPopulates(repr), anchor: anchorOfArgument(relationship, 'back_populates') });
}

export function addReverseProperty(session: ConfigureSession, relationship: Relationship, key: string): StepOutcome {
  const { context } = session;
  const { target } = relationship;
  if (target === undefined) return 'stopped';
  const anchor = anchorOfArgument(relationship, 'back_populates', 'backref');
  const other = context.propertyOf(target, key);
  if (other === undefined) {
    if (target.openReason !== undefined) return giveUp(relationship, target.openReason);
    const candidates = [...target.properties.values()].filter((each) => each.kind === 'relationship').map((each) => each.key);
    const message = messages.missingProperty(target, key, context.version);
    return fail(session, relationship, { id: 'E-BP-MISSING', exceptionClass: 'InvalidRequestError', message, anchor, data: { name: key, target: target.name, candidates } });
  }
  const related = [{ anchor: other.nameAnchor, message: `\`${other.parent.name}.${other.key}\`` }];
  if (other.kind !== 'relationship') {
    const message = messages.notARelationship(relationship, propertyText(other, context.version));
    return fail(session, relationship, { id: 'E-BP-NOTREL', exceptionClass: 'InvalidRequestError', message, anchor, related, data: { name: key, target: target.name } });
  }
  for (const [one, two] of [[relationship, other], [other, relationship]] as const) {
    if (!checkSyncBackref(one, two)) {
      return fail(session, relationship, { id: 'E-BP-SYNC', exceptionClass: 'InvalidRequestError', message: messages.syncBackrefOfViewonly(two, one), anchor, related });
    }
  }
  addReverse(relationship, other);
  addReverse(other, relationship);
  if (setupEntity(session, other) === 'stopped') return 'done';
  return checkPair(session, relationship, other, key);
}

function checkPair(session: ConfigureSession, relationship: Relationship, other: Relationship, key: string): StepOutcome {
  const { version } = session.context;
  const anchor = anchorOfArgument(relationship, 'back_populates', 'backref');
  const related = [{ anchor: other.nameAnchor, message: `\`${relationshipText(other)}\`` }];
  if (other.target !== undefined && rootOf(other.target) !== rootOf(relationship.parent)) {
    const message = messages.reverseElsewhere(key, relationship, other, version);
    return fail(session, relationship, { id: 'E-BP-TARGET', exceptionClass: 'ArgumentError', message, anchor, related, data: { other: relationshipText(other), mapper: mapperText(relationship.parent, version) } });
  }
  const { direction } = relationship;
  const isComparable = version === '1.4' || stateOf(session, other).isStarted;
  if (isComparable && direction !== undefined && direction !== 'MANYTOMANY' && direction === other.direction) {
    const message = messages.sameDirection(relationship, other, direction, version);
    return fail(session, relationship, { id: 'E-BP-DIRECTION', exceptionClass: 'ArgumentError', message, anchor, related, data: { direction } });
  }
  return 'done';
}

function addReverse(relationship: Relationship, other: Relationship): void {
  if (!relationship.reverse.includes(other)) relationship.reverse.push(other);
}

/** Beside a relationship that only reads, the writing side does not synchronise; false where it is told to. */
function checkSyncBackref(one: Relationship, other: Relationship): boolean {
  if (!one.viewonly) return true;
  if (other.syncBackref === true) return false;
  if (!other.viewonly) other.syncBackref = false;
  return true;
}

/** Before 2.1 anything but a text is looked for as it prints, and not found. */
function plainText(value: Value, session: ConfigureSession): string | undefined {
  if (value.kind === 'attribute' && value.object.kind === 'class' && session.context.mapperOf(value.object) !== undefined) return `${value.object.name}.${value.name}`;
  if (value.kind === 'function') return objectRepr({ kind: 'python', value });
  return value.kind === 'number' || value.kind === 'boolean' ? strOf(value) : undefined;
}

/** `str(property)`. */
function propertyText(property: MapperProperty, version: SqlAlchemyVersion): string {
  if (property.kind === 'columnProperty') return `${property.parent.cls.name}.${property.key}`;
  const suffix = version === '1.4' ? 'Property' : '';
  const names = { synonym: `Synonym${suffix}`, composite: `Composite${suffix}`, concreteInherited: 'ConcreteInheritedProperty', other: 'MapperProperty', relationship: 'Relationship' };
  return `<${names[property.kind]} at ${ADDRESS}; ${property.key}>`;
}
