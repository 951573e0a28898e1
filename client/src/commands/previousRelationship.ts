import type { Command } from './index';
import { stepToRelationship } from './stepToRelationship';

/** Moves the cursor to the previous relationship of the file. */
export const previousRelationship: Command = ({ client }) => stepToRelationship(client, 'previous');
