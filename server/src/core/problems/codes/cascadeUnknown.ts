import { didYouMean } from '../didYouMean';
import type { ProblemKind } from '../kind';
import { code, listOf, subjectOf, unquoted, valuesIn } from '../wording';

export const cascadeUnknown: ProblemKind = {
  code: 'cascade-unknown',
  ids: ['E-CASCADE-OPT'],
  severity: 'error',
  summary: '`cascade` holds an option that does not exist',
  word(fault) {
    const [names = ''] = valuesIn(fault, /^Invalid cascade option\(s\): (.+)$/);
    const first = unquoted(names.split(',')[0]?.trim() ?? '');
    return `\`cascade\` of ${subjectOf(fault)} has no option ${listOf(names.split(',').map((name) => code(unquoted(name.trim()))), 'or')}${didYouMean(first, CASCADE_OPTIONS)}`;
  },
};

export const CASCADE_OPTIONS: readonly string[] = ['all', 'delete', 'delete-orphan', 'expunge', 'merge', 'none', 'refresh-expire', 'save-update'];
