"""Remember where each relationship object comes from: the backref that made it, or the lines that stated it."""
import ast
import linecache
import os
import sys

import sqlalchemy
from sqlalchemy.orm.relationships import RelationshipProperty

LIBRARY = os.path.dirname(os.path.abspath(sqlalchemy.__file__)) + os.sep
MAXIMUM_FRAMES = 12
_class_spans = {}


def watch_relationships():
    """Note on every relationship built from now on `_made_by_backref` and `_stated_at` (frames, innermost first)."""
    generating = []
    plain_init = RelationshipProperty.__init__
    plain_generate = RelationshipProperty._generate_backref

    def noting_init(self, *arguments, **keywords):
        self._made_by_backref = generating[-1] if generating else None
        self._stated_at = [] if generating else stating_frames(sys._getframe(1))
        plain_init(self, *arguments, **keywords)

    def noting_generate(self, *arguments, **keywords):
        generating.append(self)
        try:
            return plain_generate(self, *arguments, **keywords)
        finally:
            generating.pop()

    RelationshipProperty.__init__ = noting_init
    RelationshipProperty._generate_backref = noting_generate


def stating_frames(frame):
    """(file name, line) of the frames outside SQLAlchemy, innermost first."""
    frames = []
    while frame is not None and len(frames) < MAXIMUM_FRAMES:
        name = frame.f_code.co_filename
        if not name.startswith((LIBRARY, "<")):
            frames.append((name, frame.f_lineno))
        frame = frame.f_back
    return frames


def declaring_class(relationship):
    """The class of the owner's MRO whose body states the relationship; the owner itself when none does."""
    owner = relationship.parent.class_
    for file_name, line in getattr(relationship, "_stated_at", ()):
        names = class_names_around(file_name, line)
        stating = [cls for cls in owner.__mro__ if file_of(cls) == file_name and cls.__qualname__ in names]
        if stating:
            return max(stating, key=lambda cls: names.index(cls.__qualname__))
    return owner


def file_of(cls):
    """The file name of the class's module, or None."""
    return getattr(sys.modules.get(cls.__module__), "__file__", None)


def class_line(cls):
    """The one-based line of the (last) class statement, or None when there is none."""
    spans = [span for span in class_spans(file_of(cls)) if span[0] == cls.__qualname__]
    return spans[-1][1] if spans else None


def class_names_around(file_name, line):
    """Qualified names of the class statements that hold the line, outermost first."""
    return [name for name, first, last in class_spans(file_name) if first <= line <= last]


def class_spans(file_name):
    """(qualified name, line of `class`, last line) of every class statement of a file, outer before inner."""
    if file_name is None:
        return []
    if file_name not in _class_spans:
        try:
            tree = ast.parse("".join(linecache.getlines(file_name)))
        except SyntaxError:
            tree = ast.Module([], [])
        _class_spans[file_name] = list(spans_in(tree, ""))
    return _class_spans[file_name]


def spans_in(node, prefix):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            name = prefix + child.name
            yield name, child.lineno, child.end_lineno
            yield from spans_in(child, name + ".")
        elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from spans_in(child, prefix + child.name + ".<locals>.")
        else:
            yield from spans_in(child, prefix)
