from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import backref, relationship

from classic.database import Base


class Author(Base):
    __tablename__ = "authors"

    id = Column(Integer, primary_key=True)
    name = Column(String(200), nullable=False)

    books = relationship("Book", back_populates="author", order_by="Book.title")


class Book(Base):
    __tablename__ = "books"

    id = Column(Integer, primary_key=True)
    title = Column(String(200), nullable=False)
    author_id = Column(Integer, ForeignKey("authors.id"))
    sequel_of_id = Column(Integer, ForeignKey("books.id"))

    author = relationship("Author", back_populates="books")

    # The other side, `Book.sequels`, is made by the backref.
    sequel_of = relationship("Book", remote_side=[id], backref=backref("sequels"))
