"""The reference for cardinality labels and association objects (rules 5.10 to 5.16), on configured SQLAlchemy objects."""
from sqlalchemy import Column, ForeignKeyConstraint, Table, UniqueConstraint
from sqlalchemy.sql import visitors

LABELS = {(0, 1): "0..1", (1, 1): "1", (0, 2): "0..*"}


def cardinality_of(relationship):
    """How many sources one target may have and how many targets one source may have."""
    if relationship.direction.name == "MANYTOMANY":
        return many_to_many(relationship)
    foreign = [foreign for _, foreign in relationship.synchronize_pairs]
    unique = bool(foreign) and covers_unique_key(foreign)
    lowest = 1 if is_mandatory(relationship, foreign) else 0
    if relationship.direction.name == "MANYTOONE":
        return labels(source=(0, 1 if unique or has_scalar_reverse(relationship) else 2), target=(lowest, 1))
    return labels(source=(lowest, 1), target=(0, 1 if unique or not relationship.uselist else 2))


def many_to_many(relationship):
    to_source = [column for _, column in relationship.synchronize_pairs]
    to_target = [column for _, column in relationship.secondary_synchronize_pairs or ()]
    one_target = not relationship.uselist or covers_unique_key(to_source)
    one_source = has_scalar_reverse(relationship) or covers_unique_key(to_target)
    return labels(source=(0, 1 if one_source else 2), target=(0, 1 if one_target else 2))


def labels(source, target):
    return {"source": LABELS[source], "target": LABELS[target]}


def has_scalar_reverse(relationship):
    """Whether every relationship on the other side, seen from the other end, holds at most one object."""
    direction = relationship.direction.name
    reverses = [other for other in relationship._reverse_property if direction in ("MANYTOMANY",) or other.direction.name != direction]
    return bool(reverses) and all(other.uselist is False for other in reverses)


def is_mandatory(relationship, foreign):
    """Whether the database alone guarantees that a row with these foreign columns refers to a row of the "one" side."""
    to_one = relationship.direction.name == "MANYTOONE"
    one = relationship.mapper if to_one else relationship.parent
    if not foreign or one.single or (to_one and relationship.entity is not relationship.mapper):
        return False
    pairs = relationship.synchronize_pairs
    in_own_table = all(getattr(referenced, "table", None) is one.local_table for referenced, _ in pairs)
    not_null = not any(getattr(column, "nullable", True) for column in foreign)
    return in_own_table and not_null and is_one_constraint(pairs) and is_plain_join(relationship)


def is_one_constraint(pairs):
    """Whether the (referenced, referring) pairs are exactly those of one foreign key constraint."""
    shared = None
    for referenced, referring in pairs:
        if not isinstance(referring, Column):
            return False
        here = {key.constraint for key in referring.foreign_keys if target_of(key) is referenced}
        shared = here if shared is None else shared & here
    return any(len(constraint.elements) == len(pairs) for constraint in shared or ())


def target_of(foreign_key):
    """The column referred to, or None when it cannot be resolved."""
    try:
        return foreign_key.column
    except Exception:  # an unresolvable foreign key is a normal finding here
        return None


def is_plain_join(relationship):
    """Whether the primaryjoin holds no comparison beyond the synchronized ones."""
    comparisons = []
    visitors.traverse(relationship.primaryjoin, {}, {"binary": comparisons.append})
    return len(comparisons) == len(relationship.synchronize_pairs)


def covers_unique_key(columns):
    """Whether the columns hold a whole unique key of their one table."""
    tables = {getattr(column, "table", None) for column in columns}
    return len(tables) == 1 and any(key <= set(columns) for key in unique_keys(tables.pop()))


def unique_keys(table):
    """The column sets that the database guarantees to be unique."""
    if not isinstance(table, Table):
        return []
    keys = [set(table.primary_key.columns)]
    keys += [set(constraint.columns) for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
    keys += [set(index.columns) for index in table.indexes if index.unique and is_whole_index(index)]
    return [key for key in keys if key]


def is_whole_index(index):
    """Whether the index covers every row and plain columns only."""
    partial = any(value is not None for name, value in index.dialect_kwargs.items() if name.endswith("_where"))
    return not partial and len(index.columns) == len(index.expressions)


def association_ends(mapper):
    """The two tables that an association object joins, or None when the mapped table has not that shape (rule 5.16)."""
    table = mapper.local_table
    if not isinstance(table, Table) or mapper.inherits is not None:
        return None
    ends = []
    for constraint in table.constraints:
        if isinstance(constraint, ForeignKeyConstraint):
            target = target_of(constraint.elements[0])
            if target is not None:
                ends.append((target.table.fullname, set(constraint.columns)))
    if len(ends) != 2 or ends[0][1] & ends[1][1]:
        return None
    both = ends[0][1] | ends[1][1]
    keyed = any(key <= both and key & ends[0][1] and key & ends[1][1] for key in unique_keys(table))
    return sorted(name for name, _ in ends) if keyed and not any(column.nullable for column in both) else None
