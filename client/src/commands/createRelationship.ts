import { l10n, window } from 'vscode';
import { cursorPosition } from '../languageClient';
import { nameOf, relateClasses } from '../relateClasses';
import { entityOf } from './arguments';
import type { Command, CommandContext } from './index';

/** Asks for the other class, the kind and the names, and shows what would be written. */
export const createRelationship: Command = async ({ client }, ...args) => {
  const cursor = cursorPosition();
  const uri = cursor?.textDocument.uri;
  const stated = entityOf(args)?.entity ?? (cursor === undefined ? undefined : (await client.entityAt(cursor))?.entity);
  const entities = await classesOf(client, uri);
  const from = entities.some(({ entity }) => entity === stated) ? stated : await pickClass(entities, l10n.t('The class that gets the relationship'));
  const to = from === undefined ? undefined : await pickClass(entities, l10n.t('The class it leads to'));
  if (from === undefined || to === undefined) return;
  await relateClasses(client, { uri, from, to });
};

interface ClassItem {
  readonly entity: string;
  readonly label: string;
  readonly description: string;
}

async function classesOf(client: CommandContext['client'], uri: string | undefined): Promise<readonly ClassItem[]> {
  const result = await client.diagram({ uri, foldAssociationTables: false });
  const classes = (result?.diagram.entities ?? []).filter(({ id }) => !id.startsWith('table:'));
  return classes.map(({ id }) => ({ entity: id, label: nameOf(id), description: id }));
}

async function pickClass(entities: readonly ClassItem[], placeHolder: string): Promise<string | undefined> {
  if (entities.length === 0) {
    void window.showInformationMessage(l10n.t('There are no mapped classes in this workspace.'));
    return undefined;
  }
  return (await window.showQuickPick([...entities], { placeHolder, matchOnDescription: true }))?.entity;
}
