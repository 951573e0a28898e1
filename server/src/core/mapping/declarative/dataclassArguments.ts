/** Dataclass options of attributes on classes that are no dataclasses (`orm/decl_base.py: _extract_mappable_attributes`). */
import type { Anchor } from '../../declarations/anchor';
import { classText } from '../../evaluate/pythonText';
import type { SymbolicCall } from '../../evaluate/values';
import { reportInScan, type ClassScan } from './classScan';

/** The options among `names` that a call certainly has: what `**options` of unknown content adds may not be there. */
export function dataclassArgumentsOf(call: SymbolicCall, names: readonly string[]): readonly string[] {
  return call.hasUnknownArguments ? [] : names.filter((name) => call.keywords.has(name));
}

/** Dataclass options on a class that is none. */
export function checkDataclassArguments(scan: ClassScan, name: string, args: readonly string[], anchor: Anchor): void {
  if (args.length === 0 || scan.isDataclass) return;
  const shown = args.filter((argument) => ['init', 'default_factory', 'repr', 'default', 'dataclass_metadata'].includes(argument)).sort();
  reportInScan(scan, {
    id: 'E-DC-ARGS',
    exceptionClass: 'ArgumentError',
    message: `Attribute '${name}' on class ${classText(scan.cls)} includes dataclasses argument(s): ${shown.map((argument) => `'${argument}'`).join(', ')} but class does not specify SQLAlchemy native dataclass configuration.`,
    anchor,
  });
}
