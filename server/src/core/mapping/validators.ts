/** `@validates` methods (`orm/mapper.py: _configure_class_instrumentation`). */
import type { SymbolicCall, Value } from '../evaluate/values';
import type { MapperBuild } from './createMapper';
import { mroOf } from './declarative/classAttributes';
import { isCallOf } from './externals';
import { mapperText } from './mapperText';

/** Two methods for one attribute are an error, unless the one overrides the other by name. */
export function checkValidators(build: MapperBuild): void {
  const { state, mapper } = build;
  const seen = new Set<string>();
  const validated = new Set<string>();
  for (const cls of mroOf(state, mapper.cls)) {
    for (const [method, binding] of state.namespaceOf(cls)) {
      if (seen.has(method)) continue;
      seen.add(method);
      for (const name of validatedNames(binding.value)) {
        if (validated.has(name)) {
          build.report({
            id: 'E-VALIDATOR-DUP',
            exceptionClass: 'InvalidRequestError',
            message: `A validation function for mapped attribute '${name}' on mapper ${mapperText(mapper, state.version)} already exists.`,
            anchor: binding.anchor,
            data: { attribute: name },
          });
        }
        validated.add(name);
      }
    }
  }
}

/** The names in `@validates("a", "b")`. */
function validatedNames(value: Value): readonly string[] {
  const call = validatesCall(value);
  return call === undefined ? [] : call.args.flatMap((argument) => (argument.value.kind === 'string' ? [argument.value.value] : []));
}

function validatesCall(value: Value): SymbolicCall | undefined {
  if (value.kind !== 'call') return undefined;
  if (isCallOf(value.callee, 'validates')) return value.callee;
  // `@classmethod` and the like over a validator
  const inner = value.args[0]?.value;
  return inner?.kind === 'call' && isCallOf(inner.callee, 'validates') ? inner.callee : undefined;
}
