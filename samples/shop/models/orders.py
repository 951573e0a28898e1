from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, List

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base
from .catalogue import Book

if TYPE_CHECKING:
    from .customers import Address, Customer


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    status: Mapped[str] = mapped_column(String(20), default="open")
    placed_at: Mapped[datetime]
    billing_address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id"))
    shipping_address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id"))

    customer: Mapped["Customer"] = relationship(back_populates="orders")
    lines: Mapped[List["OrderLine"]] = relationship(back_populates="order", cascade="all, delete-orphan")

    # Two foreign keys lead to the same table, so each relationship says which one is its own.
    billing_address: Mapped["Address"] = relationship(foreign_keys=[billing_address_id])
    shipping_address: Mapped["Address"] = relationship(foreign_keys="Order.shipping_address_id")


class OrderLine(Base):
    """Joins an order and a book, and says how many: an association object."""

    __tablename__ = "order_lines"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    book_id: Mapped[int] = mapped_column(ForeignKey("books.id"), primary_key=True)
    quantity: Mapped[int] = mapped_column(default=1)

    order: Mapped["Order"] = relationship(back_populates="lines")
    book: Mapped["Book"] = relationship()
