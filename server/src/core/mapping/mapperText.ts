/** How SQLAlchemy names mappers in its messages. */
import type { ClassValue } from '../evaluate/values';
import type { Mapper, SqlAlchemyVersion } from './mapper';
import type { Selectable } from './schema/schema';

/** `Mapper[User(users)]`; 1.4 prints `mapped class User->users`. */
export function mapperText(mapper: Pick<Mapper, 'name' | 'localTable'>, version: SqlAlchemyVersion): string {
  const table = selectableDescription(mapper.localTable);
  return version === '1.4' ? `mapped class ${mapper.name}->${table}` : `Mapper[${mapper.name}(${table})]`;
}

/** `FromClause.description`. */
export function selectableDescription(selectable: Selectable): string {
  switch (selectable.kind) {
    case 'table':
    case 'alias':
      return selectable.name;
    case 'join':
      return `Join object on ${selectableDescription(selectable.left)}(0xADDR) and ${selectableDescription(selectable.right)}(0xADDR)`;
  }
}

/** `app.models.User`. */
export function entityOf(cls: ClassValue): string {
  return `${cls.module.name}.${cls.qualifiedName}`;
}

/** What 1.4 raises where a column is added to something that is no Table. */
export function noAppendColumn(selectable: Selectable): string {
  const name = selectable.kind === 'join' ? 'Join' : selectable.kind === 'alias' && selectable.isSubquery ? 'Subquery' : 'Alias';
  return `'${name}' object has no attribute 'append_column'`;
}
