/** Colours and fonts of the VS Code theme, read once a theme change. */
import type { Palette } from '../../server/src/core/diagram/picture/drawing';
import { FONTS, type TextRole } from '../../server/src/core/diagram/picture/text';

export interface Theme {
  readonly palette: Palette;
  readonly fonts: Readonly<Record<TextRole, string>>;
  readonly fontFamily: string;
  readonly monospaceFamily: string;
  readonly isHighContrast: boolean;
}

export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const read = (...names: readonly string[]): string | undefined => names.map((name) => style.getPropertyValue(`--vscode-${name}`).trim()).find((value) => value !== '');
  const kind = document.body.dataset['vscodeThemeKind'] ?? document.body.className;
  const isHighContrast = kind.includes('high-contrast');
  const isLight = kind.includes('light');
  const contrast = read('contrastBorder');
  const text = read('editor-foreground', 'foreground') ?? (isLight ? '#333333' : '#cccccc');
  const canvas = read('editor-background') ?? (isLight ? '#ffffff' : '#1f1f1f');
  const fontFamily = read('font-family') ?? 'system-ui, sans-serif';
  const monospaceFamily = read('editor-font-family') ?? 'monospace';
  const palette: Palette = {
    canvas,
    card: isHighContrast ? canvas : (read('editorWidget-background', 'sideBar-background') ?? (isLight ? '#f8f8f8' : '#252526')),
    cardBorder: isHighContrast ? (contrast ?? text) : mix(read('editorWidget-border', 'widget-border') ?? text, text, 0.18),
    head: isHighContrast ? canvas : mix(read('sideBarSectionHeader-background', 'editorWidget-background') ?? canvas, text, 0.07),
    text,
    muted: isHighContrast ? text : mix(text, canvas, 0.34),
    line: isHighContrast ? text : mix(text, canvas, 0.3),
    manyToMany: read('charts-purple') ?? (isLight ? '#652d90' : '#b180d7'),
    inheritance: read('charts-green') ?? (isLight ? '#388a34' : '#89d185'),
    key: read('symbolIcon-keyForeground', 'charts-yellow') === text ? (read('charts-yellow') ?? text) : (read('charts-yellow', 'symbolIcon-keyForeground') ?? text),
    foreignKey: read('charts-blue') ?? (isLight ? '#1a85ff' : '#3794ff'),
    unique: opaque(read('charts-orange') ?? '#d18616'),
    focus: read('focusBorder', 'contrastActiveBorder') ?? '#0078d4',
    error: read('editorError-foreground', 'charts-red') ?? '#f14c4c',
    warning: read('editorWarning-foreground', 'charts-yellow') ?? '#cca700',
    added: read('gitDecoration-addedResourceForeground', 'charts-green') ?? (isLight ? '#2c7a3f' : '#73c991'),
    removed: read('gitDecoration-deletedResourceForeground', 'charts-red') ?? (isLight ? '#c72e0f' : '#f14c4c'),
    changed: read('gitDecoration-modifiedResourceForeground', 'charts-yellow') ?? (isLight ? '#8a6100' : '#e2c08d'),
    groups: ['blue', 'purple', 'orange', 'green', 'red', 'yellow'].map((name) => opaque(read(`charts-${name}`) ?? text)),
  };
  return { palette, fonts: fontsOf(fontFamily, monospaceFamily), fontFamily, monospaceFamily, isHighContrast };
}

function fontsOf(fontFamily: string, monospaceFamily: string): Readonly<Record<TextRole, string>> {
  const font = (role: TextRole) => {
    const { sizePx, isBold, isMonospace } = FONTS[role];
    return `${isBold ? '600 ' : ''}${sizePx}px ${isMonospace ? monospaceFamily : fontFamily}`;
  };
  return { title: font('title'), subtitle: font('subtitle'), name: font('name'), keyName: font('keyName'), type: font('type'), label: font('label'), group: font('group') };
}

/** `share` of the second colour in the first. Colours that are not plain hex or rgb come back as they are. */
export function mix(first: string, second: string, share: number): string {
  const a = channels(first);
  const b = channels(second);
  if (a === undefined || b === undefined) return first;
  return `rgb(${a.map((value, index) => Math.round(value * (1 - share) + (b[index] ?? value) * share)).join(', ')})`;
}

/** Themes give some chart colours half transparent, meant for overview rulers: too pale for words and lines. */
function opaque(colour: string): string {
  return mix(colour, colour, 0);
}

function channels(colour: string): readonly number[] | undefined {
  const hex = /^#([0-9a-f]{6})(?:[0-9a-f]{2})?$/i.exec(colour)?.[1];
  if (hex !== undefined) return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const short = /^#([0-9a-f]{3})$/i.exec(colour)?.[1];
  if (short !== undefined) return [...short].map((digit) => Number.parseInt(digit + digit, 16));
  const parts = /^rgba?\(([^)]+)\)$/.exec(colour)?.[1]?.split(/[\s,/]+/).map(Number);
  return parts === undefined || parts.length < 3 || parts.some(Number.isNaN) ? undefined : parts.slice(0, 3);
}

/** Calls back after the theme has changed. */
export function onThemeChange(changed: () => void): void {
  let isQueued = false;
  const observer = new MutationObserver(() => {
    if (isQueued) return;
    isQueued = true;
    requestAnimationFrame(() => {
      isQueued = false;
      changed();
    });
  });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-kind', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
}
