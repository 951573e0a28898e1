import { describe, expect, it } from 'vitest';
import { canonicalPath, isMissingIn } from '../../../server/src/core/workspace/canonicalPath';

describe('canonical paths', () => {
  it.each([
    ['sqlalchemy.orm.relationship', 'sqlalchemy.orm.relationship'],
    ['sqlalchemy.orm.relationships.relationship', 'sqlalchemy.orm.relationship'],
    ['sqlalchemy.orm._orm_constructors.relationship', 'sqlalchemy.orm.relationship'],
    ['sqlalchemy.Column', 'sqlalchemy.Column'],
    ['sqlalchemy.schema.Column', 'sqlalchemy.Column'],
    ['sqlalchemy.sql.schema.Column', 'sqlalchemy.Column'],
    ['sqlalchemy.orm.declarative_base', 'sqlalchemy.orm.declarative_base'],
    ['sqlalchemy.ext.declarative.declarative_base', 'sqlalchemy.ext.declarative.declarative_base'],
    ['sqlalchemy.ext.declarative.declared_attr', 'sqlalchemy.orm.declared_attr'],
    ['sqlalchemy.ext.declarative.api.declared_attr', 'sqlalchemy.orm.declared_attr'],
    ['sqlalchemy.orm.declared_attr.cascading', 'sqlalchemy.orm.declared_attr.cascading'],
    ['sqlalchemy.ext.declarative.AbstractConcreteBase', 'sqlalchemy.ext.declarative.AbstractConcreteBase'],
    ['sqlalchemy.ext.declarative.extensions.ConcreteBase', 'sqlalchemy.ext.declarative.ConcreteBase'],
    ['sqlalchemy.types.String', 'sqlalchemy.String'],
    ['sqlalchemy.types.UserDefinedType', 'sqlalchemy.UserDefinedType'],
    ['sqlalchemy.sql.sqltypes.String', 'sqlalchemy.String'],
    ['sqlalchemy.sql.func.now', 'sqlalchemy.func.now'],
    ['sqlalchemy.sql.expression.and_', 'sqlalchemy.and_'],
    ['sqlalchemy.dialects.postgresql.UUID', 'sqlalchemy.dialects.postgresql.UUID'],
    ['sqlalchemy.dialects.postgresql.base.UUID', 'sqlalchemy.dialects.postgresql.UUID'],
    ['sqlalchemy.dialects.postgresql.json.JSONB', 'sqlalchemy.dialects.postgresql.JSONB'],
    ['sqlalchemy.ext.hybrid.hybrid_property', 'sqlalchemy.ext.hybrid.hybrid_property'],
    ['sqlalchemy.ext.asyncio.session.AsyncSession', 'sqlalchemy.ext.asyncio.AsyncSession'],
    ['sqlalchemy.orm.collections.attribute_mapped_collection', 'sqlalchemy.orm.attribute_mapped_collection'],
    ['sqlalchemy.orm.collections.InstrumentedList', 'sqlalchemy.orm.collections.InstrumentedList'],
    ['sqlalchemy.orm.mapper', 'sqlalchemy.orm.mapper'],
    ['sqlalchemy.orm', 'sqlalchemy.orm'],
    ['sqlmodel.Relationship', 'sqlmodel.Relationship'],
    ['sqlmodel.main.SQLModel', 'sqlmodel.SQLModel'],
    ['sqlmodel.Column', 'sqlalchemy.Column'],
    ['flask_sqlalchemy.extension.SQLAlchemy', 'flask_sqlalchemy.SQLAlchemy'],
    ['typing_extensions.Annotated', 'typing.Annotated'],
    ['sqlalchemy_utils.UUIDType', 'sqlalchemy_utils.UUIDType'],
  ])('%s', (path, expected) => {
    expect(canonicalPath(path)).toBe(expected);
  });

  it('know what a version does not have', () => {
    expect(isMissingIn('1.4', 'sqlalchemy.orm.mapped_column')).toBe(true);
    expect(isMissingIn('2.0', 'sqlalchemy.orm.mapped_column')).toBe(false);
    expect(isMissingIn('1.4', 'sqlalchemy.orm.relationship')).toBe(false);
  });
});
