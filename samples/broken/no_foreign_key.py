"""NoForeignKeysError: nothing says how an installation finds its manifest."""

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class AgentManifest(Base):
    __tablename__ = "agent_manifests"

    agent_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(primary_key=True)


class AgentInstallation(Base):
    __tablename__ = "agent_installations"

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[str]
    version: Mapped[str]

    manifest: Mapped["AgentManifest"] = relationship()
