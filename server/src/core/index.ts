/** The engine's door for hosts and adapters; also the entry of the purity check, which bundles it without Node and without a browser. */
export { createAnalysisHost, type AnalysisEvents, type AnalysisHost } from './analysisHost';
export type { Analysis, ProblemSettings } from './analysis';
export type { FileId } from './declarations/anchor';
export type { GraphJson } from './export/graphJson';
export type { PackageReader, ProjectConfig, SourceFile, SqlAlchemyVersion } from './workspace/project';
