import type { SqlAlchemyVersion } from '../core/workspace/project';

/** The options after the command's name, checked. */
export interface CommandLine {
  readonly positionals: readonly string[];
  readonly sqlalchemy?: SqlAlchemyVersion;
  readonly python: string;
  readonly isJson: boolean;
  /** `explain`: the whole document on a relationship. */
  readonly isWhy: boolean;
  readonly format?: string;
  readonly focus?: string;
  readonly depth: number;
}
