import type { Command } from './index';
import { withPairedSides } from './pairedSides';

/** Shows the other end of the relationship under the cursor in place. */
export const peekPairedSide: Command = (context, ...args) => withPairedSides(context, args, 'peek');
