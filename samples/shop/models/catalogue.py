from typing import List, Optional

from sqlalchemy import Column, ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base

book_category = Table(
    "book_category",
    Base.metadata,
    Column("book_id", ForeignKey("books.id"), primary_key=True),
    Column("category_id", ForeignKey("categories.id"), primary_key=True),
)


class Author(Base):
    __tablename__ = "authors"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

    books: Mapped[List["Book"]] = relationship(back_populates="author")


class Publisher(Base):
    __tablename__ = "publishers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Book(Base):
    __tablename__ = "books"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"))
    publisher_id: Mapped[Optional[int]] = mapped_column(ForeignKey("publishers.id"))

    author: Mapped["Author"] = relationship(back_populates="books")

    # One way: a publisher does not list its books.
    publisher: Mapped[Optional["Publisher"]] = relationship()

    # Many to many through the table above.
    categories: Mapped[List["Category"]] = relationship(secondary=book_category, back_populates="books")


class Category(Base):
    """A tree: every category but the topmost has one parent."""

    __tablename__ = "categories"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    parent_id: Mapped[Optional[int]] = mapped_column(ForeignKey("categories.id"))

    parent: Mapped[Optional["Category"]] = relationship(back_populates="children", remote_side=[id])
    children: Mapped[List["Category"]] = relationship(back_populates="parent")
    books: Mapped[List["Book"]] = relationship(secondary="book_category", back_populates="categories")
