import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base import Base, HasId
from .agent import AgentInstallation


class AgentRun(HasId, Base):
    __tablename__ = "agent_runs"

    installation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agent_installations.id"))
    started_at: Mapped[datetime]

    # One way: an installation does not know its runs.
    installation: Mapped[AgentInstallation] = relationship()
