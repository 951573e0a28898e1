import type { SqlAlchemyVersion } from '../core/workspace/project';
import type { PythonEnvironment } from './host';

/** Rules used where no SQLAlchemy is installed and none is set. */
export const DEFAULT_RULES: SqlAlchemyVersion = '2.0';

/** The rule set of an installed version such as `2.0.36`; 1.3 and older are read by the rules of 1.4. */
export function rulesOf(installed: string | undefined): SqlAlchemyVersion {
  if (installed === undefined) return DEFAULT_RULES;
  const [major = 0, minor = 0] = installed.split('.').map((part) => Number.parseInt(part, 10));
  if (major < 2) return '1.4';
  return major === 2 && minor === 0 ? '2.0' : '2.1';
}

/** The SQLAlchemy of a project: what is installed in its environment, else what its lock file fixes. */
export function sqlalchemyOf({ packages, lockedVersionOf }: PythonEnvironment): { readonly version: string; readonly isInstalled: boolean } | undefined {
  const installed = packages?.versionOf('sqlalchemy');
  const version = installed ?? lockedVersionOf?.('sqlalchemy');
  return version === undefined ? undefined : { version, isInstalled: installed !== undefined };
}
