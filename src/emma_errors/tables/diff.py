"""What changed from one table to the next, and what breaks: `emma-errors diff old.tsv new.tsv`."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from .table import Row, TableError, read_alone

__all__ = ("Change", "arguments", "changes", "run")

# What users of a table have in their code or match on; a change of another cell breaks nothing.
BREAKING = ("http_status", "category", "message", "params")
COMPATIBLE = ("subcategory", "description", "en", "zh", "advice")


@dataclass(frozen=True)
class Change:
    """One difference between two tables."""

    code: int
    name: str
    what: str
    """What changed, such as `"http_status was 404, is 410"`."""
    breaking: bool
    """Whether code that was written against the old table may fail with the new one."""

    def __str__(self) -> str:
        """Return it as a line."""
        kind = "breaking" if self.breaking else "compatible"
        return f"{kind}: {self.code} {self.name}: {self.what}"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` takes."""
    parser.add_argument("old", help="the table as it was published")
    parser.add_argument("new", help="the table as it is now")


def run(options: argparse.Namespace) -> int:
    """Print the changes from one table to another, those that break first.

    Returns:
        The exit status: 0; 1 where a change breaks; 2 where a table is wrong.
    """
    tables: list[list[Row]] = []
    problems: list[str] = []
    for table in (options.old, options.new):
        try:
            tables.append(read_alone(table, named=False))
        except TableError as error:
            problems += error.problems
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 2
    found = changes(*tables)
    for change in sorted(found, key=lambda change: not change.breaking):
        print(change)
    return 1 if any(change.breaking for change in found) else 0


def changes(old: Sequence[Row], new: Sequence[Row]) -> list[Change]:
    """Return the differences from one table to the next, in the order of codes.

    A row is known again by its name, or, where only its name changed, by its code. A name or a code
    that went, and another HTTP status, category, message or parameters, break what was written
    against the old table, and so does another order of a code's definitions. A row that is new
    breaks nothing, unless its code was defined before: then `except` sees another class.
    """
    found: list[Change] = []
    now = {row.name: row for row in new}
    before = {row.name: row for row in old}
    fresh = [row for row in new if row.name not in before]
    for row in old:
        same = now.get(row.name)
        if same is None:
            renamed = [other for other in fresh if other.code == row.code]
            if not renamed:
                found.append(Change(row.code, row.name, "was removed", breaking=True))
                continue
            same = renamed[0]
            fresh.remove(same)
            found.append(Change(row.code, row.name, f"is named {same.name}", breaking=True))
        if same.code != row.code:
            found.append(Change(row.code, row.name, f"is numbered {same.code}", breaking=True))
        for column in (*BREAKING, *COMPATIBLE):
            if column in row.lacks and column in same.lacks:
                continue  # both are the message, which is told
            was, is_now = _cell(row, column), _cell(same, column)
            if was != is_now:
                what = f"{column} was {was}, is {is_now}"
                found.append(Change(row.code, same.name, what, breaking=column in BREAKING))
    was_first = {row.code: row for row in reversed(old)}
    is_first = {row.code: row for row in reversed(new)}
    kept = {row.code for row in old if row.name in now and now[row.name].code == row.code}
    for row in fresh:
        what = "is new"
        if row.code in was_first:
            what = f"has the number of {was_first[row.code].name}"
            if row.code in kept:
                what = "is a further definition of the code"
        found.append(Change(row.code, row.name, what, breaking=row.code in was_first))
    for code, row in was_first.items():
        if code in kept and is_first[code].name != row.name and is_first[code].name in before:
            what = f"comes after {is_first[code].name}, which is now what the code gives"
            found.append(Change(code, row.name, what, breaking=True))
    return sorted(found, key=lambda change: change.code)


def _cell(row: Row, column: str) -> str:
    """Return a cell as a change tells it."""
    value: object = getattr(row, column)
    if isinstance(value, tuple):
        value = " ".join(row.params)
    if isinstance(value, int):
        return str(value)
    return "empty" if value in (None, "") else repr(str(value))
