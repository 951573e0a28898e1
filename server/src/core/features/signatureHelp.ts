/** Signature help for `relationship(...)`: what each argument does. */
import type { FileId } from '../declarations/anchor';
import { callAt } from './calls';
import type { FeatureContext } from './context';
import { RELATIONSHIP_PARAMETERS } from './relationshipParameters';
import type { SignatureHelpResult } from './results';

const CALLEES: ReadonlySet<string> = new Set(['relationship', 'relation', 'Relationship', 'dynamic_loader']);
const PREFIX = 'relationship(';
/** `argument` and `secondary` may be given by position. */
const POSITIONAL_COUNT = 2;

export function signatureHelp(context: FeatureContext, file: FileId, offset: number): SignatureHelpResult | undefined {
  const place = callAt(context, file, offset);
  if (place === undefined || !CALLEES.has(place.callee)) return undefined;
  const { label, parameters } = SIGNATURE;
  const name = place.argument !== undefined && 'keyword' in place.argument ? place.argument.keyword : undefined;
  const byKeyword = name === undefined ? -1 : RELATIONSHIP_PARAMETERS.findIndex((parameter) => parameter.name === name);
  const position = place.argument !== undefined && 'position' in place.argument ? place.argument.position : place.call.args.length;
  const active = byKeyword >= 0 ? byKeyword : name === undefined && place.call.keywords.length === 0 && position < POSITIONAL_COUNT ? position : undefined;
  return { label, parameters, ...(active === undefined ? {} : { activeParameter: active }) };
}

const SIGNATURE = signatureOf();

function signatureOf(): SignatureHelpResult {
  let label = PREFIX;
  const parameters = RELATIONSHIP_PARAMETERS.map(({ name, documentation }, index) => {
    if (index > 0) label += index === POSITIONAL_COUNT ? ', *, ' : ', ';
    const start = label.length;
    label += name;
    return { label: [start, label.length] as const, documentation };
  });
  return { label: `${label})`, parameters };
}
