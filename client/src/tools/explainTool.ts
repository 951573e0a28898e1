import type { Tool } from './index';
import { inputText } from './input';

/** The words of the hover for an entity, or for one of its attributes: `User`, or `User` and `posts`. */
export const explainTool: Tool = async (client, input) => {
  const entity = inputText(input, 'entity');
  if (entity === undefined) return 'State the entity, such as `User`.';
  const member = inputText(input, 'attribute');
  const words = await client.explain({ entity, member });
  return words ?? `No mapped class or table, or more than one, is named \`${entity}\`${member === undefined ? '' : `, or it has no attribute \`${member}\``}. The graph tool without an entity lists all of them.`;
};
