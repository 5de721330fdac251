"""Compare two versions of a table, and find what breaks: `emma-errors diff old.tsv new.tsv`."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from .table import Row, TableError, add_codes, read_alone

__all__ = ("Change", "arguments", "changes", "run")

# The columns that code depends on.
BREAKING = ("http_status", "success", "category", "message", "params", "subcode")
COMPATIBLE = ("subcategory", "description", "en", "zh", "advice", "fallback", "extra")


@dataclass(frozen=True)
class Change:
    """A difference between two tables."""

    code: int | str
    name: str
    what: str
    """What changed, such as `"http_status was 404, is 410"`."""
    breaking: bool
    """Whether code that uses the old table may fail with the new one."""

    def __str__(self) -> str:
        """Return a line such as `breaking: 2101 ARTICLE_NOT_FOUND: was removed`."""
        kind = "breaking" if self.breaking else "compatible"
        return f"{kind}: {self.code} {self.name}: {self.what}"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` takes."""
    parser.add_argument("old", metavar="OLD", help="the table as it was published")
    parser.add_argument("new", metavar="NEW", help="the table as it is now")
    add_codes(parser)


def run(options: argparse.Namespace) -> int:
    """Print the changes from one table to another, breaking ones first.

    Returns:
        The exit status: 0; 1 if a change is breaking; 2 if a table is wrong.
    """
    tables: list[list[Row]] = []
    problems: list[str] = []
    for table in (options.old, options.new):
        try:
            tables.append(read_alone(table, named=False, codes=options.codes))
        except TableError as error:
            problems += error.problems
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 2
    changed = changes(*tables)
    for change in sorted(changed, key=lambda change: not change.breaking):
        print(change)
    return 1 if any(change.breaking for change in changed) else 0


def changes(old: Sequence[Row], new: Sequence[Row]) -> list[Change]:
    """Return the differences from one table to another, in the order of codes.

    A row is identified by its name, or by its code if only the name changed. A change is breaking
    if a name or a code is removed, if the HTTP status, the success, the category, the message, the
    parameters or the sub-code of a row change, or if another definition of a code comes first. A
    new row is breaking if its code was defined before, because `except` then gets another class.
    """
    order = {code: number for number, code in enumerate(_codes(old, new))}
    fresh, pairs = _paired(old, new)
    changed: list[Change] = []
    for row, successor in pairs:
        changed += _differences(row, successor) if successor else [_breaking(row, "was removed")]
    kept = {
        row.code
        for row, successor in pairs
        if successor and (successor.name, successor.code) == _key(row)
    }
    changed += _fresh(fresh, old, kept)
    changed += _reordered(old, new, kept)
    return sorted(changed, key=lambda change: order[change.code])


def _codes(old: Sequence[Row], new: Sequence[Row]) -> list[int | str]:
    """Return the distinct codes of both tables: sorted numbers, then texts in the tables' order."""
    codes = dict.fromkeys([row.code for row in (*old, *new)])
    numbers = sorted([code for code in codes if isinstance(code, int)])
    return [*numbers, *[code for code in codes if isinstance(code, str)]]


def _key(row: Row) -> tuple[str, int | str]:
    """Return what identifies a definition."""
    return row.name, row.code


def _paired(
    old: Sequence[Row], new: Sequence[Row]
) -> tuple[list[Row], list[tuple[Row, Row | None]]]:
    """Return the new rows, and each old row with its successor, if it has one."""
    now = {row.name: row for row in new}
    before = {row.name for row in old}
    fresh: dict[int | str, list[Row]] = {}
    for row in new:
        if row.name not in before:
            fresh.setdefault(row.code, []).append(row)
    pairs: list[tuple[Row, Row | None]] = []
    for row in old:
        successor = now.get(row.name)
        if successor is None and (renamed := fresh.get(row.code)):
            successor = renamed.pop(0)
        pairs.append((row, successor))
    return [row for rows in fresh.values() for row in rows], pairs


def _differences(row: Row, successor: Row) -> Iterator[Change]:
    """Yield the differences between a row and its successor."""
    if successor.name != row.name:
        yield _breaking(row, f"was renamed to {successor.name}")
    if successor.code != row.code:
        yield _breaking(row, f"now has code {successor.code}")
    for column in (*BREAKING, *COMPATIBLE):
        if column in row.lacks and column in successor.lacks:
            continue  # both have the message instead
        if column == "success" and row.http_status != successor.http_status:
            continue  # the change of the status covers it
        was, is_now = _cell(row, column), _cell(successor, column)
        if was != is_now:
            what = f"{column} was {was}, is {is_now}"
            yield Change(row.code, successor.name, what, breaking=column in BREAKING)


def _fresh(fresh: Sequence[Row], old: Sequence[Row], kept: Set[int | str]) -> Iterator[Change]:
    """Yield the new rows; they are breaking if `except` gets another class for their code."""
    was_first = {row.code: row for row in reversed(old)}
    for row in fresh:
        first = was_first.get(row.code)
        if first is None or (row.subcode and row.code in kept):
            yield Change(row.code, row.name, "is new", breaking=False)
        elif row.code in kept:
            yield _breaking(row, "is another definition of the code")
        else:
            yield _breaking(row, f"reuses the code of {first.name}")


def _reordered(old: Sequence[Row], new: Sequence[Row], kept: Set[int | str]) -> Iterator[Change]:
    """Yield the codes whose first definition is now another one of the old definitions."""
    before = {row.name for row in old}
    is_first = {row.code: row for row in reversed(new)}
    for code, row in {row.code: row for row in reversed(old)}.items():
        if code in kept and is_first[code].name != row.name and is_first[code].name in before:
            what = f"comes after {is_first[code].name}, which lookups now return"
            yield _breaking(row, what)


def _breaking(row: Row, what: str) -> Change:
    """Return a breaking change."""
    return Change(row.code, row.name, what, breaking=True)


def _cell(row: Row, column: str) -> str:
    """Return a cell as text for a change."""
    value: object = getattr(row, column)
    if isinstance(value, tuple):
        value = " ".join(map(str, row.params if column == "params" else row.fallback))
    elif isinstance(value, bool):
        return "yes" if value else "no"
    elif isinstance(value, Mapping):
        value = ", ".join([f"{key} {cell}" for key, cell in row.extra.items()])
    if isinstance(value, int):
        return str(value)
    return "empty" if value in (None, "") else repr(str(value))
