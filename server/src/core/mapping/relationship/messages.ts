/** What SQLAlchemy prints about relationships, word for word (`orm/relationships.py`, `orm/clsregistry.py`, `orm/strategies.py`). */
import type { Direction, Mapper, Relationship, SqlAlchemyVersion } from '../mapper';
import { mapperText } from '../mapperText';
import { classText } from '../../evaluate/pythonText';
import { quote } from '../../python/unparse';
import type { Column, Selectable } from '../schema/schema';
import { columnText, printSelectable } from '../sql/print';
import { raised } from '../sql/sqlObject';
import type { RaisedObject } from '../sql/sqlObject';
import type { NameScope } from './registryNames';

/** `str(relationship)`. */
export function relationshipText(relationship: Pick<Relationship, 'parent' | 'key'>): string {
  return `${relationship.parent.cls.name}.${relationship.key}`;
}

/** `str(secondary)`: a table's full name. */
export function secondaryText(selectable: Selectable): string {
  return selectable.kind === 'table' ? selectable.key : printSelectable(selectable);
}

/** `str()` of a selectable: an alias outside of a FROM clause compiles to nothing. */
function selectableString(selectable: Selectable): string {
  return selectable.kind === 'alias' ? '' : secondaryText(selectable);
}

export function directionRepr(direction: Direction, version: SqlAlchemyVersion): string {
  if (version === '1.4') return `symbol('${direction}')`;
  return `<RelationshipDirection.${direction}: ${{ ONETOMANY: 1, MANYTOONE: 2, MANYTOMANY: 3 }[direction]}>`;
}

/** `_raise_for_name`: a name in `expression` that is nowhere, or a generic class as text. */
export function failedToLocate(scope: NameScope, expression: string, name: string, data: RaisedObject['data']): RaisedObject {
  const { mapper, env } = scope;
  const generic = /^(.+)\[(.+)\]/s.exec(name);
  const initializing = `When initializing mapper ${mapperText(mapper, env.context.version)}, expression`;
  if (generic !== null && env.context.version !== '1.4') {
    const [, container = '', inside = ''] = generic;
    const argument = stripQuotes(inside);
    const key = scope.key;
    const message =
      `${initializing} "relationship(${quote(expression)})" seems to be using a generic class as the argument to relationship(); ` +
      `please state the generic argument using an annotation, e.g. "${key}: Mapped[${container}['${argument}']] = relationship()"`;
    return raised('E-NAME-GENERIC', 'InvalidRequestError', message, { ...data, container, argument });
  }
  const message =
    `${initializing} ${quote(expression)} failed to locate a name (${quote(name)}). If this is a class name, consider adding this relationship() ` +
    `to the ${classText(mapper.cls)} class after both dependent classes have been defined.`;
  return raised('E-NAME', 'InvalidRequestError', message, data);
}

function stripQuotes(text: string): string {
  return text.replace(/^'+|'+$/g, '');
}

export const messages = {
  unqualifiedTable: (name: string, schema: string): string =>
    `The string '${name}' was resolved to the non-schema-qualified table '${name}', however the MetaData object has a default schema of '${schema}'. ` +
    `In a future version of SQLAlchemy, this unqualified name will be resolved as '${schema}.${name}'. To reference a table without a schema, use the Table object directly.`,

  unexpectedKeyword: (name: string): string => `RelationshipProperty.__init__() got an unexpected keyword argument '${name}'`,
  tooManyPositional: (given: number, keywordOnly: number): string =>
    keywordOnly === 0
      ? `relationship() takes from 0 to 2 positional arguments but ${given} were given`
      : `relationship() takes from 0 to 2 positional arguments but ${given} positional arguments (and ${keywordOnly} keyword-only argument${keywordOnly === 1 ? '' : 's'}) were given`,
  /** `relationship()` of 1.4, which reads no annotations. */
  relationshipWithoutTarget: (): string => "relationship() missing 1 required positional argument: 'argument'",
  relationshipUnexpectedKeyword: (name: string): string => `relationship() got an unexpected keyword argument '${name}'`,
  multipleValues: (name: string): string => `relationship() got multiple values for argument '${name}'`,
  keywordTwice: (name: string): string => `sqlalchemy.orm.relationships.RelationshipProperty() got multiple values for keyword argument '${name}'`,
  backrefAndBackPopulates: (): string => 'backref and back_populates keyword arguments are mutually exclusive',
  syncBackrefAndViewonly: (): string => 'sync_backref and viewonly cannot both be True',
  cascadeBackrefs: (): string => "The 'cascade_backrefs' parameter passed to relationship() may only be set to False.",
  omitJoin: (): string =>
    'setting omit_join to True is not supported; selectin loading of this relationship may not work correctly if this flag is set explicitly.  ' +
    'omit_join optimization is automatically detected for conditions under which it is supported.',
  viewonlyFlag: (name: string): string =>
    `Setting ${name} on relationship() while also setting viewonly=True does not make sense, as a viewonly=True relationship does not perform persistence operations. ` +
    'This configuration may raise an error in a future release.',
  invalidCascade: (names: readonly string[]): string => `Invalid cascade option(s): ${names.map(quote).join(', ')}`,
  orphanWithoutDelete: (): string => "The 'delete-orphan' cascade option requires 'delete'.",
  viewonlyCascade: (names: readonly string[]): string =>
    `Cascade settings "${names.join(', ')}" apply to persistence operations and should not be combined with a viewonly=True relationship.`,

  annotationRequired: (className: string, key: string, construct: string): string =>
    `Python typing annotation is required for attribute "${className}.${key}" when primary argument(s) for "${construct}" construct are None or not present`,
  abstractCollection: (type: string): string =>
    `Collection annotation type ${type} cannot be instantiated; please provide an explicit 'collection_class' parameter (e.g. list, set, etc.) ` +
    'to the relationship() function to accompany this annotation',
  genericWithoutArgument: (text: string): string => `Generic alias ${text} requires an argument`,
  dataclassDefault: (): string => "Only 'None' is accepted as dataclass default for a relationship()",
  dataclassDefaultOnCollection: (relationship: Relationship): string =>
    `On relationship ${relationshipText(relationship)}, the dataclass default for relationship may only be set for a relationship that references a scalar value, ` +
    'i.e. many-to-one or explicitly uselist=False',
  dataclassFactory: (className: string, key: string, expected: string): string =>
    `For relationship ${className}.${key} using dataclass options, default_factory must be exactly ${expected}`,

  expressionExpected: (argument: string, got: string): string => `Column expression expected for argument '${argument}'; got ${got}.`,
  fromExpected: (got: string): string => `FROM expression, such as a Table or alias() object expected, got ${got}.`,
  secondaryIsClass: (secondary: string, relationship: Relationship): string =>
    `secondary argument ${secondary} passed to to relationship() ${relationshipText(relationship)} must be a Table object or other FROM clause; ` +
    "can't send a mapped class directly as rows in 'secondary' are persisted independently of a class that is mapped to that same table.",
  secondaryjoinWithoutSecondary: (relationship: Relationship): string =>
    `Property ${relationshipText(relationship)} specified with secondary join condition but no secondary argument`,
  notAnEntity: (key: string, type: string): string => `relationship '${key}' expects a class or a mapper argument (received: ${type})`,
  unmappedClass: (name: string): string => `Class '${name}' is not mapped`,

  noForeignKeys: (relationship: Relationship, secondary: Selectable | undefined): string =>
    `Could not determine join condition between parent/child tables on relationship ${relationshipText(relationship)} - there are no foreign keys linking these tables` +
    (secondary === undefined ? '' : ` via secondary table '${selectableString(secondary)}'`) +
    '.  Ensure that referencing columns are associated with a ForeignKey or ForeignKeyConstraint, or ' +
    (secondary === undefined ? "specify a 'primaryjoin' expression." : "specify 'primaryjoin' and 'secondaryjoin' expressions."),
  ambiguousForeignKeys: (relationship: Relationship, secondary: Selectable | undefined): string =>
    `Could not determine join condition between parent/child tables on relationship ${relationshipText(relationship)} - there are multiple foreign key paths linking the tables` +
    (secondary === undefined ? '' : ` via secondary table '${selectableString(secondary)}'`) +
    ".  Specify the 'foreign_keys' argument, providing a list of those columns which should be counted as containing a foreign key reference " +
    (secondary === undefined ? 'to the parent table.' : 'from the secondary table to each of the parent and child tables.'),
  noEquality: (which: 'primary' | 'secondary', join: string, relationship: Relationship): string =>
    `Could not locate any simple equality expressions involving locally mapped foreign key columns for ${which} join condition '${join}' on relationship ` +
    `${relationshipText(relationship)}.  Ensure that referencing columns are associated with a ForeignKey or ForeignKeyConstraint, or are annotated in the join condition ` +
    "with the foreign() annotation. To allow comparison operators other than '==', the relationship can be marked as viewonly=True.",
  noForeignColumns: (which: 'primary' | 'secondary', join: string, relationship: Relationship): string =>
    `Could not locate any relevant foreign key columns for ${which} join condition '${join}' on relationship ${relationshipText(relationship)}.  ` +
    'Ensure that referencing columns are associated with a ForeignKey or ForeignKeyConstraint, or are annotated in the join condition with the foreign() annotation.',
  noPairs: (relationship: Relationship): string =>
    `Relationship ${relationshipText(relationship)} could not determine any unambiguous local/remote column pairs based on join condition and remote_side arguments.  ` +
    'Consider using the remote() annotation to accurately mark those elements of the join condition that are on the remote side of the relationship.',
  remoteIsLocal: (column: Column): string =>
    `Expression ${columnText(column)} is marked as 'remote', but these column(s) are local to the local side.  The remote() annotation is needed only for a ` +
    'self-referential relationship where both sides of the relationship refer to the same tables.',
  nonColumnElements: (relationship: Relationship): string =>
    `Non-simple column elements in primary join condition for property ${relationshipText(relationship)} - consider using remote() annotations to mark the remote side.`,
  remoteSideRedundant: (): string => 'remote_side argument is redundant against more detailed _local_remote_side argument.',
  foreignOnBothSides: (relationship: Relationship): string =>
    `Can't determine relationship direction for relationship '${relationshipText(relationship)}' - foreign key columns within the join condition are present in both the parent ` +
    "and the child's mapped tables.  Ensure that only those columns referring to a parent column are marked as foreign, either via the foreign() annotation or " +
    'via the foreign_keys argument.',
  foreignOnNeitherSide: (relationship: Relationship): string =>
    `Can't determine relationship direction for relationship '${relationshipText(relationship)}' - foreign key columns are present in neither the parent nor the child's mapped tables`,

  orphanOnManySide: (relationship: Relationship, target: Mapper, version: SqlAlchemyVersion): string => {
    const name = relationshipText(relationship);
    const referred = version === '1.4' ? 'referred towards' : 'referenced';
    return (
      `For ${relationship.direction === 'MANYTOONE' ? 'many-to-one' : 'many-to-many'} relationship ${name}, delete-orphan cascade is normally configured only on the "one" side ` +
      'of a one-to-many relationship, and not on the "many" side of a many-to-one or many-to-many relationship.  ' +
      `To force this relationship to allow a particular "${target.cls.name}" object to be ${referred} by only a single "${relationship.parent.cls.name}" object at a time ` +
      `via the ${name} relationship, which would allow delete-orphan cascade to take place in this direction, set the single_parent=True flag.`
    );
  },
  passiveDeletesAll: (relationship: Relationship): string =>
    `On ${relationshipText(relationship)}, can't set passive_deletes='all' in conjunction with 'delete' or 'delete-orphan' cascade`,
  noDependencyProcessor: (relationship: Relationship): string =>
    `Can't build a DependencyProcessor for relationship ${relationshipText(relationship)}. No target attributes to populate between parent and child are present`,

  missingProperty: (mapper: Mapper, key: string, version: SqlAlchemyVersion): string =>
    version === '1.4'
      ? `Mapper '${mapperText(mapper, version)}' has no property '${key}'`
      : `Mapper '${mapperText(mapper, version)}' has no property '${key}'.  If this property was indicated from other mappers or configure events, ensure registry.configure() has been called.`,
  notARelationship: (relationship: Relationship, attribute: string): string =>
    `back_populates on relationship '${relationshipText(relationship)}' refers to attribute '${attribute}' that is not a relationship.  ` +
    'The back_populates parameter should refer to the name of a relationship on the target class.',
  reverseElsewhere: (key: string, relationship: Relationship, other: Relationship, version: SqlAlchemyVersion): string =>
    `reverse_property '${key}' on relationship ${relationshipText(relationship)} references relationship ${relationshipText(other)}, which does not reference mapper ` +
    mapperText(relationship.parent, version),
  sameDirection: (relationship: Relationship, other: Relationship, direction: Direction, version: SqlAlchemyVersion): string =>
    `${relationshipText(other)} and back-reference ${relationshipText(relationship)} are both of the same direction ${directionRepr(direction, version)}.  ` +
    'Did you mean to set remote_side on the many-to-one side ?',
  invalidBackPopulates: (repr: string): string => `Invalid back_populates value: ${repr}`,
  syncBackrefOfViewonly: (writable: Relationship, viewonly: Relationship): string =>
    `Relationship ${relationshipText(writable)} cannot specify sync_backref=True since ${relationshipText(viewonly)} includes viewonly=True.`,
  backrefExists: (key: string, relationship: Relationship, mapper: Mapper, version: SqlAlchemyVersion): string =>
    `Error creating backref '${key}' on relationship '${relationshipText(relationship)}': property of that name exists on mapper '${mapperText(mapper, version)}'`,
  backrefSecondaryjoin: (): string => "Can't assign 'secondaryjoin' on a backref against a non-secondary relationship.",
  replacesClassAttribute: (mapper: Mapper, key: string, version: SqlAlchemyVersion): string =>
    `User-placed attribute ${mapper.cls.name}.${key} on ${mapperText(mapper, version)} is replacing an existing class-bound attribute of the same name.  ` +
    'Behavior is not fully defined in this case.  This use is deprecated and will raise an error in a future release',

  overlap: (relationship: Relationship, from: Column, to: Column, others: readonly { readonly relationship: Relationship; readonly from: Column }[]): string => {
    const conflicts = others.map((other) => `'${relationshipText(other.relationship)}' (copies ${columnText(other.from)} to ${columnText(to)})`).sort(byCodePoint);
    const keys = others.map((other) => other.relationship.key).sort(byCodePoint);
    return (
      `relationship '${relationshipText(relationship)}' will copy column ${columnText(from)} to column ${columnText(to)}, which conflicts with relationship(s): ${conflicts.join(', ')}. ` +
      'If this is not the intention, consider if these relationships should be linked with back_populates, or if viewonly=True should be applied to one or more if they are read-only. ' +
      'For the less common case that foreign key constraints are partially overlapping, the orm.foreign() annotation can be used to isolate the columns that should be written towards.   ' +
      `To silence this warning, add the parameter 'overlaps="${keys.join(',')}"' to the '${relationshipText(relationship)}' relationship.`
    );
  },

  unknownLazy: (lazyRepr: string, relationship: Relationship): string => `Can't find strategy (('lazy', ${lazyRepr}),) for ${relationshipText(relationship)}`,
  dynamicOnScalar: (relationship: Relationship): string =>
    `On relationship ${relationshipText(relationship)}, 'dynamic' loaders cannot be used with many-to-one/one-to-one relationships and/or uselist=False.`,
  noload: (): string =>
    'The ``noload`` loader strategy is deprecated and will be removed in a future release.  This option produces incorrect results by returning ``None`` for related items. (deprecated since: 2.1)',
  noAppender: (type: string): string => `Type ${type} must elect an appender method to be a collection class`,
  noRemover: (type: string): string => `Type ${type} must elect a remover method to be a collection class`,
  noIterator: (type: string): string => `Type ${type} must elect an iterator method to be a collection class`,
} as const;

/** Python sorts texts by code point. */
export function byCodePoint(one: string, other: string): number {
  const [left, right] = [[...one], [...other]];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
