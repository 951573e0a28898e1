"""Stand-ins for third-party modules that are not installed, permissive enough for models to be imported beside them."""
import importlib.abc
import importlib.machinery
import re
import sys
import types

import sqlalchemy
from sqlalchemy.sql import schema, type_api

ERROR_NAME = re.compile(r"(Error|Exception|Warning|NotFound|Conflict|Forbidden)$")


class Anything:
    """A value of an absent module: callable, a decorator, a base class, a column type, a context manager, an empty sequence."""

    def __init__(self, path):
        self.__dict__["_path"] = path

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything(f"{self._path}.{name}")

    def __call__(self, *arguments, **keywords):
        is_decoration = len(arguments) == 1 and not keywords and isinstance(arguments[0], (types.FunctionType, type, classmethod, staticmethod, property))
        return arguments[0] if is_decoration else Anything(f"{self._path}()")

    def __mro_entries__(self, bases):
        return (base_class(self._path),)

    def __getitem__(self, key):
        return self

    def __setitem__(self, key, value):
        """Nothing is kept."""

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0

    def __bool__(self):
        return True

    def __contains__(self, element):
        return False

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def __index__(self):
        return 1

    def __str__(self):
        return self._path

    def __lt__(self, other):
        return False

    def _operate(self, *others):
        return self

    __int__ = __index__
    __repr__ = __fspath__ = __str__
    __gt__ = __le__ = __ge__ = __lt__
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __mod__ = _operate
    __and__ = __rand__ = __or__ = __ror__ = __invert__ = __neg__ = __lshift__ = __rshift__ = _operate


_bases = {}


def base_class(path):
    """One plain class for each path, so that subclasses of it share a base."""
    if path not in _bases:
        body = {"__module__": "absent", "__init__": lambda self, *arguments, **keywords: None}
        body["__init_subclass__"] = classmethod(lambda cls, **keywords: None)
        body["__class_getitem__"] = classmethod(lambda cls, key: cls)
        _bases[path] = type("Absent_" + re.sub(r"\W", "_", path), (), body)
    return _bases[path]


class AbsentModule(types.ModuleType):
    __path__ = ()
    __all__ = ()
    __version__ = "99.0"

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        full = f"{self.__name__}.{name}"
        is_error = name[:1].isupper() and ERROR_NAME.search(name)
        value = sys.modules.get(full) or (type(name, (Exception,), {"__module__": self.__name__}) if is_error else Anything(full))
        setattr(self, name, value)
        return value


class AbsentLoader(importlib.abc.Loader):
    def create_module(self, spec):
        return AbsentModule(spec.name)

    def exec_module(self, module):
        """There is nothing to run."""


class AbsentFinder(importlib.abc.MetaPathFinder):
    """Provides modules that nothing else can; the top packages of those asked for are listed in `used`."""

    def __init__(self, own):
        self.own = own
        self.used = set()

    def find_spec(self, name, path=None, target=None):
        top = name.split(".")[0]
        is_below_real = "." in name and not isinstance(sys.modules.get(name.rpartition(".")[0]), AbsentModule)
        if is_below_real or top in self.own or top in sys.stdlib_module_names:
            return None
        self.used.add(top)
        return importlib.machinery.ModuleSpec(name, AbsentLoader(), is_package=True)


def stand_in_for_absent(own):
    """From now on imports of modules that are not installed succeed, but for the packages `own`; the finder that provides them."""
    finder = AbsentFinder(own)
    sys.meta_path.append(finder)
    accept_as_types()
    return finder


def accept_as_types():
    """Let SQLAlchemy take an absent value as a column type, and leave out absent constraints."""
    plain_to_instance, plain_init_items = type_api.to_instance, schema.SchemaItem._init_items

    def to_instance(value, *arguments, **keywords):
        is_absent = isinstance(value, Anything) or getattr(value, "__module__", None) == "absent"
        return sqlalchemy.types.NullType() if is_absent else plain_to_instance(value, *arguments, **keywords)

    def init_items(self, *items, **keywords):
        return plain_init_items(self, *[item for item in items if not isinstance(item, Anything)], **keywords)

    Anything._sqla_type = True
    schema.SchemaItem._init_items = init_items
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("sqlalchemy") and getattr(module, "to_instance", None) is plain_to_instance:
            module.to_instance = to_instance
