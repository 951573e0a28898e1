import type { Command } from './index';

export const restartServer: Command = ({ client }) => client.restart();
