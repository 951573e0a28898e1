/** The cards of a diagram: which mapper or table each stands for, its rows, and where a column is found. */
import type { Mapper, MapperGraph } from '../mapping/mapper';
import { fromsOf, type Column, type Table } from '../mapping/schema/schema';

export interface CardSubject {
  readonly id: string;
  readonly mapper: Mapper | undefined;
  /** Own table; the parent's for single inheritance. */
  readonly table: Table | undefined;
}

export interface Row {
  /** The attribute for a mapped column, else the column's key. */
  readonly key: string;
  readonly column: Column;
}

export class Entities {
  readonly all: readonly CardSubject[];
  readonly #rows = new Map<string, readonly Row[]>();
  readonly #idOfMapper = new Map<Mapper, string>();
  readonly #idOfTable = new Map<Table, string>();

  constructor(graph: MapperGraph, readonly folded: ReadonlySet<Table>) {
    const known = new Set(graph.tables);
    const mapped = graph.mappers.map((mapper): CardSubject => ({ id: this.#freeId(mapper), mapper, table: tableOf(mapper, known) }));
    const bare = graph.tables
      .filter((table) => !folded.has(table) && graph.mappersOf(table).length === 0 && !mapped.some((subject) => subject.table === table))
      .map((table): CardSubject => ({ id: `table:${table.key}`, mapper: undefined, table }));
    this.all = [...mapped, ...bare.filter(({ id }, index) => bare.findIndex((other) => other.id === id) === index)];
    for (const subject of this.all) {
      this.#rows.set(subject.id, subject.mapper === undefined ? rowsOfTable(subject.table) : rowsOfMapper(subject.mapper, subject.table));
      const { table, mapper, id } = subject;
      if (table !== undefined && mapper?.inheritance !== 'single' && !this.#idOfTable.has(table)) this.#idOfTable.set(table, id);
    }
  }

  idOf(mapper: Mapper): string | undefined {
    return this.#idOfMapper.get(mapper);
  }

  idOfTable(table: Table): string | undefined {
    return this.#idOfTable.get(table);
  }

  rowsOf(id: string): readonly Row[] {
    return this.#rows.get(id) ?? [];
  }

  /** The row of a column on a card; undefined where the card has none, as for a column of a parent's table. */
  rowOf(id: string, column: Column): string | undefined {
    const own = origin(column);
    return this.rowsOf(id).find((row) => origin(row.column) === own)?.key;
  }

  /** Two classes of one module and name are told apart by number. */
  #freeId(mapper: Mapper): string {
    const taken = new Set(this.#idOfMapper.values());
    let id = mapper.entity;
    for (let number = 2; taken.has(id); number += 1) id = `${mapper.entity}#${number}`;
    this.#idOfMapper.set(mapper, id);
    return id;
  }
}

/** The table column behind a column of an alias, join or subquery. */
function origin(column: Column): Column {
  let at = column;
  for (let steps = 0; at.proxyFor !== undefined && steps < 10; steps += 1) at = at.proxyFor;
  return at;
}

/** A class whose table only run time knows has a stand-in, which is in no metadata. */
function tableOf(mapper: Mapper, known: ReadonlySet<Table>): Table | undefined {
  return fromsOf(mapper.localTable).find((from): from is Table => from.kind === 'table' && known.has(from));
}

function rowsOfTable(table: Table | undefined): readonly Row[] {
  return table === undefined ? [] : [...table.columns].map(([key, column]) => ({ key, column }));
}

/** Columns of the class's own table under their attributes; for single inheritance those that the class itself adds. */
function rowsOfMapper(mapper: Mapper, table: Table | undefined): readonly Row[] {
  const attributes = [...mapper.properties.values()].flatMap((property) =>
    property.kind === 'columnProperty' ? property.columns.map((column) => ({ key: property.key, column, declaredOn: property.parent })) : [],
  );
  if (mapper.inheritance === 'single') {
    const inherited = new Set(mapper.inherits === undefined ? [] : [...mapper.inherits.properties.keys()]);
    return attributes.filter(({ key, declaredOn }) => declaredOn === mapper && !inherited.has(key)).map(({ key, column }) => ({ key, column }));
  }
  const columns = fromsOf(mapper.localTable).flatMap((from) => [...from.columns.values()]);
  const keyOf = new Map(attributes.map(({ key, column }) => [column, key]));
  const rows = (columns.length > 0 ? columns : [...(table?.columns.values() ?? [])]).map((column) => ({ key: keyOf.get(column) ?? column.key, column }));
  return rows.filter((row, index) => rows.findIndex(({ key }) => key === row.key) === index);
}
