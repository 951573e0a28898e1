/** The engine, for embedding: texts in, relationship graph and editor answers out. Knows no file system, no editor, no clock. */
export type { Analysis, ProblemSettings } from './analysis';
export { createAnalysisHost, type AnalysisEvents, type AnalysisHost } from './analysisHost';
export type { FileId } from './declarations/anchor';
export type { MapperGraph } from './mapping/mapper';
export type { PackageReader, ProjectConfig, SourceFile, SqlAlchemyVersion } from './workspace/project';
