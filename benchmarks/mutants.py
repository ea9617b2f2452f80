"""A module with one of its checks taken out: all the ways there are to do so, one at a time.

Invariant: each mutant differs from the module in one place, and is named by the text of that place,
so that a name stays what it is while other lines come and go.
"""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_LOOSE = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
_DENYING = (ast.NotEq, ast.NotIn, ast.IsNot)
_SHOWN = 90  # characters of a place that name it


class Mutant(NamedTuple):
    """One way to spoil a module: its name, the line it is at, and the whole text that results."""

    name: str
    line: int
    source: str


class _Change(NamedTuple):
    """What is put in the place of what; `how` says it in a word."""

    how: str
    old: ast.AST
    new: ast.AST


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module."""
    lines = source.encode().splitlines(keepends=True)
    seen: Counter[str] = Counter()
    for change in _changes(ast.parse(source)):
        start, end = _span(change.old, lines)
        old, new = b"".join(lines)[start:end].decode(), _text(change)
        name = f"{change.how}: {' '.join(old.split())[:_SHOWN]}"
        seen[name] += 1
        if seen[name] > 1:
            name = f"{name} (again, {seen[name]})"
        whole = b"".join(lines)
        spoilt = whole[:start] + new.encode() + whole[end:]
        yield Mutant(name, change.old.lineno, spoilt.decode())  # type: ignore[attr-defined]


def _text(change: _Change) -> str:
    """Return what is written instead; an expression in brackets, whatever stands around it."""
    text = ast.unparse(change.new)
    return f"({text})" if isinstance(change.new, ast.expr) else text


def _span(node: ast.AST, lines: Sequence[bytes]) -> tuple[int, int]:
    """Return where a node begins and ends, in bytes from the beginning of the module."""
    before = [0]
    for line in lines:
        before.append(before[-1] + len(line))
    start = before[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
    return start, before[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]


def _changes(tree: ast.Module) -> Iterator[_Change]:
    """Yield every change of a module, from its top to its end."""
    covered = {id(test) for node in ast.walk(tree) for test in _tests(node)}
    for node in ast.walk(tree):
        match node:
            case ast.Raise() | ast.AugAssign() | ast.Expr(ast.Call() | ast.Yield()):
                yield _Change("left out", node, ast.Pass())
            case ast.If(test):
                yield _Change("never", test, ast.Constant(value=False))
            case ast.IfExp(_, body, orelse):
                yield _Change("always", node, body)
                yield _Change("never", node, orelse)
            case ast.comprehension(ifs=tests):
                yield from (_Change("any", test, ast.Constant(value=True)) for test in tests)
            case ast.BoolOp():
                yield from _without_operands(node)
            case ast.Compare():
                yield from _compared(node, is_covered=id(node) in covered)


def _tests(node: ast.AST) -> Sequence[ast.expr]:
    """Return the conditions of a node that another change makes true or false."""
    match node:
        case ast.If(test) | ast.IfExp(test):
            return [test]
        case ast.comprehension(ifs=tests):
            return tests
        case ast.BoolOp(values=operands):
            return operands
    return []


def _without_operands(node: ast.BoolOp) -> Iterator[_Change]:
    """Yield a chain of `and` or `or` without each of its operands."""
    for at, operand in enumerate(node.values):
        rest = [*node.values[:at], *node.values[at + 1 :]]
        new = ast.BoolOp(op=node.op, values=rest) if len(rest) > 1 else rest[0]
        yield _Change(f"without {' '.join(ast.unparse(operand).split())[:_SHOWN]}", node, new)


def _compared(node: ast.Compare, *, is_covered: bool) -> Iterator[_Change]:
    """Yield a comparison that always holds, and one that takes its limit for the other side."""
    operator = type(node.ops[0])
    if not is_covered:
        holds = not issubclass(operator, _DENYING)
        yield _Change("passed", node, ast.Constant(value=holds))
    if operator in _LOOSE and len(node.ops) == 1:
        new = ast.Compare(left=node.left, ops=[_LOOSE[operator]()], comparators=node.comparators)
        yield _Change("limit", node, new)
