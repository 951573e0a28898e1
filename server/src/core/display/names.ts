/** Names and small pieces of English that every worded result is made of. Markdown: names stand in backticks. */
import type { Mapper, Relationship } from '../mapping/mapper';
import type { Column, Selectable } from '../mapping/schema/schema';

/** `text` as a Markdown code span, also where it holds backticks itself. */
export function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  if (longest === 0) return `\`${text}\``;
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${text} ${fence}`;
}

/** `User.installations`. */
export function relationshipName(relationship: Relationship): string {
  return `${relationship.parent.name}.${relationship.key}`;
}

/** The table's key, the alias's name, or the joined tables' names. */
export function selectableName(selectable: Selectable): string {
  switch (selectable.kind) {
    case 'table':
      return selectable.key;
    case 'alias':
      return selectable.name;
    case 'join':
      return `${selectableName(selectable.left)} JOIN ${selectableName(selectable.right)}`;
  }
}

/** `agent_installations.user_id`, as SQL names it. */
export function columnName(column: Column): string {
  return column.table === undefined ? column.name : `${selectableName(column.table)}.${column.name}`;
}

/** The table a mapper stores its own rows in, by name. */
export function tableNameOf(mapper: Mapper): string {
  return selectableName(mapper.localTable);
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(items: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items[items.length - 1] ?? ''}`;
}

/** `1 relationship`, `3 relationships`. */
export function count(amount: number, singular: string, plural = `${singular}s`): string {
  return `${amount} ${amount === 1 ? singular : plural}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "A `User`", "an `Order`": the article by sound, as far as spelling tells; an acronym is spelt out. */
export function withArticle(name: string): string {
  return `${articleOf(name)} ${code(name)}`;
}

function articleOf(name: string): 'a' | 'an' {
  if (/^[A-Z]{2}/.test(name)) return /^[AEFHILMNORSX]/.test(name) ? 'an' : 'a';
  const lower = name.replace(/^_+/, '').toLowerCase();
  if (/^(uni([^nm]|$)|u[bcfgjkqrst][aeiou]|eu|ewe|one([^a-z]|$)|once)/.test(lower)) return 'a';
  if (/^(hour|honou?r|heir)/.test(lower)) return 'an';
  return /^[aeiou]/.test(lower) ? 'an' : 'a';
}

/** More than one object of a class: "`Post`s", "`Address`es"; "`Category` objects" where an ending would not read. */
export function pluralOf(name: string): string {
  if (/(ss|x|z|ch|sh)$/i.test(name)) return `${code(name)}es`;
  if (/(s|[^aeiou]y|[Cc]hild|[Pp]erson|[Mm]an|[Dd]ata|[Mm]edia|[Pp]eople|[Ii]nfo|[Hh]istory|\d)$/.test(name)) return `${code(name)} objects`;
  return `${code(name)}s`;
}
