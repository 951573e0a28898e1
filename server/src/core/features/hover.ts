/** What a hover says. The words come from `core/display`; this file chooses them by what the cursor is on. */
import type { FileId } from '../declarations/anchor';
import type { Relationship } from '../mapping/mapper';
import { columnWords, entityWords, tableWords, type Words } from '../display/entityWords';
import { ambiguityLines } from '../display/explanations/index';
import { code, columnName, relationshipName } from '../display/names';
import { pictureUri, relationshipPicture } from '../display/picture';
import { relationshipWords } from '../display/relationshipWords';
import { kindOf } from '../problems/catalogue';
import { argumentText, textAt, type FeatureContext } from './context';
import { explainDescriptor, explainProperty } from './otherMembers';
import { commandLink, positionArguments } from './links';
import { pairedSides, reversesOf } from './pairedSides';
import { declaredAt } from './places';
import { identityOf, type Referent } from './referent';
import type { HoverOptions, HoverResult } from './results';
import { subjectAt, type Subject } from './subject';

/** Copies of a mixin's relationship that are explained in full; the others are only named. */
const MAX_COPIES = 2;

export function hover(context: FeatureContext, file: FileId, offset: number, options: HoverOptions): HoverResult | undefined {
  const subject = subjectAt(context, file, offset);
  if (subject === undefined) return undefined;
  const markdown = markdownOf(context, subject, options);
  return markdown === undefined ? undefined : { span: subject.span, markdown };
}

function markdownOf(context: FeatureContext, subject: Subject, options: HoverOptions): string | undefined {
  const referents = relevantReferents(subject);
  const shown = referents.slice(0, MAX_COPIES).map((referent) => sectionOf(context, referent, options));
  const hidden = referents.slice(MAX_COPIES).map(nameOf);
  if (shown.length === 0) return undefined;
  const rest = hidden.length === 0 ? [] : [`And in the same way: ${hidden.map(code).join(', ')}`];
  return [...shown, ...rest].join('\n\n---\n\n');
}

/** The target of a relationship is explained by the relationship; every other name stands for itself. */
function relevantReferents(subject: Subject): readonly Referent[] {
  const isTarget = subject.context?.argument === 'argument' || subject.context?.argument === 'annotation';
  const about = isTarget ? (subject.context?.relationships ?? []).map((relationship): Referent => ({ kind: 'relationship', relationship })) : subject.referents;
  return [...new Map(about.map((referent) => [identityOf(referent), referent])).values()];
}

function sectionOf(context: FeatureContext, referent: Referent, options: HoverOptions): string {
  switch (referent.kind) {
    case 'relationship':
      return relationshipSection(context, referent.relationship, options);
    case 'entity': {
      const link = options.commandLinks ? [commandLink('$(type-hierarchy) Show in diagram', 'openDiagram', [referent.mapper.entity])] : [];
      return [wordsText(entityWords(referent.mapper)), ...link].join('\n\n');
    }
    case 'column':
      return wordsText(columnWords(referent.column, context.graph, referent.property === undefined ? undefined : `${referent.property.mapper.name}.${referent.property.key}`));
    case 'table':
      return wordsText(tableWords(referent.table, context.graph));
    case 'descriptor':
      return explainDescriptor(referent.mapper, referent.descriptor);
    case 'property':
      return explainProperty(referent.mapper, referent.property);
  }
}

function nameOf(referent: Referent): string {
  switch (referent.kind) {
    case 'relationship':
      return relationshipName(referent.relationship);
    case 'entity':
      return referent.mapper.name;
    case 'column':
      return columnName(referent.column);
    case 'table':
      return referent.table.key;
    case 'descriptor':
      return `${referent.mapper.name}.${referent.descriptor.name}`;
    case 'property':
      return `${referent.mapper.name}.${referent.property.key}`;
  }
}

function relationshipSection(context: FeatureContext, relationship: Relationship, options: HoverOptions): string {
  const words = relationshipWords(relationship, (of, argument) => argumentText(context, of, argument));
  const svg = options.picture === undefined || relationship.fault !== undefined ? undefined : relationshipPicture(relationship, options.picture.theme);
  return [
    words.title,
    ...(words.sentence === undefined ? [] : [words.sentence]),
    ...faultWords(context, relationship),
    ...ambiguityLines(relationship),
    ...(svg === undefined ? [] : [`![${relationshipName(relationship)}](${pictureUri(svg)})`]),
    ...(words.facts.length === 0 ? [] : [words.facts.map(({ label, text }) => `**${label}** ${text}`).join('  \n')]),
    ...(options.commandLinks ? [linksOf(context, relationship, options)] : []),
  ].join('\n\n');
}

/** What is wrong in our words, and what to do. */
export function faultWords(context: FeatureContext, { fault }: Relationship): readonly string[] {
  return fault === undefined ? [] : [kindOf(fault).word(fault, { graph: context.graph, textAt: (anchor) => textAt(context, anchor) })];
}

function linksOf(context: FeatureContext, relationship: Relationship, options: HoverOptions): string {
  const own = declaredAt(context, { kind: 'relationship', relationship });
  const here = own === undefined ? undefined : { file: own.target.file, span: own.selection };
  const pair = here === undefined || reversesOf(relationship).length === 0 || pairedSides(context, here.file, here.span.start).length === 0 ? [] : [
    commandLink('$(arrow-swap) Go to paired side', 'goToPairedSide', positionArguments(context, here, options)),
  ];
  const diagram = commandLink('$(type-hierarchy) Show in diagram', 'openDiagram', [{ entity: relationship.parent.entity, relationship: relationship.key }]);
  const references = here === undefined ? [] : [commandLink('$(references) References', 'showReferences', positionArguments(context, here, options))];
  const why = commandLink('$(question) Explain', 'explainRelationship', [{ entity: relationship.parent.entity, relationship: relationship.key }]);
  return [...pair, diagram, ...references, why].join(' · ');
}

/** Title and lines as Markdown; list lines stay one list. */
export function wordsText(words: Words): string {
  return [words.title, ...words.lines].reduce((text, line) => `${text}${line.startsWith('- ') && lastLineIsList(text) ? '\n' : '\n\n'}${line}`);
}

function lastLineIsList(text: string): boolean {
  return text.slice(text.lastIndexOf('\n') + 1).startsWith('- ');
}
