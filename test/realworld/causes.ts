/** Why fields differ on real packages, as found out: the committed list causes.json. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '../oracle/compare';

export interface Cause {
  readonly package: string;
  /** Regular expressions over the whole subject and field. */
  readonly subject: string;
  readonly field: string;
  readonly cause: string;
}

export function readCauses(folder: string): readonly Cause[] {
  const file = path.join(folder, 'causes.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly Cause[]) : [];
}

export function causeOf(causes: readonly Cause[], packageName: string, finding: Finding): string | undefined {
  const matches = (pattern: string, text: string): boolean => new RegExp(`^(?:${pattern})$`).test(text);
  return causes.find((each) => each.package === packageName && matches(each.subject, finding.subject) && matches(each.field, finding.field))?.cause;
}
