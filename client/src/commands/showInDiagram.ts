import { modelItemOf } from './arguments';
import type { Command } from './index';

/** Opens the diagram on the entity of a line of the models view. */
export const showInDiagram: Command = ({ panels }, ...args) => {
  const item = modelItemOf(args);
  if (item !== undefined) panels.open({ uri: item.uri, focus: { entity: item.entity, relationship: item.relationship } });
  return Promise.resolve();
};
