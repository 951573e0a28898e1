/** The engine for programs: a set of files in, the graph as JSON out. The command line, tests and the oracle use it. */
import { createAnalysisHost } from '../core/analysisHost';
import type { Analysis } from '../core/analysis';
import type { FileId } from '../core/declarations/anchor';
import type { GraphJson } from '../core/export/graphJson';
import type { PackageReader, SqlAlchemyVersion } from '../core/workspace/project';

export interface ProgramOptions {
  readonly sqlalchemy: SqlAlchemyVersion;
  /** Import roots below the project root; empty to find them from the layout. */
  readonly sourceRoots?: readonly string[];
  readonly packages?: PackageReader;
}

/** `files`: text by path below the project root, with `/`. An internal error is thrown: here nobody's editor dies of it. */
export function analysisOfFiles(files: ReadonlyMap<string, string>, options: ProgramOptions): Analysis {
  const host = createAnalysisHost(
    { sqlalchemy: options.sqlalchemy, sourceRoots: options.sourceRoots ?? [], packages: options.packages },
    {
      onInternalError: (operation, error) => {
        throw error instanceof Error ? error : new Error(`${operation}: ${String(error)}`);
      },
    },
  );
  for (const [path, text] of files) host.setFile({ id: path as FileId, path, text });
  return host.analysis();
}

export function graphOfFiles(files: ReadonlyMap<string, string>, options: ProgramOptions): GraphJson {
  return analysisOfFiles(files, options).graphJson({ roots: ['.'] });
}
