from sqlalchemy import Column, ForeignKey, Integer, String, Text
from sqlalchemy.orm import relationship

from classic.database import Base


class AgentManifest(Base):
    __tablename__ = "agent_manifests"

    agent_id = Column(String(80), primary_key=True)
    version = Column(String(20), primary_key=True)
    manifest = Column(Text)


class AgentInstallation(Base):
    __tablename__ = "agent_installations"

    id = Column(Integer, primary_key=True)
    user_id = Column(Integer, ForeignKey("users.id"), nullable=False)
    agent_id = Column(String(80), nullable=False)
    version = Column(String(20), nullable=False)

    user = relationship("User", back_populates="installations")

    # The manifest has a key of two columns, and no foreign key leads to it.
    manifest = relationship(
        "AgentManifest",
        primaryjoin="and_("
        "AgentInstallation.agent_id == AgentManifest.agent_id, "
        "AgentInstallation.version == AgentManifest.version"
        ")",
        foreign_keys=[agent_id, version],
        viewonly=True,
    )
