import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../server/src/lsp/settings';

interface Setting {
  readonly type: string;
  readonly default?: unknown;
  readonly scope?: string;
  readonly markdownDescription?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category?: string }[];
    readonly keybindings: readonly { readonly command: string; readonly when?: string }[];
    readonly walkthroughs: readonly unknown[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

const ROOT = path.join(import.meta.dirname, '../../..');
const { contributes } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest;
const settings = Object.entries(contributes.configuration.properties);

describe('the settings of the manifest', () => {
  it.each(settings)('%s states its scope, its default and its effect', (_name, setting) => {
    expect(setting.scope).toBeDefined();
    expect(setting.default).toBeDefined();
    expect(setting.markdownDescription).toMatch(/\.$/);
    expect(setting.enumDescriptions?.length).toBe(setting.enum?.length);
  });

  it('have the defaults that the server takes when a client sends none', () => {
    expect(readSettings(asSection(settings.map(([name, setting]) => [name, setting.default])))).toEqual(readSettings({}));
  });
});

describe('the commands of the manifest', () => {
  const commands = new Set(contributes.commands.map(({ command }) => command));

  it('are the only ones that menus and keys name', () => {
    const named = [...contributes.keybindings, ...Object.values(contributes.menus).flat()].map(({ command }) => command);
    expect(named.filter((command) => !commands.has(command))).toEqual([]);
  });

  it('are the only ones that the walkthrough names', () => {
    const named = JSON.stringify(contributes.walkthroughs).match(/sqlalchemyRelationships\.\w+/g) ?? [];
    expect(named.filter((command) => !commands.has(command))).toEqual([]);
  });

  it('are the only ones that links in hovers may run', () => {
    const source = readFileSync(path.join(ROOT, 'client/src/languageClient.ts'), 'utf8');
    const [, list = ''] = /HOVER_COMMANDS = \[([^\]]*)\]/.exec(source) ?? [];
    const allowed = (list.match(/\w+/g) ?? []).map((name) => `sqlalchemyRelationships.${name}`);
    expect(allowed.filter((command) => !commands.has(command))).toEqual([]);
    const links = readFileSync(path.join(ROOT, 'server/src/core/features/links.ts'), 'utf8');
    const linked = (/type LinkCommand = ([^;]*);/.exec(links)?.[1]?.match(/\w+/g) ?? []).map((name) => `sqlalchemyRelationships.${name}`);
    expect(linked.filter((command) => !allowed.includes(command))).toEqual([]);
  });

  it('have the category', () => {
    expect(contributes.commands.filter(({ category }) => category !== 'SQLAlchemy')).toEqual([]);
  });

  it('have a condition wherever a menu or a key shows them', () => {
    const shown = [...contributes.keybindings, ...Object.values(contributes.menus).flat()];
    expect(shown.filter(({ when }) => when === undefined)).toEqual([]);
  });
});

/** `a.b.c` names as the nested object that VS Code makes of them. */
function asSection(entries: readonly (readonly [string, unknown])[]): unknown {
  const section: Record<string, unknown> = {};
  for (const [name, value] of entries) {
    const keys = name.split('.').slice(1);
    let at = section;
    for (const key of keys.slice(0, -1)) at = (at[key] ??= {}) as Record<string, unknown>;
    at[keys.at(-1) ?? ''] = value;
  }
  return section;
}
