"""Models and other code for the parser's properties: é, 😀, and every kind of statement."""
from __future__ import annotations
import os.path as p, sys
from . import (a, b as c,)
match = type = case = 1


@decorated(x=lambda *a, k=1, **kw: (yield))
class User(Base, metaclass=Meta[int], **options):
    """Text with "quotes"
and a line at the margin: def nothing():
    """
    __tablename__ = 'user'
    id: Mapped[int] = mapped_column(primary_key=True)  # comment (
    posts: Mapped[list["Post"]] = relationship(
        "Post", back_populates='author',
        primaryjoin="and_(User.id == Post.author_id, "
                    r'Post.kind == \'a\')',
        order_by=lambda: Post.id.desc(), *extra, **{'a': 1, **b},
    )
    name = f"{__tablename__!r:>{width}} {'nested'} {x=} {{}}" "😀" 'é\n\x41'

    @property
    async def full(self, /, a, *, b: int = 2) -> str:
        async with (open(a) as f, g):
            return f"{self.a["b"]}" if a else await b

    def inner(self):
        def nested(x): return x + 1
        for i, *rest in enumerate(x for x in y if x not in z):
            print(i, end='') ; continue
        else:
            del i, rest
        try:
            raise E from e
        except (A, B) as e: pass
        except* C:
            pass
        finally:
            x = a[1:2, ::3] = -b ** ~c // d @ e
        while not (n := f()) and True or None is not ...:
            n += 1; break
        return {1, 2}, {k: v for k, v in d.items()}, [*a], ()

    if sys.version_info >= (3, 8):
        other = 0x1F + 1_000.5e-3 + 2j
    elif x:
        other = b"bytes" rb'\x00'
    else: other: int


match (User.id):
    case [a, *_] | Point(x=0, y=b) if a < b < c:
        pass
    case {"k": -1, **rest} as whole:
        global g
type Alias[T: int = str, *Ts, **P] = list[T]
with (a, b) as c, (d): assert a, "message"
