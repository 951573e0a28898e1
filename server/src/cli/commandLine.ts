import type { SqlAlchemyVersion } from '../core/workspace/project';

/** The options after the command's name, checked. */
export interface CommandLine {
  readonly positionals: readonly string[];
  readonly sqlalchemy?: SqlAlchemyVersion;
  readonly python: string;
  readonly isJson: boolean;
  /** `explain`: the whole document on a relationship. */
  readonly isWhy: boolean;
  /** `check`: repair what has one clear fix. */
  readonly isFix: boolean;
  /** `check`: the file with the problems that are accepted for now. */
  readonly baseline?: string;
  /** `check`: write that file. */
  readonly isUpdateBaseline: boolean;
  readonly format?: string;
  readonly focus?: string;
  readonly depth: number;
}
