from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, Text
from sqlalchemy.orm import relationship

from classic.database import Base


class User(Base):
    __tablename__ = "users"

    id = Column(Integer, primary_key=True)
    email = Column(String(320), nullable=False, unique=True)

    installations = relationship("AgentInstallation", back_populates="user")
    profile = relationship("UserProfile", back_populates="user", uselist=False)

    # What the public sees of a user's posts: a conditional join.
    published_posts = relationship(
        "Post",
        primaryjoin="and_(User.id == Post.user_id, Post.status == 'published')",
        foreign_keys="[Post.user_id]",
    )


class UserProfile(Base):
    __tablename__ = "user_profiles"

    user_id = Column(Integer, ForeignKey("users.id"), primary_key=True)
    biography = Column(Text)

    user = relationship("User", back_populates="profile")


class Post(Base):
    __tablename__ = "posts"

    id = Column(Integer, primary_key=True)
    user_id = Column(Integer, ForeignKey("users.id"), nullable=False)
    status = Column(String(20), nullable=False, default="draft")
    body = Column(Text, nullable=False)


class Session(Base):
    __tablename__ = "sessions"

    id = Column(Integer, primary_key=True)
    user_id = Column(Integer, ForeignKey("users.id"), nullable=False)
    expires_at = Column(DateTime)

    # One way: a user does not know the sessions.
    user = relationship("User")
