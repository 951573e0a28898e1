from __future__ import annotations

from typing import TYPE_CHECKING, List, Optional

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base

if TYPE_CHECKING:
    from .orders import Order


class Customer(Base):
    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

    addresses: Mapped[List["Address"]] = relationship(back_populates="customer")
    orders: Mapped[List["Order"]] = relationship(back_populates="customer")

    # The orders that still wait: the same foreign key, with one more condition.
    open_orders: Mapped[List["Order"]] = relationship(
        primaryjoin="and_(Customer.id == Order.customer_id, Order.status == 'open')",
        order_by="Order.placed_at",
        viewonly=True,
    )

    # One to one, stated with `uselist=False`.
    card: Mapped[Optional["LoyaltyCard"]] = relationship("LoyaltyCard", back_populates="customer", uselist=False)


class LoyaltyCard(Base):
    __tablename__ = "loyalty_cards"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), unique=True)
    points: Mapped[int] = mapped_column(default=0)

    customer: Mapped["Customer"] = relationship(back_populates="card")


class Address(Base):
    __tablename__ = "addresses"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    street: Mapped[str]

    customer: Mapped["Customer"] = relationship(back_populates="addresses")
