import type { Disposable } from 'vscode';
import type { RelationshipsClient } from '../languageClient';
import { explainTool } from './explainTool';
import { graphTool } from './graphTool';
import { languageModelApi } from './languageModel';

/** A tool's answer in words. `input` comes from a language model, and is checked before use. */
export type Tool = (client: RelationshipsClient, input: unknown) => Promise<string>;

/** Every tool of the manifest, by its name. */
const TOOLS: Readonly<Record<string, Tool>> = {
  sqlalchemyRelationships_explain: explainTool,
  sqlalchemyRelationships_graph: graphTool,
};

/** Nothing where VS Code has no tools yet. */
export function registerTools(client: RelationshipsClient): readonly Disposable[] {
  const api = languageModelApi();
  if (api === undefined) return [];
  return Object.entries(TOOLS).map(([name, tool]) => api.registerTool(name, { invoke: async ({ input }) => api.resultOf(await tool(client, input)) }));
}
