"""Rewrite a scenario in the annotated style of SQLAlchemy 2.x to the classic style that 1.4 understands.

The result need not mean the same: it is a program of its own, asked and answered as such. It only has to keep the scenario's
subject, so `Mapped[...]` gives the column type, nullability and target where nothing else does and is then dropped.
"""
import ast

TYPES = {"int": "Integer", "str": "String", "float": "Float", "bool": "Boolean"}
COLLECTIONS = {"List", "list", "Set", "set"}
TYPED_ONLY = {"use_existing_column", "insert_default", "init", "repr", "default_factory", "kw_only", "compare", "sort_order"}


class NotRewritable(Exception):
    """The scenario's subject exists in the annotated style only."""


def classic(source):
    """The rewritten program; NotRewritable where it has no classic form."""
    tree = _Rewrite().visit(ast.parse(source))
    tree.body = [node for node in tree.body if not _is_future_import(node)]
    needed = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    if "Annotated" in needed:
        raise NotRewritable
    for module, names in (("sqlalchemy", {*TYPES.values(), "Column"}), ("sqlalchemy.orm", {"declarative_base"})):
        if needed & names:
            tree.body.insert(0, ast.ImportFrom(module, [ast.alias(name) for name in sorted(needed & names)], 0))
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


class _Rewrite(ast.NodeTransformer):
    def visit_ClassDef(self, node):
        if any(_name_of(base) == "DeclarativeBase" for base in node.bases):
            return _plain_base(node)
        self.generic_visit(node)
        node.body = node.body or [ast.Pass()]
        return node

    def visit_AnnAssign(self, node):
        inner = _inside_mapped(node.annotation)
        if inner is None or not isinstance(node.target, ast.Name):
            self.generic_visit(node)
            return node
        called = _name_of(node.value.func) if isinstance(node.value, ast.Call) else None
        if node.value is None or called == "mapped_column":
            value = _column(node.value or ast.Call(ast.Name("mapped_column"), [], []), inner)
        elif called == "relationship":
            value = _relationship(node.value, inner)
        else:
            value = node.value
        return ast.Assign([node.target], self.generic_visit(value) or value, lineno=node.lineno)

    def visit_Name(self, node):
        return ast.Name("Column", node.ctx) if node.id == "mapped_column" else node


def _plain_base(node):
    """`Base = declarative_base()`, with the metadata of the class body."""
    keywords = []
    for statement in node.body:
        named = isinstance(statement, ast.Assign) and _name_of(statement.targets[0])
        if named == "metadata":
            keywords.append(ast.keyword("metadata", statement.value))
        elif not isinstance(statement, (ast.Pass, ast.Expr)):
            raise NotRewritable
    if len(node.bases) != 1:
        raise NotRewritable
    return ast.Assign([ast.Name(node.name)], ast.Call(ast.Name("declarative_base"), [], keywords), lineno=node.lineno)


def _column(call, inner):
    """`Column(...)` with the type and nullability of the annotation where the call states none."""
    stated = {keyword.arg for keyword in call.keywords}
    if stated & TYPED_ONLY:
        raise NotRewritable
    scalar, optional = _without_optional(inner)
    arguments, keywords = list(call.args), list(call.keywords)
    names = [_name_of(argument.func) if isinstance(argument, ast.Call) else _name_of(argument) for argument in arguments]
    if TYPES.get(scalar) and "type_" not in stated and not any(name and name[0].isupper() for name in names):
        leading = 1 if arguments and isinstance(arguments[0], ast.Constant) else 0
        arguments.insert(leading, ast.Name(TYPES[scalar]))
    if not optional and not stated & {"nullable", "primary_key", None}:
        keywords.append(ast.keyword("nullable", ast.Constant(False)))
    return ast.Call(ast.Name("Column"), arguments, keywords)


def _relationship(call, inner):
    """`relationship(...)` with the target and scalar-ness of the annotation where the call states none."""
    stated = {keyword.arg for keyword in call.keywords}
    arguments, keywords = list(call.args), list(call.keywords)
    element, is_collection = _target(inner)
    if not arguments and "argument" not in stated:
        if element is None:
            raise NotRewritable
        arguments.append(ast.Constant(element))
    if not is_collection and not stated & {"uselist", "collection_class", None}:
        keywords.append(ast.keyword("uselist", ast.Constant(False)))
    return ast.Call(call.func, arguments, keywords)


def _target(inner):
    """(class name or None, whether the annotation is a collection)"""
    scalar, _ = _without_optional(inner)
    if scalar is not None:
        return scalar, False
    if isinstance(inner, ast.Subscript) and _name_of(inner.value) in COLLECTIONS:
        return _without_optional(inner.slice)[0], True
    return None, False


def _without_optional(node):
    """(name or None, whether None is allowed) of `X`, `"X"`, `Optional[X]` and `X | None`."""
    node = _unquoted(node)
    if isinstance(node, ast.Subscript) and _name_of(node.value) == "Optional":
        return _without_optional(node.slice)[0], True
    if isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant) and node.right.value is None:
        return _without_optional(node.left)[0], True
    return _name_of(node), False


def _inside_mapped(annotation):
    """The argument of `Mapped[...]`, or None."""
    node = _unquoted(annotation)
    return _unquoted(node.slice) if isinstance(node, ast.Subscript) and _name_of(node.value) == "Mapped" else None


def _unquoted(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            return ast.parse(node.value, mode="eval").body
        except SyntaxError:
            raise NotRewritable from None
    return node


def _name_of(node):
    return node.id if isinstance(node, ast.Name) else None


def _is_future_import(node):
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"
