/** The words of the hover for an entity or one of its attributes, without links and pictures. */
import type { Mapper } from '../mapping/mapper';
import { columnWords, entityWords, tableWords } from '../display/entityWords';
import { relationshipWords } from '../display/relationshipWords';
import { argumentText, type FeatureContext } from './context';
import { faultWords, wordsText } from './hover';
import { explainDescriptor, explainProperty } from './otherMembers';
import { memberOf } from './referent';

export function explain(context: FeatureContext, entity: string, member?: string): string | undefined {
  const table = entity.startsWith('table:') ? context.graph.tables.find(({ key }) => key === entity.slice('table:'.length)) : undefined;
  if (table !== undefined) {
    const column = member === undefined ? undefined : table.columns.get(member);
    return column === undefined ? wordsText(tableWords(table, context.graph)) : wordsText(columnWords(column, context.graph));
  }
  const mapper = mapperNamed(context, entity);
  if (mapper === undefined) return undefined;
  return member === undefined ? wordsText(entityWords(mapper)) : explainMember(context, mapper, member);
}

/** By full name `app.models.User`, or by a shorter one that only one class has. */
export function mapperNamed(context: FeatureContext, name: string): Mapper | undefined {
  const exact = context.graph.mappers.find(({ entity }) => entity === name);
  if (exact !== undefined) return exact;
  const candidates = context.graph.mappers.filter((mapper) => mapper.entity.endsWith(`.${name}`));
  return candidates.length === 1 ? candidates[0] : undefined;
}

function explainMember(context: FeatureContext, mapper: Mapper, member: string): string | undefined {
  const referent = memberOf(mapper, member);
  switch (referent?.kind) {
    case undefined:
    case 'entity':
    case 'table':
      return undefined;
    case 'relationship': {
      const words = relationshipWords(referent.relationship, (of, argument) => argumentText(context, of, argument));
      const facts = words.facts.map(({ label, text }) => `**${label}** ${text}`).join('  \n');
      return [words.title, words.sentence, ...faultWords(context, referent.relationship), facts].filter((part) => part !== undefined && part !== '').join('\n\n');
    }
    case 'column':
      return wordsText(columnWords(referent.column, context.graph, `${mapper.name}.${member}`));
    case 'descriptor':
      return explainDescriptor(mapper, referent.descriptor);
    case 'property':
      return explainProperty(mapper, referent.property);
  }
}
