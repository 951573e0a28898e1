/** Association proxies, hybrids and other descriptors of a mapped class, for display. */
import type { ClassValue, Value } from '../../evaluate/values';
import type { Descriptor, Mapper } from '../mapper';
import type { MappingState } from '../state';
import { argumentAt, stringOf } from '../values';
import { attributeKindOf, definingCall } from './attributeKinds';
import { declaredAttributeOf, evaluateDeclared, mroOf } from './classAttributes';

export function collectDescriptors(state: MappingState, cls: ClassValue, mapper: Mapper): void {
  for (const holder of mroOf(state, cls)) {
    if (holder !== cls && state.mappersByClass.has(holder)) break;
    for (const [name, binding] of state.namespaceOf(holder)) {
      if (name.startsWith('__') || mapper.descriptors.has(name)) continue;
      const declared = declaredAttributeOf(binding.value);
      const value = declared === undefined ? binding.value : holder === cls || state.classStates.get(cls)?.declaredAttributes.has(declared.call) === true ? evaluateDeclared(state, cls, declared) : undefined;
      const descriptor = value === undefined ? undefined : descriptorOf(state, name, value, binding.anchor);
      if (descriptor !== undefined) mapper.descriptors.set(name, descriptor);
    }
  }
}

function descriptorOf(state: MappingState, name: string, value: Value, anchor: Descriptor['anchor']): Descriptor | undefined {
  const call = definingCall(value);
  switch (attributeKindOf(state, value)) {
    case 'associationProxy':
      if (call === undefined) return undefined;
      return { kind: 'associationProxy', name, anchor, targetCollection: stringOf(argumentAt(call, 0, 'target_collection')), attribute: stringOf(argumentAt(call, 1, 'attr')), call };
    case 'hybrid':
      return { kind: 'hybrid', name, anchor, call };
    default:
      return undefined;
  }
}
