import type { Command } from './index';
import { stepToRelationship } from './stepToRelationship';

/** Moves the cursor to the next relationship of the file. */
export const nextRelationship: Command = ({ client }) => stepToRelationship(client, 'next');
