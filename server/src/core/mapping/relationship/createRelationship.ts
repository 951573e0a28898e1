/** A relationship as `relationship(...)` leaves it: arguments taken over, nothing resolved yet (`orm/relationships.py: RelationshipProperty.__init__`). */
import type { Anchor } from '../../declarations/anchor';
import { truthOf } from '../../evaluate/operators';
import type { ClassValue, Value } from '../../evaluate/values';
import type { MappingContext } from '../context';
import type { Mapper, Relationship, RelationshipDeclaration } from '../mapper';
import { strOf } from '../../evaluate/pythonText';
import { isNone } from '../values';
import { cascadeOf } from './cascade';
import { collectionClassOf } from './collectionTypes';
import { isTrue, reportConstruction } from './constructionFaults';
import { byCodePoint } from './messages';

export interface RelationshipOwner {
  readonly key: string;
  readonly parent: Mapper;
  /** The class whose body states it: the mapped class or a mixin. */
  readonly declaredOn: ClassValue;
  readonly nameAnchor: Anchor;
}

export interface CreateOptions {
  /** The relationship whose backref makes this one. */
  readonly createdByBackref?: Relationship;
}

export function createRelationship(declaration: RelationshipDeclaration, owner: RelationshipOwner, context: MappingContext, options: CreateOptions = {}): Relationship {
  const isFromBackref = options.createdByBackref !== undefined;
  const fault = reportConstruction(declaration, context, isFromBackref ? 'configure' : 'import');
  const given = (name: string): Value | undefined => declaration.arguments.get(name)?.value;
  const isViewonly = isTrue(declaration.arguments.get('viewonly'));
  const backref = given('backref');
  const backPopulates = given('back_populates');
  return {
    kind: 'relationship',
    ...owner,
    declaration,
    createdByBackref: options.createdByBackref,
    localRemotePairs: [],
    synchronizePairs: [],
    secondarySynchronizePairs: [],
    remoteSide: [],
    foreignKeyColumns: [],
    uselist: initialUselist(declaration),
    backPopulates: backPopulates?.kind === 'string' ? backPopulates.value : undefined,
    backref: isTrue(declaration.arguments.get('back_populates')) ? undefined : backrefName(backref),
    reverse: [],
    viewonly: isViewonly,
    syncBackref: booleanOf(given('sync_backref')),
    lazy: lazyText(declaration),
    cascade: cascadeOf(declaration.arguments.get('cascade'), { isViewonly, version: context.version }).options ?? [],
    collectionClass: collectionName(declaration, context),
    overlaps: overlapsText(given('overlaps')),
    innerjoin: flag(given('innerjoin')),
    postUpdate: flag(given('post_update')),
    passiveDeletes: passiveDeletesOf(given('passive_deletes')),
    singleParent: flag(given('single_parent')),
    fault,
  };
}

/** A scalar annotation overrides what is stated. */
function initialUselist({ annotation, arguments: given }: RelationshipDeclaration): boolean | undefined {
  return annotation?.isScalar === true ? false : booleanOf(given.get('uselist')?.value);
}

/** undefined for None and for what is not known. */
function booleanOf(value: Value | undefined): boolean | undefined {
  return value === undefined || isNone(value) ? undefined : truthOf(value);
}

function flag(value: Value | undefined): boolean {
  return value !== undefined && truthOf(value) === true;
}

function passiveDeletesOf(value: Value | undefined): boolean | 'all' {
  return value?.kind === 'string' && value.value === 'all' ? 'all' : flag(value);
}

/** `backref="name"`, `backref("name", …)`, `("name", {…})`. */
export function backrefName(value: Value | undefined): string | undefined {
  switch (value?.kind) {
    case 'string':
      return value.value === '' ? undefined : value.value;
    case 'tuple':
    case 'list':
      return backrefName(value.items[0]);
    case 'call':
      return backrefName(value.keywords.get('name')?.value ?? value.args[0]?.value);
    default:
      return undefined;
  }
}

function lazyText({ annotation, arguments: given }: RelationshipDeclaration): string {
  if (annotation?.lazy !== undefined) return annotation.lazy;
  const value = given.get('lazy')?.value;
  return value === undefined ? 'select' : (strOf(value) ?? 'select');
}

/** `overlaps` names keys, sorted, without the spaces between them. */
function overlapsText(value: Value | undefined): string | undefined {
  return value?.kind === 'string' && value.value !== '' ? [...new Set(value.value.split(/\s*,\s*/))].sort(byCodePoint).join(',') : undefined;
}

function collectionName({ annotation, arguments: given }: RelationshipDeclaration, context: MappingContext): string | undefined {
  const stated = given.get('collection_class')?.value;
  const value = isNone(stated) ? annotation?.collectionClass : stated;
  return value === undefined ? undefined : collectionClassOf(value, context)?.name;
}

/** The keys of the `overlaps` argument. */
export function overlapsOf(relationship: Relationship): ReadonlySet<string> {
  return new Set(relationship.overlaps?.split(',') ?? []);
}
