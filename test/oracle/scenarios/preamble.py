from typing import Any, Annotated, ClassVar, Collection, Dict, List, Optional, Sequence, Set, Union
from sqlalchemy import (BigInteger, Boolean, CheckConstraint, Column, Date, DateTime, Enum, Float, ForeignKey, ForeignKeyConstraint,
    Index, Integer, MetaData, Numeric, PrimaryKeyConstraint, String, Table, Text, UniqueConstraint, and_, cast, func, join, not_, or_,
    select, text)
from sqlalchemy.orm import (DeclarativeBase, DeclarativeBaseNoMeta, DynamicMapped, Mapped, MappedAsDataclass, WriteOnlyMapped,
    aliased, as_declarative, attribute_keyed_dict, backref, column_property, composite, configure_mappers, declarative_base,
    declarative_mixin, declared_attr, deferred, dynamic_loader, foreign, mapped_column, query_expression, registry, relationship,
    remote, synonym, validates)
