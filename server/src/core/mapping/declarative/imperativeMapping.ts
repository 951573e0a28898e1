/** `registry.map_imperatively(cls, table, …)` and the `mapper(cls, table, …)` of 1.x (`orm/decl_base.py: _ImperativeMapperConfig`). */
import type { Anchor } from '../../declarations/anchor';
import type { Argument, ClassValue, SymbolicCall } from '../../evaluate/values';
import { constructMapper, registerMapper, startMapper } from '../createMapper';
import { fromObjectOf } from '../lookups';
import { reportImport } from '../importFaults';
import type { Mapper, Registry } from '../mapper';
import { classText } from '../../evaluate/pythonText';
import type { Selectable } from '../schema/schema';
import type { MappingState } from '../state';
import { argumentAt, isNone, reasonOf } from '../values';
import { basesOf, classStateOf } from './classAttributes';
import { collectDescriptors } from './descriptors';
import type { PlacedDirective } from './classScan';
import { readMapperArguments } from './mapperArguments';
import { opennessOf } from './openness';

export function mapImperatively(state: MappingState, call: SymbolicCall, registry: Registry): Mapper | undefined {
  const target = argumentAt(call, 0, 'class_');
  if (target?.value.kind !== 'class') return undefined;
  const cls = target.value;
  const classState = classStateOf(state, cls);
  if (classState.isInstrumented) {
    reportAlreadyMapped(state, cls, call.anchor);
    return undefined;
  }
  classState.isInstrumented = true;
  const table = tableArgument(state, argumentAt(call, 1, 'local_table'));
  const keywords = new Map<string, PlacedDirective>([...call.keywords].filter(([name]) => name !== 'class_' && name !== 'local_table'));
  const openReason = call.hasUnknownArguments ? 'arguments of the mapping are not written out' : table.openReason;
  const args = readMapperArguments(state, cls, keywords, call.anchor, openReason);
  const inherits = parentOf(state, cls, args.inherits);
  const mapper = startMapper(state, { cls, registry, inherits, localTable: table.selectable, isDataclass: false, openReason: openReason ?? opennessOf(cls) });
  const problem = registerMapper(state, mapper);
  if (problem !== undefined) mapper.importFault = reportImport(state, problem);
  state.mappersByClass.set(cls, mapper);
  classState.table = table.selectable;
  constructMapper(state, mapper, { args, localTable: table.selectable, columnCopies: new Map() });
  collectDescriptors(state, cls, mapper);
  return mapper;
}

function reportAlreadyMapped(state: MappingState, cls: ClassValue, anchor: Anchor): void {
  reportImport(state, {
    id: 'E-ALREADY-MAPPED',
    exceptionClass: 'ArgumentError',
    message: `Class '${classText(cls)}' already has a primary mapper defined. `,
    anchor,
    cls,
  });
}

function tableArgument(state: MappingState, argument: Argument | undefined): { readonly selectable?: Selectable; readonly openReason?: string } {
  if (argument === undefined || isNone(argument.value)) return {};
  const selectable = fromObjectOf(state, argument.value);
  if (selectable?.kind === 'found') return { selectable: selectable.value };
  return { openReason: selectable?.kind === 'dynamic' ? selectable.reason : reasonOf(argument.value, 'the table of the mapping') };
}

/** `inherits=`, or the mapped class among the bases. */
function parentOf(state: MappingState, cls: ClassValue, inherits: PlacedDirective | undefined): Mapper | undefined {
  if (inherits !== undefined) return inherits.value.kind === 'class' ? state.mappersByClass.get(inherits.value) : state.mapperByCall(inherits.value);
  for (const base of basesOf(state, cls)) {
    const mapped = base.mro.find((each) => state.mappersByClass.has(each));
    if (mapped !== undefined) return state.mappersByClass.get(mapped);
  }
  return undefined;
}
