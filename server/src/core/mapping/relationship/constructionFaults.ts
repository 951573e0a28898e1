/** What `relationship(...)` itself refuses or warns about, while the class body runs (`orm/relationships.py: RelationshipProperty.__init__`, in its order). */
import { truthOf } from '../../evaluate/operators';
import type { MappingContext } from '../context';
import type { Fault } from '../faults';
import type { RelationshipArgument, RelationshipDeclaration, SqlAlchemyVersion } from '../mapper';
import { isNone } from '../values';
import { isKeywordOnly, isRelationshipParameter, relationshipParameters } from './argumentNames';
import { cascadeOf } from './cascade';
import { messages } from './messages';
import { faultOf } from './reporting';
import type { RelationshipProblem } from './reporting';

export interface ConstructionFaults {
  readonly error?: Fault;
  readonly warnings: readonly Fault[];
}

const byDeclaration = new WeakMap<object, ConstructionFaults>();

/** Reports once for each call, however many classes use it, and gives the error that stopped it. */
export function reportConstruction(declaration: RelationshipDeclaration, context: MappingContext, phase: Fault['phase'] = 'import'): Fault | undefined {
  const key = declaration.call ?? declaration;
  const known = byDeclaration.get(key);
  if (known !== undefined) return known.error;
  const found = constructionFaults(declaration, context.version, phase);
  byDeclaration.set(key, found);
  for (const warning of found.warnings) context.report(warning);
  if (found.error !== undefined) context.report(found.error);
  return found.error;
}

export function constructionFaults(declaration: RelationshipDeclaration, version: SqlAlchemyVersion, phase: Fault['phase'] = 'import'): ConstructionFaults {
  const warnings: Fault[] = [];
  for (const check of [signature, dataclassDefault, viewonlyFlags, syncBackref, cascadeBackrefs, omitJoin, cascade, pairing]) {
    for (const problem of check(declaration, version)) {
      const fault = faultOf(problem, phase);
      if (fault.sqlalchemy?.isWarning !== true) return { error: fault, warnings };
      warnings.push(fault);
    }
  }
  return { warnings };
}

type Check = (declaration: RelationshipDeclaration, version: SqlAlchemyVersion) => readonly RelationshipProblem[];

/** Too many positional arguments, an argument twice, an unknown keyword, in 1.4 no target: TypeError before anything is looked at. */
const signature: Check = ({ arguments: given, anchor, call }, version) => {
  const typeError = (id: string, message: string, at = anchor, data?: RelationshipProblem['data']): readonly RelationshipProblem[] => [{ id, exceptionClass: 'TypeError', message, anchor: at, data }];
  const extra = [...given].find(([name]) => name.startsWith('*'));
  if (extra !== undefined) {
    const positional = call?.args.length ?? [...given.keys()].filter((name) => name.startsWith('*')).length + 2;
    const keywordOnly = [...(call?.keywords.keys() ?? [])].filter((name) => isKeywordOnly(name, version)).length;
    return typeError('E-REL-POS', messages.tooManyPositional(positional, keywordOnly), extra[1].anchor);
  }
  const positionalNames = ['argument', 'secondary'].slice(0, call?.args.length ?? 0);
  const twice = positionalNames.find((name) => call?.keywords.has(name) === true);
  if (twice !== undefined) return typeError('E-REL-KW', messages.multipleValues(twice), given.get(twice)?.anchor);
  const unknown = [...given].find(([name]) => !isRelationshipParameter(name, version));
  if (unknown === undefined) {
    const isWithoutTarget = version === '1.4' && call?.args.length === 0 && !given.has('argument');
    return isWithoutTarget ? typeError('E-REL-TARGET', messages.relationshipWithoutTarget()) : [];
  }
  const message = version === '1.4' && call !== undefined ? messages.relationshipUnexpectedKeyword(unknown[0]) : messages.unexpectedKeyword(unknown[0]);
  return typeError('E-REL-KW', message, unknown[1].anchor, { keyword: unknown[0], candidates: relationshipParameters(version) });
};

const dataclassDefault: Check = ({ arguments: given }, version) => {
  const argument = given.get('default');
  if (version !== '2.1' || argument === undefined || isNone(argument.value) || argument.value.kind === 'dynamic') return [];
  return [{ id: 'E-REL-DEFAULT', exceptionClass: 'ArgumentError', message: messages.dataclassDefault(), anchor: argument.anchor }];
};

/** Flags about writing make no sense on a relationship that does not write; their defaults are left alone. */
const PERSISTENCE_DEFAULTS: readonly (readonly [string, boolean])[] = [
  ['passive_deletes', false],
  ['passive_updates', true],
  ['enable_typechecks', true],
  ['active_history', false],
  ['cascade_backrefs', false],
];

const viewonlyFlags: Check = ({ arguments: given }, version) => {
  if (!isTrue(given.get('viewonly'))) return [];
  return PERSISTENCE_DEFAULTS.flatMap(([name, standard]) => {
    const argument = given.get(name);
    const value = argument === undefined ? standard : plainBoolean(argument);
    const isDefault = value === (name === 'cascade_backrefs' && version === '1.4' ? true : standard);
    if (argument === undefined || isDefault || value === undefined) return [];
    return [{ id: 'W-VIEWONLY-FLAG', exceptionClass: 'SAWarning', message: messages.viewonlyFlag(name), anchor: argument.anchor, data: { argument: name } }];
  });
};

/** `all` is a value of its own; undefined for what is not known. */
function plainBoolean(argument: RelationshipArgument): boolean | 'other' | undefined {
  const { value } = argument;
  if (value.kind === 'boolean') return value.value;
  if (value.kind === 'number') return value.value === 0 ? false : value.value === 1 ? true : 'other';
  return truthOf(value) === undefined ? undefined : 'other';
}

const syncBackref: Check = ({ arguments: given }) => {
  const argument = given.get('sync_backref');
  if (argument === undefined || !isTrue(given.get('viewonly')) || !isTrue(argument)) return [];
  return [{ id: 'E-REL-SYNC-VO', exceptionClass: 'ArgumentError', message: messages.syncBackrefAndViewonly(), anchor: argument.anchor }];
};

const cascadeBackrefs: Check = ({ arguments: given }, version) => {
  const argument = given.get('cascade_backrefs');
  if (version === '1.4' || argument === undefined || !isTrue(argument)) return [];
  return [{ id: 'E-REL-CASC-BR', exceptionClass: 'ArgumentError', message: messages.cascadeBackrefs(), anchor: argument.anchor }];
};

const omitJoin: Check = ({ arguments: given }) => {
  const argument = given.get('omit_join');
  return argument !== undefined && isTrue(argument) ? [{ id: 'W-OMIT-JOIN', exceptionClass: 'SAWarning', message: messages.omitJoin(), anchor: argument.anchor }] : [];
};

const cascade: Check = ({ arguments: given }, version) => cascadeOf(given.get('cascade'), { isViewonly: isTrue(given.get('viewonly')), version }).problems;

const pairing: Check = ({ arguments: given }) => {
  const argument = given.get('backref');
  if (argument === undefined || !isTrue(argument) || !isTrue(given.get('back_populates'))) return [];
  return [{ id: 'E-REL-BP-BR', exceptionClass: 'ArgumentError', message: messages.backrefAndBackPopulates(), anchor: argument.anchor }];
};

/** Certainly true in Python's sense. */
export function isTrue(argument: RelationshipArgument | undefined): boolean {
  return argument !== undefined && truthOf(argument.value) === true;
}
