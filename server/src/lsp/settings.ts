/** The client's section `sqlalchemyRelationships`, read defensively: other editors send what they like. */
import type { ProblemSettings } from '../core/analysis';
import type { ProblemSeverity } from '../core/problems/problem';
import type { SqlAlchemyVersion } from '../core/workspace/project';
import type { InitializationOptions } from '../protocol/messages';

export interface Settings {
  readonly sqlalchemyVersion: SqlAlchemyVersion | 'auto';
  /** Interpreter or environment folder; empty to look for one. */
  readonly pythonPath: string;
  readonly roots: readonly string[];
  readonly exclude: readonly string[];
  readonly problemsEnabled: boolean;
  readonly problems: ProblemSettings;
  readonly hoverPicture: boolean;
  /** The kind of theme that pictures are drawn for; undefined where the client does not say. */
  readonly themeKind?: InitializationOptions['themeKind'];
  /** Another server answers for Python, keywords of calls included. */
  readonly pythonTools: boolean;
  readonly codeLens: boolean;
  readonly inlayHints: { readonly target: boolean; readonly cardinality: boolean; readonly join: boolean };
}

const SEVERITIES: ReadonlySet<unknown> = new Set<ProblemSeverity | 'off'>(['error', 'warning', 'information', 'hint', 'off']);
const VERSIONS: ReadonlySet<unknown> = new Set<SqlAlchemyVersion>(['1.4', '2.0', '2.1']);

/** `value` is the section's value in any shape; what is missing or of a wrong type takes its default. */
export function readSettings(value: unknown): Settings {
  const version = at(value, 'sqlalchemyVersion');
  const severity = at(value, 'problems', 'severity');
  return {
    sqlalchemyVersion: isVersion(version) ? version : 'auto',
    pythonPath: text(at(value, 'pythonPath')),
    roots: texts(at(value, 'roots')),
    exclude: texts(at(value, 'exclude')),
    problemsEnabled: at(value, 'problems', 'enabled') !== false,
    problems: { severity: isRecord(severity) ? Object.fromEntries(Object.entries(severity).filter(isSeverityEntry)) : {} },
    themeKind: themeKindOf(at(value, 'themeKind')),
    hoverPicture: at(value, 'hover', 'picture') !== false,
    pythonTools: at(value, 'pythonTools') === true,
    codeLens: at(value, 'codeLens', 'enabled') !== false,
    inlayHints: {
      target: at(value, 'inlayHints', 'target') === true,
      cardinality: at(value, 'inlayHints', 'cardinality') === true,
      join: at(value, 'inlayHints', 'join') === true,
    },
  };
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  let current = value;
  for (const key of keys) current = isRecord(current) ? current[key] : undefined;
  return current;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function themeKindOf(value: unknown): InitializationOptions['themeKind'] {
  return value === 'light' || value === 'dark' || value === 'highContrast' || value === 'highContrastLight' ? value : undefined;
}

function isVersion(value: unknown): value is SqlAlchemyVersion {
  return VERSIONS.has(value);
}

function isSeverityEntry(entry: [string, unknown]): entry is [string, ProblemSeverity | 'off'] {
  return SEVERITIES.has(entry[1]);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
