from .agent import AgentInstallation, AgentManifest
from .run import AgentRun
from .user import User, UserProfile

__all__ = ["AgentInstallation", "AgentManifest", "AgentRun", "User", "UserProfile"]
