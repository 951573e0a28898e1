import { reprOf } from '../evaluate/pythonText';
import type { Value } from '../evaluate/values';
import { libraryName } from './externals';

/** A value as Python prints it, or a name for people where the exact text is not known. */
export function describe(value: Value): string {
  return reprOf(value) ?? libraryName(value) ?? `<${value.kind}>`;
}
