import type { Tool } from './index';
import { inputText } from './input';
import { graphOf, outlineOf } from './modelText';

/** The outline of the whole schema, or everything that is known of one entity as JSON. */
export const graphTool: Tool = async (client, input) => {
  const entity = inputText(input, 'entity');
  if (entity === undefined) return outlineOf((await client.modelTree())?.folders ?? []);
  return graphOf(await client.graphJson(undefined), entity) ?? `No mapped class is named \`${entity}\`. Without an entity, this tool lists all of them.`;
};
