/** The part of VS Code's language model API that the tools use. It came after the oldest version that this extension runs in. */
import * as vscode from 'vscode';

export interface LanguageModelApi {
  readonly registerTool: (name: string, tool: { readonly invoke: (options: { readonly input: unknown }) => Promise<unknown> }) => vscode.Disposable;
  /** A result of one text. */
  readonly resultOf: (text: string) => unknown;
}

type Constructor = new (value: unknown) => unknown;

/** Undefined in versions of VS Code without tools. */
export function languageModelApi(): LanguageModelApi | undefined {
  const api = vscode as unknown as Readonly<Record<string, unknown>>;
  const { lm, LanguageModelToolResult: Result, LanguageModelTextPart: TextPart } = api;
  if (typeof lm !== 'object' || lm === null || !('registerTool' in lm) || typeof Result !== 'function' || typeof TextPart !== 'function') return undefined;
  const { registerTool } = lm as Pick<LanguageModelApi, 'registerTool'>;
  return { registerTool, resultOf: (text) => new (Result as Constructor)([new (TextPart as Constructor)(text)]) };
}
