import * as vscode from 'vscode';

/** The parts of the graph's JSON that the suite reads. */
export interface Graph {
  readonly mappers: readonly {
    readonly entity: string;
    readonly name: string;
    readonly module: string;
    readonly relationships: readonly { readonly key: string; readonly createdByBackref: string | null }[];
  }[];
}

/** The graph as `Copy Relationship Graph as JSON` puts it on the clipboard. */
export async function graph(): Promise<Graph> {
  await vscode.commands.executeCommand('sqlalchemyRelationships.copyGraphJson');
  return JSON.parse(await vscode.env.clipboard.readText()) as Graph;
}
