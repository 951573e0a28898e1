from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base, HasId

if TYPE_CHECKING:
    from .user import User


class AgentManifest(Base):
    """One published version of one agent: the two columns together are the key."""

    __tablename__ = "agent_manifests"

    agent_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    version: Mapped[str] = mapped_column(String(20), primary_key=True)
    summary: Mapped[str] = mapped_column(default="")


class AgentInstallation(HasId, Base):
    __tablename__ = "agent_installations"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    # Not foreign keys: an installation may outlive the manifest it was made from.
    agent_id: Mapped[str] = mapped_column(String(80))
    version: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20), default="enabled")

    user: Mapped["User"] = relationship(back_populates="installations")

    # Both columns must match. `foreign_keys` says which side refers, since no ForeignKey does.
    manifest: Mapped["AgentManifest"] = relationship(
        primaryjoin="and_("
        "AgentInstallation.agent_id == AgentManifest.agent_id, "
        "AgentInstallation.version == AgentManifest.version"
        ")",
        foreign_keys=[agent_id, version],
        viewonly=True,
    )
