/** Fixes that set or remove one argument of the relationship itself. */
import { relationshipName } from '../../display/names';
import type { Relationship } from '../../mapping/mapper';
import { valuesIn } from '../../problems/wording';
import type { Fault } from '../../mapping/faults';
import type { FeatureContext } from '../context';
import type { FileEdits } from '../results';
import { callOf, quoted, removeKeyword, setKeyword, type Fix, type FixProvider } from './fix';

export const keywordFixes: FixProvider = (context, { problem }) => {
  const relationship = problem.fault.relationship;
  return relationship === undefined ? [] : fixesFor(problem.kind.code, context, relationship, problem.fault);
};

function fixesFor(code: string, context: FeatureContext, relationship: Relationship, fault: Fault): readonly Fix[] {
  const text = callOf(context, relationship)?.tree.text ?? '';
  const name = relationshipName(relationship);
  const set = (keyword: string, value: string, isPreferred = false): readonly Fix[] => fix(`Set ${keyword}=${value} on ${name}`, `Set \`${keyword}=${value.replaceAll("'", '"')}\``, setKeyword(context, relationship, keyword, value), isPreferred);
  const remove = (keyword: string, isPreferred = false): readonly Fix[] => fix(`Remove ${keyword} from ${name}`, `Remove \`${keyword}\``, removeKeyword(context, relationship, keyword), isPreferred);
  switch (code) {
    case 'cascade-orphan-without-delete':
      return set('cascade', quoted(text, 'all, delete-orphan'), true);
    case 'delete-orphan-many-side':
      return [...moveCascade(context, relationship), ...set('single_parent', 'True')];
    case 'passive-deletes-all-with-delete':
      return set('passive_deletes', 'True', true);
    case 'viewonly-with-writing-flag': {
      const [flag = ''] = valuesIn(fault, /^Setting (\S+) on relationship/);
      return remove(flag, true);
    }
    case 'sync-backref-viewonly':
    case 'back-populates-viewonly-sync':
      return remove('sync_backref', true);
    case 'cascade-backrefs-true':
      return remove('cascade_backrefs', true);
    case 'omit-join-true':
      return remove('omit_join', true);
    case 'remote-side-local':
    case 'remote-side-redundant':
      return remove('remote_side', true);
    case 'secondaryjoin-without-secondary':
      return remove('secondaryjoin');
    case 'back-populates-and-backref':
      return hasOtherSide(relationship) ? remove('backref', true) : [...remove('backref'), ...remove('back_populates', true)];
    case 'list-on-many-to-one':
    case 'uselist-against-annotation':
      return remove('uselist', true);
    case 'unique-foreign-key-list':
      return relationship.declaration.annotation === undefined ? set('uselist', 'False', true) : [];
    case 'lazy-dynamic-scalar':
      return remove('lazy', true);
    case 'lazy-noload-deprecated':
      return set('lazy', quoted(text, 'raise'));
    case 'delete-forbidden':
      return set('cascade', quoted(text, 'all, delete-orphan'));
    case 'mutual-foreign-keys':
      return set('post_update', 'True');
    case 'on-delete-ignored':
      return [...set('passive_deletes', 'True', true), ...set('cascade', quoted(text, 'all, delete-orphan'))];
    case 'cascade-on-viewonly':
    case 'viewonly-cascade-ignored':
      return remove('cascade', true);
    case 'relationship-default':
      return relationship.declaration.annotation?.isScalar === false ? [] : set('default', 'None', true);
    case 'secondary-is-mapped':
    case 'join-no-columns':
      return set('viewonly', 'True');
    default:
      return [];
  }
}

/** Whether the target states what `back_populates` names; a backref could not make it again. */
function hasOtherSide(relationship: Relationship): boolean {
  const name = literal(relationship, 'back_populates') ?? '';
  const targetName = literal(relationship, 'argument');
  const target = relationship.target ?? (targetName === undefined ? undefined : relationship.parent.registry.classesByName.get(targetName)?.[0]);
  return target?.properties.has(name) ?? true;
}

/** `delete-orphan` belongs on the side that owns: it is taken away here and stated there. */
function moveCascade(context: FeatureContext, relationship: Relationship): readonly Fix[] {
  const key = relationship.backPopulates ?? literal(relationship, 'back_populates');
  const other = key === undefined ? undefined : relationship.target?.properties.get(key);
  if (other?.kind !== 'relationship' || other.createdByBackref !== undefined) return [];
  const removed = removeKeyword(context, relationship, 'cascade');
  const text = callOf(context, other)?.tree.text ?? '';
  const added = setKeyword(context, other, 'cascade', quoted(text, 'all, delete-orphan'));
  if (removed === undefined || added === undefined) return [];
  const changes = removed.file === added.file ? [{ file: removed.file, edits: [...removed.edits, ...added.edits] }] : [removed, added];
  return [{ title: `Move the cascade to ${relationshipName(other)}`, summary: 'Move the cascade to the other side', isPreferred: true, changes }];
}

function literal(relationship: Relationship, argument: string): string | undefined {
  const value = relationship.declaration.arguments.get(argument)?.value;
  return value?.kind === 'string' ? value.value : undefined;
}

function fix(title: string, summary: string, edits: FileEdits | undefined, isPreferred: boolean): readonly Fix[] {
  return edits === undefined ? [] : [{ title, summary, isPreferred, changes: [edits] }];
}
