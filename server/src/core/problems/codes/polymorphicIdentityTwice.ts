import type { ProblemKind } from '../kind';
import { code, valuesIn } from '../wording';

export const polymorphicIdentityTwice: ProblemKind = {
  code: 'polymorphic-identity-twice',
  ids: ['W-POLY-DUP'],
  severity: 'warning',
  summary: 'Two classes of a hierarchy have the same `polymorphic_identity`',
  word(fault) {
    const [identity = '', first = '', second = ''] = valuesIn(fault, /for identity (.+?) from (.+?) to (.+?): Check/s);
    const short = (text: string): string => /\[(\w+)\(|; (\w+)>/.exec(text)?.slice(1).find((name) => name !== undefined) ?? text;
    return `${code(short(first))} and ${code(short(second))} have the same \`polymorphic_identity\` ${code(identity)}`;
  },
};
