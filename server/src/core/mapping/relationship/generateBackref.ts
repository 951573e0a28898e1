/** Step 6: the opposite relationship that `backref` makes, configured at once (`RelationshipProperty._generate_backref`). */
import type { Value } from '../../evaluate/values';
import type { Mapper, Relationship, RelationshipArgument } from '../mapper';
import type { SqlExpression } from '../sql/expression';
import { mapAnnotations } from '../sql/annotate';
import { isNone } from '../values';
import { configureRelationship } from './configureRelationship';
import { createRelationship } from './createRelationship';
import { messages } from './messages';
import { anchorOfArgument, faultOf } from './reporting';
import { fail, giveUp, newState, stateOf } from './session';
import type { ConfigureSession, InheritedArguments, StepOutcome } from './session';

export function generateBackref(session: ConfigureSession, relationship: Relationship): StepOutcome {
  const argument = relationship.declaration.arguments.get('backref');
  if (argument === undefined || hasBackPopulates(relationship) || isNone(argument.value)) return 'done';
  const parts = backrefParts(argument);
  if (parts === undefined) return giveUp(relationship, 'the backref, which is not written out');
  const { target } = relationship;
  if (target === undefined) return 'stopped';
  const taken = mapperWithProperty(target, parts.name);
  if (taken !== undefined) {
    const message = messages.backrefExists(parts.name, relationship, taken, session.context.version);
    const existing = taken.properties.get(parts.name);
    const related = existing === undefined ? [] : [{ anchor: existing.nameAnchor, message: `\`${taken.name}.${parts.name}\` is here` }];
    return fail(session, relationship, { id: 'E-BR-EXISTS', exceptionClass: 'ArgumentError', message, anchor: argument.anchor, related, data: { name: parts.name, target: taken.name } });
  }
  return makeReverse(session, relationship, target, argument, parts);
}

/** An empty text counts as none. */
export function hasBackPopulates({ backPopulates }: Relationship): boolean {
  return backPopulates !== undefined && backPopulates !== '';
}

interface BackrefParts {
  readonly name: string;
  readonly keywords: ReadonlyMap<string, RelationshipArgument>;
}

/** `"name"`, `backref("name", **kw)`, `("name", {…})`; undefined where the name or some keywords are not known. */
function backrefParts({ value, anchor }: RelationshipArgument): BackrefParts | undefined {
  switch (value.kind) {
    case 'string':
      return { name: value.value, keywords: new Map() };
    case 'tuple':
    case 'list': {
      const [name, keywords] = value.items;
      if (name?.kind !== 'string' || (keywords !== undefined && (keywords.kind !== 'dict' || keywords.isOpen === true))) return undefined;
      const entries = keywords?.entries ?? [];
      return { name: name.value, keywords: new Map(entries.flatMap((entry) => (entry.key.kind === 'string' ? [[entry.key.value, { value: entry.value, anchor: entry.anchor ?? anchor }] as const] : []))) };
    }
    case 'call': {
      const name = value.keywords.get('name')?.value ?? value.args[0]?.value;
      if (name?.kind !== 'string' || value.hasUnknownArguments) return undefined;
      return { name: name.value, keywords: new Map([...value.keywords].filter(([key]) => key !== 'name')) };
    }
    default:
      return undefined;
  }
}

/** The nearest mapper of the target's hierarchy that has a property of that name; a concrete one does not count. */
function mapperWithProperty(target: Mapper, name: string): Mapper | undefined {
  if (target.inheritance === 'concrete') return undefined;
  const ancestors: Mapper[] = [];
  for (let current: Mapper | undefined = target; current !== undefined; current = current.inherits) ancestors.push(current);
  return [...ancestors, ...descendantsOf(target)].find((mapper) => mapper.inheritance !== 'concrete' && mapper.properties.has(name));
}

function descendantsOf(mapper: Mapper): readonly Mapper[] {
  return mapper.subMappers.flatMap((each) => [each, ...descendantsOf(each)]);
}

function makeReverse(session: ConfigureSession, relationship: Relationship, target: Mapper, argument: RelationshipArgument, parts: BackrefParts): StepOutcome {
  const secondaryjoin = parts.keywords.get('secondaryjoin');
  if (relationship.secondary === undefined && secondaryjoin !== undefined && !isNone(secondaryjoin.value)) {
    return fail(session, relationship, { id: 'E-BR-SJ', exceptionClass: 'InvalidRequestError', message: messages.backrefSecondaryjoin(), anchor: secondaryjoin.anchor });
  }
  const twice = parts.keywords.get('back_populates');
  if (twice !== undefined) return fail(session, relationship, { id: 'E-REL-KW', exceptionClass: 'TypeError', message: messages.keywordTwice('back_populates'), anchor: twice.anchor });
  relationship.backPopulates = parts.name;
  warnOfReplacedAttribute(session, relationship, target, parts.name);
  const reverse = newReverse(session, relationship, target, argument, parts);
  session.states.set(reverse, newState(inheritedArguments(session, relationship, parts.keywords)));
  if (reverse.fault !== undefined) {
    relationship.fault ??= reverse.fault;
    return 'stopped';
  }
  session.context.addProperty(target, reverse);
  const outcome = configureRelationship(session, reverse);
  if (reverse.fault !== undefined) relationship.fault ??= reverse.fault;
  else if (reverse.dynamic !== undefined) relationship.dynamic ??= reverse.dynamic;
  return outcome;
}

function newReverse(session: ConfigureSession, relationship: Relationship, target: Mapper, argument: RelationshipArgument, { name, keywords }: BackrefParts): Relationship {
  const declaration = { arguments: argumentsOfReverse(relationship, keywords, argument), anchor: argument.anchor };
  const owner = { key: name, parent: target, declaredOn: relationship.declaredOn, nameAnchor: argument.anchor };
  const reverse = createRelationship(declaration, owner, session.context, { createdByBackref: relationship });
  reverse.backPopulates = relationship.key;
  return reverse;
}

/** A relationship that only run time can configure still makes its reverse, of which as little is known. */
export function addUnfinishedBackref(session: ConfigureSession, relationship: Relationship): void {
  const { dynamic, fault, target } = relationship;
  const argument = relationship.declaration.arguments.get('backref');
  if (dynamic === undefined || fault !== undefined || target === undefined || argument === undefined || hasBackPopulates(relationship)) return;
  const parts = isNone(argument.value) ? undefined : backrefParts(argument);
  if (parts === undefined || mapperWithProperty(target, parts.name) !== undefined) return;
  relationship.backPopulates = parts.name;
  const reverse = newReverse(session, relationship, target, argument, parts);
  session.states.set(reverse, { ...newState({ from: relationship }), isStarted: true, hasEntity: true });
  reverse.target = relationship.parent;
  reverse.dynamic = dynamic;
  session.context.addProperty(target, reverse);
}

/** What is written in `backref(...)`, and what is taken over from this side. */
function argumentsOfReverse(relationship: Relationship, keywords: ReadonlyMap<string, RelationshipArgument>, { anchor }: RelationshipArgument): ReadonlyMap<string, RelationshipArgument> {
  const given = new Map(keywords);
  const take = (key: string, value: Value): void => {
    if (!given.has(key)) given.set(key, { value, anchor });
  };
  take('viewonly', { kind: 'boolean', value: relationship.viewonly });
  take('post_update', { kind: 'boolean', value: relationship.postUpdate });
  const passiveUpdates = relationship.declaration.arguments.get('passive_updates');
  if (passiveUpdates !== undefined) take('passive_updates', passiveUpdates.value);
  take('sync_backref', relationship.syncBackref === undefined ? { kind: 'none' } : { kind: 'boolean', value: relationship.syncBackref });
  given.set('back_populates', { value: { kind: 'string', value: relationship.key }, anchor });
  return given;
}

function inheritedArguments(session: ConfigureSession, relationship: Relationship, keywords: ReadonlyMap<string, RelationshipArgument>): InheritedArguments {
  const { primaryjoin, secondaryjoin, secondary } = relationship;
  const foreignKeys = keywords.has('foreign_keys') ? undefined : stateOf(session, relationship).resolved?.foreignKeys;
  if (secondary === undefined) return { from: relationship, primaryjoin: primaryjoin === undefined ? undefined : reversed(primaryjoin, stateOf(session, relationship).statedMarks), foreignKeys };
  return { from: relationship, secondary, primaryjoin: withoutSides(secondaryjoin), secondaryjoin: withoutSides(primaryjoin), foreignKeys };
}

/** `primaryjoin_minus_local`. */
function withoutSides(expression: SqlExpression | undefined): SqlExpression | undefined {
  return expression === undefined ? undefined : mapAnnotations(expression, ({ local: _local, remote: _remote, ...others }) => others);
}

/** `primaryjoin_reverse_remote`: marks that were stated stay, near and far changed round; marks that were worked out go. */
function reversed(primaryjoin: SqlExpression, stated: { readonly foreign: boolean; readonly remote: boolean }): SqlExpression {
  if (!stated.remote) return mapAnnotations(primaryjoin, ({ foreign, parentEntity }) => (stated.foreign ? { foreign, parentEntity } : {}));
  return mapAnnotations(primaryjoin, ({ local, remote, ...others }) => (remote === true ? { ...others, local: true } : local === true ? { ...others, remote: true } : others));
}

/** What every mapped class has of its own. */
const INSTRUMENTED: ReadonlySet<string> = new Set(['__init__', '__table__', '__mapper__', '__module__', '_sa_class_manager']);

/** Since 2.0 a backref that takes the place of something on the class is warned about. */
function warnOfReplacedAttribute(session: ConfigureSession, relationship: Relationship, target: Mapper, name: string): void {
  const { context } = session;
  const own = target.cls.namespace.get(name);
  if (context.version === '1.4' || (!INSTRUMENTED.has(name) && (own === undefined || isNone(own.value)))) return;
  if (target.properties.get(name)?.kind === 'concreteInherited') return;
  const message = messages.replacesClassAttribute(target, name, context.version);
  const anchor = anchorOfArgument(relationship, 'backref');
  const related = own === undefined ? [] : [{ anchor: own.anchor, message: `\`${target.name}.${name}\` is here` }];
  context.report(faultOf({ id: 'W-REPLACE-PROP', exceptionClass: 'SADeprecationWarning', message, anchor, related, data: { name, target: target.name } }, 'configure', relationship));
}
