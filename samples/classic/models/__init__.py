from .agent import AgentInstallation, AgentManifest
from .library import Author, Book
from .school import Course, Student
from .user import Post, Session, User, UserProfile

__all__ = [
    "AgentInstallation",
    "AgentManifest",
    "Author",
    "Book",
    "Course",
    "Post",
    "Session",
    "Student",
    "User",
    "UserProfile",
]
