"""A published table as it was read: its header and its rows."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

__all__ = ("Sheet", "is_header", "sheet_of")


@dataclass(frozen=True)
class Sheet:
    """A table: its header, and its rows."""

    header: list[str]
    rows: list[tuple[int, list[str]]] = field(default_factory=list[tuple[int, list[str]]])
    """Each row's line in the file, or its number where the format has no lines, and its cells.

    A row may have more cells than the header.
    """


def is_header(cells: Iterable[str]) -> bool:
    """Return whether a row can be a header: a title above the header is a single text."""
    return len({*map(str.strip, cells)} - {""}) > 1


def sheet_of(header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> Sheet:
    """Return a table with at least as many cells in each row as its header has, all printable."""
    labels = [_printable(label) for label in header]
    made = Sheet(labels)
    for number, cells in rows:
        made.rows.append((number, [*map(_printable, cells), *[""] * (len(labels) - len(cells))]))
    return made


def _printable(cell: str) -> str:
    """Return a cell without invisible characters and without leading or trailing spaces."""
    if not cell.isprintable():
        cell = re.sub(r"\s*\n\s*", " ", cell)
        cell = "".join(
            [
                sign if sign.isprintable() else " " if unicodedata.category(sign) != "Cf" else ""
                for sign in cell
            ]
        )
    return cell.strip()
