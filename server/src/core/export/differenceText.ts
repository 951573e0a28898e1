/** A comparison as text for a terminal, and as Markdown for a pull request. */
import { isSame, type ChangeKind, type EntityChange, type GraphDifference, type MemberChange } from '../diagram/compare/compareGraphs';

const SIGN: Readonly<Record<ChangeKind, string>> = { added: '+', removed: '-', changed: '~' };

export function differenceText(difference: GraphDifference): string {
  if (isSame(difference)) return 'No difference\n';
  const { entities, tables, problems } = difference;
  return [
    ...entities.flatMap((change) => entityLines(change, '')),
    ...tables.flatMap((change) => entityLines(change, 'table ')),
    ...problems.added.map((problem) => `+ ${problem}`),
    ...problems.removed.map((problem) => `- ${problem}`),
    summary(difference),
    '',
  ].join('\n');
}

function entityLines(change: EntityChange, what: string): readonly string[] {
  return [
    `${SIGN[change.kind]} ${what}${change.name}${change.kind === 'changed' || what !== '' ? '' : ` (${change.id})`}`,
    ...change.words.map((words) => `    ${words}`),
    ...[...change.columns, ...change.relationships].map((member) => `  ${SIGN[member.kind]} ${member.key}${wordsAfter(member)}`),
  ];
}

function wordsAfter({ words }: MemberChange): string {
  return words.length === 0 ? '' : `: ${words.join('; ')}`;
}

/** `2 entities added, 1 changed`. */
export function summary({ entities, tables, problems }: GraphDifference): string {
  const counts = (changes: readonly EntityChange[], one: string, many: string) => {
    const parts = (['added', 'removed', 'changed'] as const).flatMap((kind) => {
      const count = changes.filter((change) => change.kind === kind).length;
      return count === 0 ? [] : [{ kind, count }];
    });
    return parts.map(({ kind, count }, index) => (index === 0 ? `${count} ${count === 1 ? one : many} ${kind}` : `${count} ${kind}`)).join(', ');
  };
  const problemCounts = [...(problems.added.length === 0 ? [] : [`${problems.added.length} new`]), ...(problems.removed.length === 0 ? [] : [`${problems.removed.length} gone`])];
  const parts = [counts(entities, 'entity', 'entities'), counts(tables, 'table', 'tables'), problemCounts.length === 0 ? '' : `problems: ${problemCounts.join(', ')}`];
  return parts.filter((part) => part !== '').join('; ') || 'No difference';
}

export function differenceMarkdown(difference: GraphDifference): string {
  if (isSame(difference)) return 'The relationship graph is the same.\n';
  const { entities, tables, problems } = difference;
  const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [`#### ${title}`, '', ...lines, '']);
  return [
    `### Relationship graph: ${summary(difference)}`,
    '',
    ...(['added', 'removed', 'changed'] as const).flatMap((kind) =>
      section(TITLE[kind], [...entities, ...tables].filter((change) => change.kind === kind).flatMap(markdownLines)),
    ),
    ...section('New problems', problems.added.map((problem) => `- ${problem}`)),
    ...section('Problems that are gone', problems.removed.map((problem) => `- ${problem}`)),
  ].join('\n');
}

const TITLE: Readonly<Record<ChangeKind, string>> = { added: 'Added', removed: 'Removed', changed: 'Changed' };

function markdownLines(change: EntityChange): readonly string[] {
  const members = [...change.columns, ...change.relationships];
  const details = change.kind === 'changed' ? members.map((member) => `  - ${member.kind} \`${member.key}\`${wordsAfter(member)}`) : members.length === 0 ? [] : [`  - ${members.map(({ key }) => `\`${key}\``).join(', ')}`];
  return [`- \`${change.id.replace(/^table:/, '')}\`${change.id.startsWith('table:') ? ' (table)' : ''}`, ...change.words.map((words) => `  - ${words}`), ...details];
}
