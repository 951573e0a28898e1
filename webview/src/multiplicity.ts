import type { DiagramEnd } from '../../server/src/protocol/messages';

export type Multiplicity = NonNullable<DiagramEnd['multiplicity']>;
