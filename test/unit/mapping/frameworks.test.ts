/** Models of Flask-SQLAlchemy and SQLModel. */
import { describe, expect, it } from 'vitest';
import { graphOfFiles } from '../../../server/src/cli/api';
import { legacyTableName, tableNameFor } from '../../../server/src/core/mapping/declarative/flaskModel';
import { columnsIn, mappersIn, modelsOf, problemsIn, relationshipsIn } from '../support/modelsOf';

describe('Flask-SQLAlchemy', () => {
  const DB = `
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
`;

  it('names tables after classes', () => {
    expect(['User', 'UserPost', 'HTTPServer', 'OAuth2Token'].map(tableNameFor)).toEqual(['user', 'user_post', 'http_server', 'o_auth2_token']);
    expect(['User', 'UserPost', 'HTTPServer'].map(legacyTableName)).toEqual(['user', 'user_post', 'http_server']);
  });

  it('offers what a model needs on the extension object', () => {
    const graph = modelsOf(`${DB}
tags = db.Table("tags", db.Column("post_id", db.ForeignKey("blog_post.id")), db.Column("tag_id", db.ForeignKey("tag.id")))

class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)

class BlogPost(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    user_id = db.Column(db.Integer, db.ForeignKey("user.id"), nullable=False)
    user = db.relationship("User", backref=db.backref("posts", lazy="dynamic"))
    tags = db.relationship("Tag", secondary=tags)

class Tag(db.Model):
    id = db.Column(db.Integer, primary_key=True)
`);
    expect(mappersIn(graph)).toEqual(['User -> user', 'BlogPost -> blog_post', 'Tag -> tag']);
    expect(relationshipsIn(graph)).toEqual([
      'User.posts: ONETOMANY BlogPost "user".id = blog_post.user_id',
      'BlogPost.user: MANYTOONE User "user".id = blog_post.user_id',
      'BlogPost.tags: MANYTOMANY Tag blog_post.id = tags.post_id',
    ]);
    expect(problemsIn(graph)).toEqual([]);
  });

  it('names no table of a subclass without a key of its own', () => {
    const graph = modelsOf(`${DB}
class Person(db.Model):
    id = db.Column(db.Integer, primary_key=True)

class Manager(Person):
    rank = db.Column(db.Integer)

class Engineer(Person):
    id = db.Column(db.ForeignKey("person.id"), primary_key=True)

class Mixed(db.Model):
    __abstract__ = True
`);
    expect(mappersIn(graph)).toEqual(['Person -> person', 'Manager(Person, single) -> null', 'Engineer(Person, joined) -> engineer']);
  });

  it('names tables as the installed version does', () => {
    const source = `${DB}
class UserAPI(db.Model):
    id = db.Column(db.Integer, primary_key=True)
`;
    const mappers = (version: string): readonly string[] => {
      const packages = { readModule: () => undefined, versionOf: (name: string) => (name === 'flask-sqlalchemy' ? version : undefined) };
      return mappersIn(graphOfFiles(new Map([['models.py', source]]), { sqlalchemy: '1.4', packages }));
    };
    expect(mappers('2.5.1')).toEqual(['UserAPI -> userAPI']);
    expect(mappers('3.0.5')).toEqual(['UserAPI -> user_api']);
  });

  it('keeps the tables of each bind key apart', () => {
    const graph = modelsOf(`${DB}
class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)

class Event(db.Model):
    __bind_key__ = "log"
    id = db.Column(db.Integer, primary_key=True)
    user_id = db.Column(db.ForeignKey("user.id"))
    user = db.relationship(User)
`);
    expect(problemsIn(graph)).toHaveLength(1);
    expect(problemsIn(graph)[0]).toContain("could not find table 'user' with which to generate a foreign key to target column 'id'");
  });

  it('takes a declarative base of the project', () => {
    const graph = modelsOf(`
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    pass

db = SQLAlchemy(model_class=Base)

class User(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
`);
    expect(columnsIn(graph, 'User')).toEqual(['id: Integer pk', 'name: String null']);
  });
});

describe('SQLModel', () => {
  const IMPORTS = `
from typing import List, Optional
import datetime
import uuid
from sqlmodel import Field, Relationship, SQLModel, Column, String
`;

  it('maps only the classes that ask for a table', () => {
    const graph = modelsOf(`${IMPORTS}
class HeroBase(SQLModel):
    name: str = Field(index=True)
    age: Optional[int] = None

class Hero(HeroBase, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    team_id: Optional[int] = Field(default=None, foreign_key="team.id")

class HeroCreate(HeroBase):
    pass

class Team(SQLModel, table=True):
    __tablename__ = "team"
    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    score: float = 0
    alive: bool = True
    code: str = Field(sa_column=Column("team_code", String(8), unique=True))
`);
    expect(mappersIn(graph)).toEqual(['Hero -> hero', 'Team -> team']);
    expect(columnsIn(graph, 'Hero')).toEqual(['name: AutoString', 'age: Integer null', 'id: Integer pk', 'team_id: Integer null -> team.id']);
    expect(columnsIn(graph, 'Team')).toEqual(['id: Uuid pk', 'score: Float', 'alive: Boolean', 'code=team_code: String null unique']);
    expect(problemsIn(graph)).toEqual([]);
  });

  it('turns Relationship into relationship()', () => {
    const graph = modelsOf(`${IMPORTS}
class Link(SQLModel, table=True):
    hero_id: int = Field(foreign_key="hero.id", primary_key=True)
    team_id: int = Field(foreign_key="team.id", primary_key=True)

class Hero(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    home_id: Optional[int] = Field(default=None, foreign_key="team.id")
    home: Optional["Team"] = Relationship(back_populates="residents")
    teams: List["Team"] = Relationship(link_model=Link, sa_relationship_kwargs={"lazy": "selectin"})

class Team(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    residents: list[Hero] = Relationship(back_populates="home")
`);
    expect(relationshipsIn(graph)).toEqual([
      'Hero.home: MANYTOONE Team team.id = hero.home_id',
      'Hero.teams: MANYTOMANY Team hero.id = link.hero_id',
      'Team.residents: ONETOMANY Hero team.id = hero.home_id',
    ]);
    expect(graph.mappers.flatMap(({ relationships }) => relationships.map(({ lazy }) => lazy))).toEqual(['select', 'selectin', 'select']);
    expect(problemsIn(graph)).toEqual([]);
  });
});
