/** Signature help for `relationship(...)`: what each argument does. */
import type { FileId } from '../declarations/anchor';
import { callAt, type CallPlace } from './calls';
import type { FeatureContext } from './context';
import { RELATIONSHIP_PARAMETERS, type ParameterHelp } from './relationshipParameters';
import type { SignatureHelpResult } from './results';

const CALLEES: ReadonlySet<string> = new Set(['relationship', 'relation', 'Relationship', 'dynamic_loader']);
const PREFIX = 'relationship(';
/** `argument` and `secondary` may be given by position. */
const POSITIONAL_COUNT = 2;

/** Those that nearly every call has; the others are named when the cursor is in them. */
const SHOWN: ReadonlySet<string> = new Set(['argument', 'secondary', 'back_populates', 'lazy', 'cascade']);

export function signatureHelp(context: FeatureContext, file: FileId, offset: number): SignatureHelpResult | undefined {
  const place = callAt(context, file, offset);
  return place === undefined || !CALLEES.has(place.callee) ? undefined : signatureAt(parameterAt(place));
}

/** The parameter that the cursor is in; undefined where any may begin. */
function parameterAt({ argument, call }: CallPlace): ParameterHelp | undefined {
  if (argument !== undefined && 'keyword' in argument) return RELATIONSHIP_PARAMETERS.find(({ name }) => name === argument.keyword);
  const position = argument === undefined ? call.args.length : argument.position;
  return call.keywords.length === 0 && position < POSITIONAL_COUNT ? RELATIONSHIP_PARAMETERS[position] : undefined;
}

/** `relationship(argument, secondary, *, back_populates, …)`: short enough to leave the code below in sight. */
function signatureAt(active: ParameterHelp | undefined): SignatureHelpResult {
  const shown = RELATIONSHIP_PARAMETERS.filter((parameter) => SHOWN.has(parameter.name) || parameter === active);
  let label = PREFIX;
  const parameters = shown.map(({ name, documentation }, index) => {
    if (index > 0) label += index === POSITIONAL_COUNT ? ', *, ' : ', ';
    const start = label.length;
    label += name;
    return { label: [start, label.length] as const, documentation };
  });
  return { label: `${label}, …)`, parameters, ...(active === undefined ? {} : { activeParameter: shown.indexOf(active) }) };
}
