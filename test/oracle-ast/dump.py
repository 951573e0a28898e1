"""Prints what CPython's own parser finds in Python files, for comparison with ours.

    dump.py [--full] PATH...        or the paths on standard input, one a line

One JSON object a line: first what this interpreter can do, then per file `path` with `count` and `hash` of its facts (`facts`
themselves with --full), or `rejected` where CPython does not parse it, or `undecodable`.

A fact is one line of ASCII: kind, start, end, details. Offsets are UTF-16 units from the start of the text, byte-order mark excluded.
`compare.ts` says the same in the same words.
"""

import ast
import hashlib
import io
import json
import re
import struct
import sys
import tokenize
import warnings

F_STRINGS_HAVE_POSITIONS = sys.version_info >= (3, 12)
LINE_END = re.compile("\r\n|\r|\n")
OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.MatMult: "@", ast.Div: "/", ast.Mod: "%", ast.Pow: "**", ast.LShift: "<<",
    ast.RShift: ">>", ast.BitOr: "|", ast.BitXor: "^", ast.BitAnd: "&", ast.FloorDiv: "//", ast.And: "and", ast.Or: "or",
    ast.Not: "not", ast.USub: "-", ast.UAdd: "+", ast.Invert: "~", ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=",
    ast.Gt: ">", ast.GtE: ">=", ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}
TEMPLATE_STRING = getattr(ast, "TemplateStr", ())
INTERPOLATION = getattr(ast, "Interpolation", ())
FORMATTED = (ast.JoinedStr,) + ((TEMPLATE_STRING,) if TEMPLATE_STRING else ())
FIELD = (ast.FormattedValue,) + ((INTERPOLATION,) if INTERPOLATION else ())


class Offsets:
    """UTF-16 offsets from CPython's lines and UTF-8 columns."""

    def __init__(self, text):
        self.lines = []
        self.starts = []
        start = 0
        units = 0
        for match in LINE_END.finditer(text):
            units = self._add(text[start:match.end()], units)
            start = match.end()
        self._add(text[start:], units)

    def _add(self, line, units):
        self.lines.append(None if line.isascii() else line.encode("utf-8", "surrogatepass"))
        self.starts.append(units)
        return units + (len(line) if line.isascii() else len(line.encode("utf-16-le", "surrogatepass")) // 2)

    def at(self, line_number, column):
        line = self.lines[line_number - 1]
        start = self.starts[line_number - 1]
        if line is None:
            return start + column
        return start + len(line[:column].decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")) // 2


class Facts:
    def __init__(self, text):
        self.units = text.encode("utf-16-le", "surrogatepass") if not text.isascii() else None
        self.text = text
        self.offsets = Offsets(text)
        self.found = []

    def slice(self, start, end):
        if self.units is None:
            return self.text[start:end]
        return self.units[2 * start:2 * end].decode("utf-16-le", "surrogatepass")

    def read(self, tree):
        pending = [(tree, False)]
        while pending:
            node, hides_position = pending.pop()
            self.add(node, hides_position)
            hides = hides_position or (isinstance(node, FORMATTED) and not F_STRINGS_HAVE_POSITIONS)
            pending.extend((child, hides) for child in self.children(node))

    def children(self, node):
        if isinstance(node, FORMATTED):
            for value in node.values:
                if not isinstance(value, ast.Constant):
                    yield value
        elif isinstance(node, FIELD):
            yield node.value
            if node.format_spec is not None:
                for value in node.format_spec.values:
                    if not isinstance(value, ast.Constant):
                        yield value
        elif isinstance(node, ast.match_case):
            for child in ast.walk(node.pattern):
                name = getattr(child, "name", None) or getattr(child, "rest", None)
                if name is not None:
                    self.found.append("bind %s" % quoted(name))
            if node.guard is not None:
                yield node.guard
            yield from node.body
        else:
            yield from ast.iter_child_nodes(node)

    def add(self, node, hides_position):
        kind = type(node).__name__
        start = end = None
        if hasattr(node, "lineno"):
            start = self.offsets.at(node.lineno, node.col_offset)
            end = self.offsets.at(node.end_lineno, node.end_col_offset)
        place = "? ?" if hides_position else "%s %s" % (start, end)
        details = self.details(node, kind, start, end, hides_position)
        if details is None:
            return
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and node.decorator_list:
            place = "? %s" % end
        if isinstance(node, (ast.ExceptHandler, ast.comprehension)) or isinstance(node, FIELD):
            place = "? ?"
        self.found.append("%s %s %s" % (kind, place, details))

    def details(self, node, kind, start, end, hides_position):
        if isinstance(node, ast.Name):
            return quoted(node.id)
        if isinstance(node, ast.Attribute):
            return quoted(node.attr)
        if isinstance(node, ast.Constant):
            return self.constant(node.value, start, end, hides_position)
        if isinstance(node, FORMATTED):
            return pieces(node.values, self.slice(start, end))
        if isinstance(node, FIELD):
            specification = "" if node.format_spec is None else pieces(node.format_spec.values, "")
            return "%s %s" % (node.conversion, specification)
        if isinstance(node, ast.Call):
            return "%d %d" % (len(node.args), len(node.keywords))
        if isinstance(node, ast.keyword):
            return quoted(node.arg)
        if isinstance(node, (ast.BinOp, ast.UnaryOp, ast.AugAssign)):
            return OPERATORS[type(node.op)]
        if isinstance(node, ast.BoolOp):
            return "%s %d" % (OPERATORS[type(node.op)], len(node.values))
        if isinstance(node, ast.Compare):
            return " ".join(OPERATORS[type(op)] for op in node.ops)
        if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            return str(len(node.elts))
        if isinstance(node, ast.Dict):
            return "%d %d" % (len(node.values), node.keys.count(None))
        if isinstance(node, ast.Slice):
            return " ".join(present(part) for part in (node.lower, node.upper, node.step))
        if isinstance(node, ast.comprehension):
            return "%d %d" % (node.is_async, len(node.ifs))
        if isinstance(node, ast.arguments):
            self.arguments(node, hides_position)
            return None
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return "%s %d %d" % (quoted(node.name), len(node.decorator_list), len(node.body))
        if isinstance(node, ast.ClassDef):
            return "%s %d %d %d %d" % (quoted(node.name), len(node.decorator_list), len(node.bases), len(node.keywords), len(node.body))
        if isinstance(node, (ast.Assign, ast.Delete)):
            return str(len(node.targets))
        if isinstance(node, ast.AnnAssign):
            return present(node.value)
        if isinstance(node, (ast.Import, ast.With, ast.AsyncWith)):
            return str(len(node.names if isinstance(node, ast.Import) else node.items))
        if isinstance(node, ast.ImportFrom):
            return "%s %d %d" % (quoted(node.module), node.level, len(node.names))
        if isinstance(node, ast.alias):
            return "%s %s" % (quoted(node.name), quoted(node.asname))
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            return quoted(",".join(node.names))
        if isinstance(node, (ast.If, ast.For, ast.AsyncFor, ast.While)):
            return "%d %d" % (len(node.body), len(node.orelse))
        if isinstance(node, ast.Try) or kind == "TryStar":
            counts = (len(node.body), len(node.handlers), len(node.orelse), len(node.finalbody))
            return "%d %d %d %d" % counts
        if isinstance(node, ast.ExceptHandler):
            return "%s %s %d" % (quoted(node.name), present(node.type), len(node.body))
        if isinstance(node, (ast.Yield, ast.Return)):
            return present(node.value)
        if kind in ("TypeVar", "TypeVarTuple", "ParamSpec"):
            return "%s %s %s" % (quoted(node.name), present(getattr(node, "bound", None)), present(getattr(node, "default_value", None)))
        if isinstance(node, (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.Module, ast.arg, ast.withitem)):
            return None
        if kind in ("match_case", "type_ignore") or not hasattr(node, "lineno"):
            return None
        return ""

    def constant(self, value, start, end, hides_position):
        if isinstance(value, str):
            if not hides_position and "\\N{" in self.slice(start, end):
                return "named"
            return quoted(value)
        if isinstance(value, bytes):
            return "b" + quoted(value.decode("latin-1"))
        if value is None or isinstance(value, bool) or value is Ellipsis:
            return str(value)
        if isinstance(value, int):
            return hex(value)
        return struct.pack(">d", value.imag if isinstance(value, complex) else value).hex()

    def arguments(self, node, hides_position):
        positional = node.posonlyargs + node.args
        without_default = len(positional) - len(node.defaults)
        listed = []
        for index, arg in enumerate(positional):
            mode = "positionalOnly" if index < len(node.posonlyargs) else "positionalOrKeyword"
            listed.append((arg, mode, index >= without_default))
        if node.vararg:
            listed.append((node.vararg, "varPositional", False))
        listed.extend((arg, "keywordOnly", default is not None) for arg, default in zip(node.kwonlyargs, node.kw_defaults))
        if node.kwarg:
            listed.append((node.kwarg, "varKeyword", False))
        for arg, mode, has_default in listed:
            start = self.offsets.at(arg.lineno, arg.col_offset)
            end = self.offsets.at(arg.end_lineno, arg.end_col_offset)
            place = "? ?" if hides_position else "%s %s" % (start, end)
            self.found.append("arg %s %s %s %s" % (place, quoted(arg.arg), mode, present(has_default or None)))


def pieces(values, source):
    if "\\N{" in source:
        return "named"
    return json.dumps([value.value if isinstance(value, ast.Constant) else None for value in values], separators=(",", ":"))


def quoted(value):
    return json.dumps(value)


def present(value):
    return "no" if value is None else "yes"


def facts_of(path, full):
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode("utf-8-sig")
        encoding = tokenize.detect_encoding(io.BytesIO(data).readline)[0]
    except (UnicodeDecodeError, SyntaxError):
        return {"path": path, "undecodable": True}
    if encoding.lower() not in ("utf-8", "utf-8-sig", "ascii", "us-ascii"):
        return {"path": path, "undecodable": True}
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return {"path": path, "rejected": str(error), "bytes": len(data)}
    facts = Facts(text)
    facts.read(tree)
    facts.found.sort()
    joined = "\n".join(facts.found)
    answer = {"path": path, "count": len(facts.found), "hash": hashlib.md5(joined.encode("ascii")).hexdigest(), "bytes": len(data)}
    if full:
        answer["facts"] = facts.found
    return answer


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(10_000)
    arguments = sys.argv[1:]
    full = "--full" in arguments
    paths = [argument for argument in arguments if argument != "--full"] or [line.rstrip("\n") for line in sys.stdin]
    version = "%d.%d.%d" % sys.version_info[:3]
    print(json.dumps({"python": version, "fStringsHavePositions": F_STRINGS_HAVE_POSITIONS}))
    for path in paths:
        print(json.dumps(facts_of(path, full)), flush=False)


main()
