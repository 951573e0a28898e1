/** What the other side of a relationship has to say so that both read the same join. */
import { textAt, type FeatureContext } from '../features/context';
import type { Relationship } from '../mapping/mapper';
import { shapeOf } from '../display/shape';
import type { Keyword, RelationshipSpec } from './attributes';
import { attributeNameOf, columnPath } from './foreignKeys';
import { quotedIn, registryName, type ClassStyle } from './classStyle';

/** The other side's declaration in the class of its target; a text says why it cannot be written. */
export function otherSideOf(context: FeatureContext, relationship: Relationship, style: ClassStyle, name: string): RelationshipSpec | string {
  const joins = joinKeywords(context, relationship, style);
  if (typeof joins === 'string') return joins;
  const isOne = relationship.direction === 'ONETOMANY' || shapeOf(relationship) === 'one to one';
  return {
    name,
    target: relationship.parent,
    isMany: !isOne,
    isOptional: relationship.cardinality?.source !== '1',
    needsUselist: isOne && relationship.direction === 'MANYTOONE',
    keywords: [...secondaryKeyword(relationship, style), ...joins, { name: 'back_populates', value: quotedIn(style, relationship.key) }, ...foreignKeys(relationship, style), ...remoteSide(relationship, style)],
  };
}

function secondaryKeyword({ secondary }: Relationship, style: ClassStyle): readonly Keyword[] {
  return secondary?.kind === 'table' ? [{ name: 'secondary', value: quotedIn(style, secondary.key) }] : [];
}

/** A stated join is repeated, the two of a many to many in each other's place. Only a string means the same in another class. */
function joinKeywords(context: FeatureContext, relationship: Relationship, style: ClassStyle): readonly Keyword[] | string {
  const { declaration, secondary } = relationship;
  const stated = ['primaryjoin', 'secondaryjoin'].flatMap((name) => {
    const argument = declaration.arguments.get(name);
    return argument === undefined ? [] : [{ name, argument }];
  });
  const keywords: Keyword[] = [];
  for (const { name, argument } of stated) {
    if (argument.value.kind !== 'string' || /\bremote\s*\(/.test(argument.value.value)) return `\`${name}\` is no plain string, so the other side cannot repeat it as it is`;
    const other = secondary === undefined ? name : name === 'primaryjoin' ? 'secondaryjoin' : 'primaryjoin';
    keywords.push({ name: other, value: textAt(context, argument.anchor) ?? quotedIn(style, argument.value.value) });
  }
  return keywords.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Repeated where this side states them, or several foreign keys would be found. */
function foreignKeys(relationship: Relationship, style: ClassStyle): readonly Keyword[] {
  if (!relationship.declaration.arguments.has('foreign_keys')) return [];
  const paths = relationship.foreignKeyColumns.map((column) => columnPath(relationship, column));
  return paths.some((path) => path === undefined) ? [] : [{ name: 'foreign_keys', value: quotedIn(style, `[${paths.join(', ')}]`) }];
}

/** The side of a self-reference that holds one names the columns of the other. */
function remoteSide(relationship: Relationship, style: ClassStyle): readonly Keyword[] {
  const { parent, target, direction, localRemotePairs, secondary } = relationship;
  if (parent !== target || direction !== 'ONETOMANY' || secondary !== undefined) return [];
  const names = localRemotePairs.map(([local]) => `${registryName(parent)}.${attributeNameOf(parent, local) ?? local.key}`);
  return [{ name: 'remote_side', value: quotedIn(style, `[${names.join(', ')}]`) }];
}
