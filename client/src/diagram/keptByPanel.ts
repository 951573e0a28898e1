import type { ComparedWith } from '../../../server/src/protocol/diagramRequests';
import type { KeptByPanel } from '../../../server/src/protocol/messages';

/** What a panel kept for the extension in its state; what is not there, or not as it should be, is left out. */
export function readKept(state: unknown): KeptByPanel {
  const kept = field(state, 'kept');
  const uri = field(kept, 'uri');
  const comparedWith = readCompared(field(kept, 'comparedWith'));
  return {
    ...(typeof uri === 'string' ? { uri } : {}),
    ...(comparedWith === undefined ? {} : { comparedWith }),
    isFollowing: field(kept, 'isFollowing') !== false,
  };
}

function readCompared(value: unknown): ComparedWith | undefined {
  const revision = field(value, 'revision');
  if (field(value, 'kind') === 'saved') return { kind: 'saved' };
  return field(value, 'kind') === 'revision' && typeof revision === 'string' ? { kind: 'revision', revision } : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
