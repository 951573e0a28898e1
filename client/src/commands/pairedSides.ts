import { Location, Position, Range, Uri, commands, l10n, window } from 'vscode';
import type { PairedSideResult, TextDocumentPosition, WireLocation } from '../../../server/src/protocol/messages';
import { placeOf } from './arguments';
import type { CommandContext } from './index';
import { revealLocation } from '../revealLocation';

/** Asks for the other end of the relationship at a place, and goes there or shows it in place. */
export async function withPairedSides({ client }: CommandContext, args: readonly unknown[], how: 'goto' | 'peek'): Promise<void> {
  const place = placeOf(args);
  if (place === undefined) {
    void window.showInformationMessage(l10n.t('Put the cursor on a relationship in a Python file.'));
    return;
  }
  const result = await client.pairedSide(place);
  const [first, ...more] = result?.sides ?? [];
  if (first === undefined) {
    void window.showInformationMessage(reasonOf(result));
  } else if (how === 'goto' && more.length === 0) {
    await revealLocation(first, { beside: false });
  } else {
    await showLocations(place, [first, ...more], how);
  }
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
