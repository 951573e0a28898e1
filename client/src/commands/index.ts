import type { Disposable, LogOutputChannel } from 'vscode';
import { commands } from 'vscode';
import type { DiagramPanels } from '../diagram/diagramPanels';
import type { RelationshipsClient } from '../languageClient';
import type { ModelsView } from '../views/modelsView';
import { compareModels } from './compareModels';
import { copyGraphJson } from './copyGraphJson';
import { createRelationship } from './createRelationship';
import { deleteRelationship } from './deleteRelationship';
import { explainRelationship } from './explainRelationship';
import { explainTraceback } from './explainTraceback';
import { filterModels } from './filterModels';
import { goToPairedSide } from './goToPairedSide';
import { nextRelationship } from './nextRelationship';
import { openAnotherDiagram } from './openAnotherDiagram';
import { openDiagram } from './openDiagram';
import { openDiagramWhole } from './openDiagramWhole';
import { peekPairedSide } from './peekPairedSide';
import { previousRelationship } from './previousRelationship';
import { restartServer } from './restartServer';
import { revealInModels } from './revealInModels';
import { shareDiagramPositions } from './shareDiagramPositions';
import { showAllModels } from './showAllModels';
import { showInDiagram } from './showInDiagram';
import { showOnlyProblems } from './showOnlyProblems';
import { showOutput } from './showOutput';
import { showReferences } from './showReferences';

/** What a command works with. */
export interface CommandContext {
  readonly client: RelationshipsClient;
  readonly panels: DiagramPanels;
  readonly models: ModelsView;
  readonly output: LogOutputChannel;
}

/** A command's code. `args` come from links and lenses, and are checked before use; there are none when a user runs it. */
export type Command = (context: CommandContext, ...args: readonly unknown[]) => Promise<void>;

/** Every command of the manifest, by its name after `sqlalchemyRelationships.`. */
const COMMANDS: Readonly<Record<string, Command>> = {
  goToPairedSide,
  peekPairedSide,
  nextRelationship,
  previousRelationship,
  openDiagram,
  openDiagramWhole,
  openAnotherDiagram,
  compareModels,
  shareDiagramPositions,
  explainRelationship,
  createRelationship,
  deleteRelationship,
  explainTraceback,
  copyGraphJson,
  restartServer,
  showReferences,
  showInDiagram,
  revealInModels,
  filterModels,
  showOnlyProblems,
  showAllModels,
  showOutput,
};

export function registerCommands(context: CommandContext): readonly Disposable[] {
  return Object.entries(COMMANDS).map(([name, command]) =>
    commands.registerCommand(`sqlalchemyRelationships.${name}`, (...args: unknown[]) => command(context, ...args)),
  );
}
