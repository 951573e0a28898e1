import type { ConfigurationScope, Uri } from 'vscode';
import { ColorThemeKind, Disposable, extensions, window, workspace } from 'vscode';
import type { DiagramSettings, InitializationOptions } from '../../server/src/protocol/messages';
import type { RelationshipsClient } from './languageClient';

const SECTION = 'sqlalchemyRelationships';

/** What the server is told once, when it starts. */
export function initializationOptions(): InitializationOptions {
  return { themeKind: themeKind(), richHover: true, pythonTools: hasPythonTools() };
}

/** Extensions that complete, rename and explain Python itself. */
const PYTHON_TOOLS = ['ms-python.vscode-pylance', 'ms-python.python', 'ms-pyright.pyright', 'detachhead.basedpyright', 'anysphere.cursorpyright', 'meta.pyrefly', 'astral-sh.ty'];

function hasPythonTools(): boolean {
  return PYTHON_TOOLS.some((id) => extensions.getExtension(id) !== undefined);
}

/** The section `sqlalchemyRelationships` as the server reads it: the settings, the theme, and the environment that the Python extension chose. */
export function answerConfiguration(scope: Uri | undefined): Record<string, unknown> {
  const settings = plain(workspace.getConfiguration(undefined, scope ?? null).get<Record<string, unknown>>(SECTION, {}));
  const stated = settings['pythonPath'];
  const pythonPath = typeof stated === 'string' && stated !== '' ? stated : (chosenEnvironment(scope) ?? '');
  return { ...settings, ...initializationOptions(), pythonPath };
}

export function diagramSettings(scope: ConfigurationScope | undefined): DiagramSettings & { readonly followCursor: boolean } {
  const settings = workspace.getConfiguration(`${SECTION}.diagram`, scope ?? null);
  return {
    columns: settings.get<'keys' | 'all'>('columns', 'keys'),
    depth: settings.get('depth', 1),
    foldAssociationTables: settings.get('foldAssociationTables', true),
    followCursor: settings.get('followCursor', true),
  };
}

/** Stores a setting that was changed inside the panel, where it is set already, else for the user. */
export async function storeDiagramSetting(key: keyof DiagramSettings, value: string | number | boolean): Promise<void> {
  await workspace.getConfiguration(`${SECTION}.diagram`).update(key, value);
}

/** Sends the settings again whenever something that the server reads is another. */
export function watchConfiguration(client: RelationshipsClient): Disposable {
  const send = () => void client.sendConfiguration();
  const subscriptions = [
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SECTION)) send();
    }),
    window.onDidChangeActiveColorTheme(send),
  ];
  const onEnvironment = pythonApi()?.environments?.onDidChangeActiveEnvironmentPath;
  if (onEnvironment !== undefined) subscriptions.push(onEnvironment(send));
  return Disposable.from(...subscriptions);
}

/** VS Code gives objects that only read through to the settings; a message to a worker must hold plain ones. */
function plain(settings: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(settings)) as Record<string, unknown>;
}

function themeKind(): NonNullable<InitializationOptions['themeKind']> {
  switch (window.activeColorTheme.kind) {
    case ColorThemeKind.Light:
      return 'light';
    case ColorThemeKind.Dark:
      return 'dark';
    case ColorThemeKind.HighContrast:
      return 'highContrast';
    case ColorThemeKind.HighContrastLight:
      return 'highContrastLight';
  }
}

/** The part of the Python extension's API that is read here. */
interface PythonApi {
  readonly environments?: {
    readonly getActiveEnvironmentPath?: (resource?: Uri) => { readonly path: string };
    readonly onDidChangeActiveEnvironmentPath?: (listener: () => void) => Disposable;
  };
}

/** Undefined where the Python extension is missing or not active: it is never started on our account. */
function pythonApi(): PythonApi | undefined {
  const extension = extensions.getExtension<PythonApi>('ms-python.python');
  return extension?.isActive === true ? extension.exports : undefined;
}

function chosenEnvironment(scope: Uri | undefined): string | undefined {
  const path = pythonApi()?.environments?.getActiveEnvironmentPath?.(scope)?.path;
  // The bare command name means that nothing was chosen.
  return path === undefined || path === 'python' || path === 'python3' ? undefined : path;
}
