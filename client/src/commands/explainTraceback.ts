import { commands, env, l10n, window } from 'vscode';
import type { ExplainTracebackResult } from '../../../server/src/protocol/messages';
import { revealLocation } from '../revealLocation';
import type { Command } from './index';

/** Goes to the place that caused a stack trace: the selected text, else what is on the clipboard, else what the user pastes. */
export const explainTraceback: Command = async ({ client }) => {
  const text = selectedText() ?? errorText(await env.clipboard.readText()) ?? (await askForText());
  if (text === undefined) return;
  const found = await client.explainTraceback({ text });
  if (found === undefined) {
    void window.showInformationMessage(l10n.t('No mapped class of this workspace is named in the stack trace.'));
    return;
  }
  await revealLocation(found.location, { beside: false });
  await showWords(found);
};

function selectedText(): string | undefined {
  const editor = window.activeTextEditor;
  return editor === undefined ? undefined : errorText(editor.document.getText(editor.selection));
}

/** The text where it may hold an exception or a warning; other texts are on the clipboard for other reasons. */
function errorText(text: string): string | undefined {
  return /(?:Error|Exception|Warning): /.test(text) ? text : undefined;
}

async function askForText(): Promise<string | undefined> {
  const prompt = l10n.t('Paste the stack trace, or its last line');
  const text = await window.showInputBox({ prompt, placeHolder: 'sqlalchemy.exc.InvalidRequestError: …', ignoreFocusOut: true });
  return text === undefined || text.trim() === '' ? undefined : text;
}

async function showWords({ how, message, exception }: ExplainTracebackResult): Promise<void> {
  const words = how === 'problem' ? message : `${message}. ${exception}`;
  const quickFix = l10n.t('Quick Fix');
  const chosen = await window.showInformationMessage(words.replaceAll('`', ''), ...(how === 'problem' ? [quickFix] : []));
  if (chosen === quickFix) await commands.executeCommand('editor.action.quickFix');
}
