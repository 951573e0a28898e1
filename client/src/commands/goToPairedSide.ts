import type { Command } from './index';
import { withPairedSides } from './pairedSides';

/** Moves the cursor to the other end of the relationship under it. */
export const goToPairedSide: Command = (context, ...args) => withPairedSides(context, args, 'goto');
