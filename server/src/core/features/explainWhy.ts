/** The whole explanation of a relationship, as a document; of anything else the words of the hover. */
import { relationshipExplanation } from '../display/explanations/index';
import { argumentText, type FeatureContext } from './context';
import { explain, mapperNamed } from './explain';
import { faultWords } from './hover';

export function explainWhy(context: FeatureContext, entity: string, member?: string): string | undefined {
  const property = member === undefined ? undefined : mapperNamed(context, entity)?.properties.get(member);
  if (property?.kind !== 'relationship') return explain(context, entity, member);
  return relationshipExplanation(property, faultWords(context, property), (of, argument) => argumentText(context, of, argument));
}
