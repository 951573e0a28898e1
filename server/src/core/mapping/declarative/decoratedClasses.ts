/** Decorators that map a class or make it a base: `@registry.mapped`, `@as_declarative()`, `@mapped_as_dataclass(registry)`. */
import type { ClassValue, SymbolicCall, Value } from '../../evaluate/values';
import { libraryName } from '../externals';
import type { Registry } from '../mapper';
import { createMetaData } from '../schema/createTable';
import type { MappingState } from '../state';
import { keyword } from '../values';
import { classStateOf, ownFlag } from './classAttributes';
import { mapClass } from './mapClass';
import { createRegistry, metadataOfValue, registryOfValue } from './registries';

export function classDecorated(state: MappingState, cls: ClassValue, decorator: Value): void {
  const call = decorator.kind === 'call' ? decorator : undefined;
  const target = call?.callee ?? decorator;
  if (target.kind === 'attribute') {
    const registry = registryOfValue(state, target.object);
    if (registry !== undefined) decoratedByRegistry(state, cls, registry, target.name);
    return;
  }
  const name = libraryName(target);
  if (name === 'as_declarative' && call !== undefined) {
    makeBase(state, cls, registryOfAsDeclarative(state, call));
  } else if (name === 'mapped_as_dataclass' && call?.args[0] !== undefined) {
    const registry = registryOfValue(state, call.args[0].value);
    if (registry !== undefined) decoratedByRegistry(state, cls, registry, 'mapped_as_dataclass');
  } else if (name === 'unmapped_dataclass') classStateOf(state, cls).isDataclass = true;
}

export function decoratedByRegistry(state: MappingState, cls: ClassValue, registry: Registry, method: string): void {
  switch (method) {
    case 'mapped':
      mapDecorated(state, cls, registry);
      return;
    case 'mapped_as_dataclass':
      classStateOf(state, cls).isDataclass = true;
      mapDecorated(state, cls, registry);
      return;
    case 'as_declarative_base':
      makeBase(state, cls, registry);
      return;
    case 'unmapped_dataclass':
      classStateOf(state, cls).isDataclass = true;
      return;
    default:
  }
}

function mapDecorated(state: MappingState, cls: ClassValue, registry: Registry): void {
  if (ownFlag(state, cls, '__abstract__')) return;
  mapClass(state, cls, { registry });
}

function registryOfAsDeclarative(state: MappingState, call: SymbolicCall): Registry {
  const metadata = keyword(call, 'metadata');
  const known = metadata === undefined ? undefined : metadataOfValue(state, metadata.value);
  return createRegistry(state, known ?? createMetaData(undefined), call.serial);
}

/** `@as_declarative()`: the decorated class becomes the base. */
function makeBase(state: MappingState, cls: ClassValue, registry: Registry): void {
  state.bases.set(cls, { registry, interceptsAttributes: true, classes: [], kind: 'declarative', isDataclass: false });
}
