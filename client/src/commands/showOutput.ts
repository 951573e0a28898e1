import type { Command } from './index';

export const showOutput: Command = ({ output }) => {
  output.show(true);
  return Promise.resolve();
};
