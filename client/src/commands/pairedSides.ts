import { Location, Position, Range, Uri, commands, l10n, window } from 'vscode';
import type { PairedSideResult, TextDocumentPosition, WireLocation } from '../../../server/src/protocol/messages';
import { revealLocation } from '../revealLocation';
import { placeOf } from './arguments';
import type { CommandContext } from './index';
import { PairedCycle, type CycleStep } from './pairedCycle';

const cycle = new PairedCycle();

/**
 * Asks for the other end of the relationship at a place, and goes there or shows it in place. Of several ends, a link or lens lists all in a
 * peek view; by key, each press goes to the next.
 */
export async function withPairedSides({ client }: CommandContext, args: readonly unknown[], how: 'goto' | 'peek'): Promise<void> {
  const place = placeOf(args);
  if (place === undefined) {
    void window.showInformationMessage(l10n.t('Put the cursor on a relationship in a Python file.'));
    return;
  }
  const isByKey = how === 'goto' && args.length === 0;
  const further = isByKey ? cycle.continueFrom(place) : undefined;
  if (further !== undefined) {
    await goTo(further);
    return;
  }
  const result = await client.pairedSide(place);
  const [first, ...more] = result?.sides ?? [];
  if (first === undefined) {
    void window.showInformationMessage(reasonOf(result));
  } else if (how === 'goto' && more.length === 0) {
    await revealLocation(first, { beside: false });
  } else if (isByKey) {
    const step = cycle.begin(place, [first, ...more]);
    if (step !== undefined) await goTo(step);
  } else {
    await showLocations(place, [first, ...more], how);
  }
}

async function goTo({ location, number, count }: CycleStep): Promise<void> {
  await revealLocation(location, { beside: false });
  if (number !== undefined) window.setStatusBarMessage(l10n.t('Paired side {0} of {1}; again for the next', number, count), 4_000);
}

function reasonOf(result: PairedSideResult | undefined): string {
  return result?.reason ?? l10n.t('There is no relationship here.');
}

async function showLocations({ textDocument, position }: TextDocumentPosition, sides: readonly WireLocation[], how: 'goto' | 'peek'): Promise<void> {
  const from = new Position(position.line, position.character);
  await commands.executeCommand('editor.action.peekLocations', Uri.parse(textDocument.uri), from, sides.map(locationOf), how === 'peek' ? 'peek' : 'gotoAndPeek');
}

function locationOf({ uri, selection }: WireLocation): Location {
  return new Location(Uri.parse(uri), new Range(selection.start.line, selection.start.character, selection.end.line, selection.end.character));
}
