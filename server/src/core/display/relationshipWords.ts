/** Everything said about one relationship, in the order of reading. Hover, details panel, tree and `explain` print it, each in its own form. */
import type { Relationship } from '../mapping/mapper';
import { cascadeText, loadsText, pairText, tagsOf, writesText } from './facts';
import { joinReasonText, sqlText } from './join';
import { code, relationshipName, selectableName } from './names';
import { sentenceOf } from './sentences';
import { isSelfReference, shapeOf } from './shape';

export interface RelationshipWords {
  /** `**`User.installations`** → `AgentInstallation` · one to many`. */
  readonly title: string;
  /** Whole sentences. */
  readonly sentence?: string;
  /** Label and text of each further line. */
  readonly facts: readonly { readonly label: string; readonly text: string }[];
}

/** Text of the source at an argument, as written; undefined where it is not at hand. */
export type ArgumentText = (relationship: Relationship, argument: string) => string | undefined;

export function relationshipWords(relationship: Relationship, argumentText: ArgumentText = () => undefined): RelationshipWords {
  if (relationship.fault !== undefined) return brokenWords(relationship);
  const sentence = sentenceOf(relationship);
  return {
    title: titleOf(relationship, argumentText),
    ...(sentence === undefined ? dynamicSentence(relationship, argumentText) : { sentence }),
    facts: factsOf(relationship),
  };
}

/** `one to many`, `many to many through table `student_course``, `one to one (`uselist=False`)`. */
export function kindText(relationship: Relationship, argumentText: ArgumentText = () => undefined): string {
  const shape = shapeOf(relationship);
  if (relationship.fault !== undefined) return 'not usable';
  if (shape === undefined) return 'decided at run time';
  if (shape === 'many to many' && relationship.secondary !== undefined) return `${shape} through ${relationship.secondary.kind === 'table' ? 'table ' : ''}${code(selectableName(relationship.secondary))}`;
  if (shape === 'one to one' && relationship.uselist === false && argumentText(relationship, 'uselist') !== undefined) return `${shape} (\`uselist=False\`)`;
  const remoteSide = argumentText(relationship, 'remote_side');
  if (isSelfReference(relationship) && remoteSide !== undefined) return `${shape} (${code(`remote_side=${remoteSide}`)})`;
  return shape;
}

function titleOf(relationship: Relationship, argumentText: ArgumentText): string {
  const target = relationship.target === undefined ? '' : `${code(relationship.target.name)} · `;
  return [`**${code(relationshipName(relationship))}** → ${target}${kindText(relationship, argumentText)}`, ...tagsOf(relationship)].join(' · ');
}

function factsOf(relationship: Relationship): RelationshipWords['facts'] {
  return [
    { label: 'Join', text: joinLine(relationship) },
    { label: 'Pair', text: shapeOf(relationship) === undefined ? undefined : pairText(relationship) },
    { label: 'Writes', text: writesText(relationship) },
    { label: 'Loads', text: loadsText(relationship) },
    { label: 'Cascade', text: cascadeText(relationship) },
    { label: 'Not known', text: shapeOf(relationship) === undefined ? undefined : relationship.dynamic },
  ].flatMap(({ label, text }) => (text === undefined ? [] : [{ label, text }]));
}

/** The join as SQL with its reason. */
export function joinLine(relationship: Relationship): string | undefined {
  if (relationship.primaryjoin === undefined) return undefined;
  const first = code(sqlText(relationship.primaryjoin));
  const through = relationship.secondaryjoin === undefined ? '' : `, then ${code(sqlText(relationship.secondaryjoin))}`;
  const reason = joinReasonText(relationship);
  return `${first}${through}${reason === undefined ? '' : reason.startsWith('because') ? `, ${reason}` : ` · ${reason}`}`;
}

function dynamicSentence(relationship: Relationship, argumentText: ArgumentText): { readonly sentence?: string } {
  const stated = argumentText(relationship, 'argument');
  if (relationship.target === undefined && stated !== undefined && !stated.includes('\n')) return { sentence: `The target is the value of ${code(stated)}, which only run time knows.` };
  const reason = relationship.dynamic ?? relationship.declaration.openReason;
  return reason === undefined ? {} : { sentence: `Only run time decides it: ${reason}.` };
}

function brokenWords(relationship: Relationship): RelationshipWords {
  const target = relationship.target === undefined ? '' : `${code(relationship.target.name)} · `;
  const message = relationship.fault?.sqlalchemy?.message;
  return {
    title: `**${code(relationshipName(relationship))}** → ${target}not usable`,
    ...(message === undefined ? {} : { sentence: `SQLAlchemy will refuse it: ${code(message.replace(/\s+/g, ' ').trim())}` }),
    facts: [],
  };
}
