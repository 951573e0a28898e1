from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """The base of every model in this package."""
