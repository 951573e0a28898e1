/** Cards: what each entity's box says, row by row, and how large it is. */
import type { Diagram, DiagramChange, DiagramColumn, DiagramEntity } from '../diagram';
import { fitText, type MeasureText } from './text';

export interface CardOptions {
  /** Rows of the cards: keys and the columns that lines end at, or every column. */
  readonly columns: 'keys' | 'all';
  readonly measure: MeasureText;
}

export interface Card {
  readonly entity: DiagramEntity;
  readonly width: number;
  readonly height: number;
  /** Height of the head with the names. */
  readonly headHeight: number;
  /** Texts as drawn, shortened where they are too long. */
  readonly title: string;
  readonly subtitle: string | undefined;
  readonly badge: string | undefined;
  readonly rows: readonly CardRow[];
  /** `6 more columns`, when columns are left out. */
  readonly footer: string | undefined;
  /** Width of the column of `PK` and `FK` tags. */
  readonly tagWidth: number;
}

export interface CardRow {
  readonly column: DiagramColumn;
  /** Middle of the row, from the card's top. */
  readonly y: number;
  readonly tags: readonly Tag[];
  readonly name: string;
  readonly type: string;
}

export type Tag = 'PK' | 'FK' | 'UQ';

export const CARD = {
  rowHeight: 22,
  headHeight: 30,
  headHeightWithSubtitle: 44,
  footerHeight: 20,
  bottomPadding: 4,
  sidePadding: 10,
  tagWidth: 20,
  typeGap: 18,
  minWidth: 132,
  maxNameWidth: 210,
  maxTypeWidth: 120,
  cornerRadius: 5,
} as const;

/** The cards of a diagram by entity id. */
export function cardsOf(diagram: Diagram, options: CardOptions): ReadonlyMap<string, Card> {
  const touched = rowsTouchedByEdges(diagram);
  return new Map(diagram.entities.map((entity) => [entity.id, cardOf(entity, touched.get(entity.id), options)]));
}

function rowsTouchedByEdges({ edges }: Diagram): ReadonlyMap<string, ReadonlySet<string>> {
  const touched = new Map<string, Set<string>>();
  for (const end of edges.flatMap(({ source, target }) => [source, target])) {
    const rows = touched.get(end.entity) ?? new Set();
    for (const column of end.columns) rows.add(column);
    touched.set(end.entity, rows);
  }
  return touched;
}

function cardOf(entity: DiagramEntity, touched: ReadonlySet<string> | undefined, { columns, measure }: CardOptions): Card {
  const shown = columns === 'all' ? entity.columns : entity.columns.filter((column) => column.isPrimaryKey || column.isForeignKey || column.change !== undefined || touched?.has(column.key));
  const tagsOf = shown.map(tagsOfColumn);
  const tagWidth = Math.max(1, ...tagsOf.map((tags) => tags.length)) * CARD.tagWidth;
  const subtitle = subtitleOf(entity);
  const headHeight = subtitle === undefined ? CARD.headHeight : CARD.headHeightWithSubtitle;
  const rows = shown.map((column, index): CardRow => ({
    column,
    y: headHeight + 2 + CARD.rowHeight * (index + 0.5),
    tags: tagsOf[index] ?? [],
    name: fitText(column.change === undefined ? column.name : `${CHANGE_SIGNS[column.change]} ${column.name}`, column.isPrimaryKey ? 'keyName' : 'name', CARD.maxNameWidth, measure),
    type: fitText(column.isNullable && column.type !== '' ? `${column.type}?` : column.type, 'type', CARD.maxTypeWidth, measure),
  }));
  const hidden = entity.columns.length - shown.length;
  const footer = hidden === 0 ? undefined : `${hidden} more ${hidden === 1 ? 'column' : 'columns'}`;
  const title = fitText(entity.name, 'title', CARD.maxNameWidth + 60, measure);
  const badge = badgeOf(entity);
  const problemWidth = entity.problems.length > 0 ? 20 : 0;
  const widths = [
    CARD.minWidth,
    measure(title, 'title') + (badge === undefined ? 0 : measure(badge, 'subtitle') + 14) + problemWidth + 2 * CARD.sidePadding,
    subtitle === undefined ? 0 : measure(subtitle, 'subtitle') + 2 * CARD.sidePadding,
    footer === undefined ? 0 : 2 * CARD.sidePadding + tagWidth + 6 + measure(footer, 'subtitle'),
    ...rows.map((row) => {
      const nameWidth = measure(row.name, row.column.isPrimaryKey ? 'keyName' : 'name');
      return 2 * CARD.sidePadding + tagWidth + 6 + nameWidth + (row.type === '' ? 0 : CARD.typeGap + measure(row.type, 'type'));
    }),
  ];
  return {
    entity,
    width: Math.ceil(Math.max(...widths) / 2) * 2,
    height: headHeight + 2 + rows.length * CARD.rowHeight + (footer === undefined ? 0 : CARD.footerHeight) + CARD.bottomPadding,
    headHeight,
    title,
    subtitle: subtitle === undefined ? undefined : fitText(subtitle, 'subtitle', CARD.maxNameWidth + 60, measure),
    badge,
    rows,
    footer,
    tagWidth,
  };
}

/** The table's name below the entity's, unless they are the same. */
function subtitleOf({ kind, name, table }: DiagramEntity): string | undefined {
  return kind === 'table' || table === undefined || table === name ? undefined : table;
}

/** What changed is said by a sign and a word, not by colour alone. */
export const CHANGE_SIGNS: Readonly<Record<DiagramChange, string>> = { added: '+', removed: '−', changed: '~' };

function badgeOf(entity: DiagramEntity): string | undefined {
  const change = entity.change === undefined ? undefined : `${CHANGE_SIGNS[entity.change]} ${entity.change}`;
  const parts = [change, kindBadge(entity)].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' · ');
}

function kindBadge({ kind, inheritance, isAssociation }: DiagramEntity): string | undefined {
  if (kind === 'table') return isAssociation ? 'association' : 'table';
  if (inheritance !== undefined) return `△ ${inheritance}`;
  return isAssociation ? 'association' : undefined;
}

export function tagsOfColumn({ isPrimaryKey, isForeignKey, isUnique }: DiagramColumn): readonly Tag[] {
  const tags: Tag[] = [];
  if (isPrimaryKey) tags.push('PK');
  if (isForeignKey) tags.push('FK');
  if (isUnique && !isPrimaryKey) tags.push('UQ');
  return tags;
}

/** The row a point is on, by arithmetic; `y` from the card's top. */
export function rowAt(card: Card, y: number): CardRow | undefined {
  return card.rows.find((row) => Math.abs(row.y - y) <= CARD.rowHeight / 2);
}
