"""Format text for a terminal: its columns, styles and characters."""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from unicodedata import category, east_asian_width

__all__ = ("BOLD", "DIM", "columns", "facts", "is_terminal", "shown", "styled", "table", "wrapped")

BOLD, DIM = "1", "2"
_NARROW = 16  # columns; a text with fewer columns beside a label is placed below it


def is_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def styled(text: str, style: str) -> str:
    """Return a text in a style, unless the terminal has no styles or `NO_COLOR` is set."""
    refused = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return text if refused or not is_terminal() else f"\x1b[{style}m{text}\x1b[m"


def shown(text: str) -> str:
    """Return a text as the terminal can show it: in its encoding, without control characters."""
    if not text.isprintable():
        signs = [c if c.isprintable() else c.encode("unicode_escape").decode() for c in text]
        text = "".join(signs)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def columns(text: str) -> int:
    """Return the width of a text in columns: two for an East Asian character."""
    return sum(
        0 if category(sign) in ("Mn", "Me") else 2 if east_asian_width(sign) in "FW" else 1
        for sign in text
    )


def facts(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield lines with labels and the texts beside them, or below if they do not fit."""
    labels = [shown(label) for label, _ in rows]
    start = max(map(columns, labels)) + 4
    for label, (_, text) in zip(labels, rows, strict=True):
        if _fits(text, start):
            first, *rest = wrapped(text, start)
            yield f"  {styled(_filled(label, start - 2), DIM)}{first}"
            yield from [" " * start + line for line in rest]
        else:
            yield f"  {styled(label, DIM)}"
            yield from hanging(text, 4)


def table(labels: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a line for each row with its last cell wrapped; a terminal gets a header first.

    If there are too few columns for the last cell, it is placed below the others.
    """
    labels = [shown(label) for label in labels]
    lines = [labels, *rows] if is_terminal() else rows
    widths = [max(map(columns, column)) + 2 for column in list(zip(*lines, strict=True))[:-1]]
    indent = sum(widths)
    if is_terminal() and _width() - indent < _NARROW:
        yield styled(" ".join(labels[:-1]), DIM)
        yield styled(f"  {labels[-1]}", DIM)
        for row in rows:
            yield styled(" ".join(row[:-1]), BOLD)
            yield from hanging(row[-1], 2)
        return
    for row in lines:
        start = "".join(map(_filled, row, widths))
        first, *rest = wrapped(row[-1], indent)
        yield styled(start + first, DIM) if row is labels else start + first
        yield from [" " * indent + line for line in rest]


def hanging(text: str, indent: int) -> Iterator[str]:
    """Yield the lines of a text after an indent, which is reduced if a word does not fit."""
    while indent and not _fits(text, indent):
        indent -= 1
    for line in wrapped(text, indent):
        yield " " * indent + line


def wrapped(text: str, indent: int) -> list[str]:
    """Return a text as lines that fit a terminal after an indent; as one line without a terminal.

    A line ends at a space or between two Chinese characters, and none starts with punctuation.
    """
    text = shown(text)
    if not is_terminal():
        return [text]
    lines = [""]
    for word in _words(text):
        if columns(lines[-1] + word) > _width() - indent and lines[-1]:
            lines.append(word.lstrip())
        else:
            lines[-1] += word
    return lines


def _words(text: str) -> list[str]:
    """Return the parts of a text that are not broken, each with the spaces before it."""
    return re.findall(r"\s*[（「]*(?:[ᄀ-￿]|[^\sᄀ-￿]+)[，。：；！？、）」]*|\s+$", text)


def _fits(text: str, indent: int) -> bool:
    """Return whether each word of a text fits the terminal after an indent."""
    longest = max([columns(word.strip()) for word in _words(shown(text))], default=0)
    return not is_terminal() or longest <= _width() - indent


def _width() -> int:
    """Return the columns of the terminal."""
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _filled(text: str, width: int) -> str:
    """Return a text padded with spaces to a number of columns."""
    return text + " " * (width - columns(text))
