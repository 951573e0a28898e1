/** What a report is made from. */
import type { GraphJson, ProblemJson } from '../../core/export/graphJson';

export interface Report {
  readonly graph: GraphJson;
  /** Those that the baseline leaves. */
  readonly problems: readonly ProblemJson[];
}

export type ReportFormat = (report: Report) => string;
