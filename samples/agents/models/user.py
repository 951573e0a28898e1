from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, List, Optional

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base, HasId

if TYPE_CHECKING:
    from .agent import AgentInstallation


class User(HasId, Base):
    __tablename__ = "users"

    email: Mapped[str] = mapped_column(String(320), unique=True)

    # One user has many installations; `AgentInstallation.user` is the other side.
    installations: Mapped[List["AgentInstallation"]] = relationship(
        back_populates="user",
        cascade="all, delete-orphan",
    )

    # Only some of them: a conditional join, read only.
    enabled_installations: Mapped[List["AgentInstallation"]] = relationship(
        primaryjoin="and_(User.id == AgentInstallation.user_id, AgentInstallation.status == 'enabled')",
        viewonly=True,
    )

    # At most one profile: the annotation names one object, not a list.
    profile: Mapped[Optional["UserProfile"]] = relationship(back_populates="user")


class UserProfile(Base):
    __tablename__ = "user_profiles"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    display_name: Mapped[Optional[str]]

    user: Mapped["User"] = relationship(back_populates="profile")
