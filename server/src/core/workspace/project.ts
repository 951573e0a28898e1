/** What the host hands to the core, and nothing else: files, settings, and a way to read installed packages. */
import type { FileId } from '../declarations/anchor';

/** The rule sets: which SQLAlchemy decides. */
export type SqlAlchemyVersion = '1.4' | '2.0' | '2.1';

export interface SourceFile {
  readonly id: FileId;
  /** Below the project root, with `/`: `src/app/models/user.py`. */
  readonly path: string;
  readonly text: string;
}

export interface ProjectConfig {
  readonly sqlalchemy: SqlAlchemyVersion;
  /** Folders below the project root that are import roots, best first (`src`, `lib`); the project root itself is `''`. Empty: found from the layout. */
  readonly sourceRoots: readonly string[];
  /** Reads modules of the project's environment on demand; undefined answers mean "not installed". Synchronous, cached by the host. */
  readonly packages?: PackageReader;
}

export interface PackageReader {
  /** The source of an installed module: `sqlalchemy_utils.types.uuid`. Its path is for display only. */
  readModule(name: string): InstalledModule | undefined;
  /** Versions of installed distributions by lower-case name: `flask-sqlalchemy` → `3.1.1`. */
  versionOf(distribution: string): string | undefined;
}

export interface InstalledModule {
  readonly id: FileId;
  readonly text: string;
  readonly isPackage: boolean;
}
