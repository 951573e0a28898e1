"""What SQLAlchemy configured, in the shape of the product's `graph --json`.

Columns are written `table key.column name`, sets are sorted. Beyond that shape a mapper carries `associationObject`
(rule 5.16) and a column `implied`: it belongs to an ancestor's property or table, or its property has another column first;
a graph that leaves it out is not different.
"""
import os
import re

from sqlalchemy import Column, Table
from sqlalchemy.orm import mapperlib
from sqlalchemy.orm.properties import ColumnProperty
from sqlalchemy.orm.relationships import RelationshipProperty

from cardinality import association_ends, cardinality_of, target_of
from origins import class_line, declaring_class, file_of


def describe_graph(roots=()):
    """Mappers and tables of every registry of this process; file names are relative to the first root that holds them."""
    mappers = all_mappers()
    described = [describe_mapper(mapper, roots) for mapper in mappers if not mapper.class_.__module__.startswith("sqlalchemy.")]
    entities = [each["entity"] for each in described]
    for each in described:
        # Python does not tell which of two class statements of one name made a class.
        each["line"] = each["line"] if entities.count(each["entity"]) == 1 else None
    return {"mappers": described, "tables": describe_tables(mappers)}


def all_mappers():
    """Every mapper that was set up whole, by entity. A class whose mapping failed half way has a manager but no mapper."""
    mappers = []
    for registry in mapperlib._all_registries():
        for manager in list(registry._managers):
            if manager.is_mapped and getattr(manager.mapper, "primary_key", None) is not None and manager.mapper not in mappers:
                mappers.append(manager.mapper)
    return sorted(mappers, key=lambda mapper: (entity_of(mapper.class_), mapper._sort_key))


def describe_mapper(mapper, roots):
    cls = mapper.class_
    properties = list(mapper._props.values())
    return {
        "entity": entity_of(cls),
        "name": cls.__name__,
        "module": cls.__module__,
        "file": relative_name(file_of(cls), roots),
        "line": class_line(cls),
        "table": mapper.local_table.fullname if isinstance(mapper.local_table, Table) and not mapper.single else None,
        "inherits": entity_of(mapper.inherits.class_) if mapper.inherits else None,
        "inheritance": inheritance_of(mapper),
        "polymorphicIdentity": text_of(mapper.polymorphic_identity),
        "primaryKey": [column_name(column) for column in mapper.primary_key],
        "associationObject": association_ends(mapper),
        "columns": [column for each in properties if isinstance(each, ColumnProperty) for column in describe_columns(mapper, each)],
        "relationships": [describe_relationship(each) for key, each in mapper._props.items() if is_own_relationship(mapper, key, each)],
    }


def inheritance_of(mapper):
    if mapper.inherits is None:
        return None
    return "concrete" if mapper.concrete else "single" if mapper.single else "joined"


def describe_columns(mapper, mapped):
    for column in mapped.columns:
        if isinstance(column, Column):
            of_ancestor = mapper.inherits is not None and not mapper.single and column.table is not mapper.local_table
            implied = mapped.parent is not mapper or of_ancestor or column is not mapped.columns[0]
            yield {**describe_column(column, mapped.key), "implied": implied}


def describe_column(column, key):
    return {
        "key": key,
        "name": str(column.name),
        "table": table_name(column.table),
        "type": type(column.type).__name__,
        "nullable": bool(column.nullable),
        "primaryKey": bool(column.primary_key),
        "unique": bool(column.unique),
        "foreignKeys": sorted(foreign_key_name(foreign_key) for foreign_key in column.foreign_keys),
    }


def foreign_key_name(foreign_key):
    """The column referred to; as written when it does not exist."""
    target = target_of(foreign_key)
    return column_name(target) if target is not None else str(foreign_key._get_colspec())


def is_own_relationship(mapper, key, mapped):
    """An object bound to two names goes by the last one."""
    return isinstance(mapped, RelationshipProperty) and mapped.parent is mapper and mapped.key == key and mapped._configure_finished


def describe_relationship(relationship):
    maker = getattr(relationship, "_made_by_backref", None)
    secondary = relationship.secondary
    return {
        "key": relationship.key,
        "declaredOn": entity_of(declaring_class(relationship)),
        "createdByBackref": relationship_name(maker) if maker is not None else None,
        "target": entity_of(relationship.mapper.class_),
        "direction": relationship.direction.name,
        "uselist": bool(relationship.uselist),
        "backPopulates": back_populates_of(relationship),
        "backref": backref_of(relationship),
        "reverse": sorted(relationship_name(other) for other in relationship._reverse_property),
        "primaryjoin": text_of(relationship.primaryjoin),
        "secondaryjoin": text_of(relationship.secondaryjoin),
        "secondary": table_name(secondary) if secondary is not None else None,
        "localRemotePairs": names_of_pairs(relationship.local_remote_pairs),
        "synchronizePairs": names_of_pairs(relationship.synchronize_pairs),
        "remoteSide": sorted(column_name(column) for column in relationship.remote_side),
        "foreignKeys": sorted(column_name(column) for column in relationship._calculated_foreign_keys),
        "viewonly": bool(relationship.viewonly),
        "lazy": str(relationship.lazy),
        "cascade": sorted(relationship.cascade),
        "collectionClass": collection_name(relationship.collection_class),
        "orderBy": ", ".join(text_of(each) for each in relationship.order_by) if relationship.order_by else None,
        "overlaps": ",".join(sorted(relationship._overlaps)) or None,
        "innerjoin": bool(relationship.innerjoin),
        "postUpdate": bool(relationship.post_update),
        "passiveDeletes": "all" if relationship.passive_deletes == "all" else bool(relationship.passive_deletes),
        "singleParent": bool(relationship.single_parent),
        "cardinality": cardinality_of(relationship),
        "dynamic": None,
    }


def describe_tables(mappers):
    """The tables of the metadata collections in use that no class maps."""
    collections = []
    for registry in mapperlib._all_registries():
        collections.append(registry.metadata)
    for mapper in mappers:
        collections.append(getattr(mapper.local_table, "metadata", None))
        secondaries = [getattr(each, "secondary", None) for each in mapper._props.values() if isinstance(each, RelationshipProperty)]
        collections += [getattr(secondary, "metadata", None) for secondary in secondaries]
    tables = {id(table): table for each in collections if each is not None for table in each.tables.values()}
    mapped = {id(mapper.local_table) for mapper in mappers}
    return [
        {"key": table.fullname, "columns": [describe_column(column, column.key) for column in table.columns], "mappedBy": []}
        for identity, table in sorted(tables.items(), key=lambda item: item[1].fullname)
        if identity not in mapped
    ]


def entity_of(cls):
    return f"{cls.__module__}.{cls.__qualname__}"


def relationship_name(relationship):
    return f"{entity_of(relationship.parent.class_)}.{relationship.key}"


def column_name(column):
    """`table key.name` of a column of a table; the text of any other element."""
    table = getattr(column, "table", None)
    return f"{table.fullname}.{column.name}" if isinstance(table, Table) and column.name is not None else text_of(column)


def table_name(table):
    """The key of a table; the name of an alias; the text of anything else."""
    return str(getattr(table, "fullname", None) or getattr(table, "name", None) or text_of(table))


def names_of_pairs(pairs):
    return [[column_name(left), column_name(right)] for left, right in pairs or ()]


def back_populates_of(relationship):
    """The effective name: since 2.1 the argument may be an attribute or a callable, resolved at configure time."""
    argument = getattr(getattr(relationship, "_init_args", None), "back_populates", None)
    if argument is None:
        return relationship.back_populates
    return argument.resolved if argument.resolved is not None else argument.argument


def backref_of(relationship):
    backref = relationship.backref
    return (backref if isinstance(backref, str) else backref[0]) if backref else None


def collection_name(collection_class):
    return None if collection_class is None else getattr(collection_class, "__name__", None) or text_of(collection_class)


def text_of(value):
    """`str()` of a value, with the addresses and numbered anonymous names that differ from run to run made equal."""
    if value is None:
        return None
    text = re.sub(r"0x[0-9a-fA-F]+", "0xADDR", str(value))
    return re.sub(r"%\(\d+ (\w+)\)s", r"%(\1)s", text)


def relative_name(file_name, roots):
    if file_name is None:
        return None
    for root in roots:
        if file_name.startswith(root + os.sep):
            return os.path.relpath(file_name, root).replace(os.sep, "/")
    return file_name
