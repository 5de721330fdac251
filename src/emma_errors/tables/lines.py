"""The lines of a table: from the bytes of a TSV to its cells by column."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path, PurePath
from shlex import quote
from typing import TypeAlias

__all__ = ("Line", "Problem", "adopting", "read_lines")

Line: TypeAlias = tuple[int, dict[str, str]]
"""The number of a line in its file, from 1, and its cells by column."""

Problem: TypeAlias = tuple[int, str]
"""The number of a line, and what is wrong there and what to write instead."""

# What a file without a tab in its first line looks like.
_LOOKS = {
    "JSON": re.compile(r"\s*[\[{]"),
    "HTML": re.compile(r"\s*<"),
    "Markdown": re.compile(r"\s*\||.*\|.*\n[\s|:-]+\n"),
    "CSV": re.compile(r"[^\n]*[,;]"),
}
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def read_lines(
    root: Path, path: str, columns: Sequence[str], required: Sequence[str]
) -> tuple[list[Line], list[Problem]]:
    """Return the well-formed lines of a table below its header, and what is wrong with the others.

    A byte order mark and lines that end in CR LF are accepted. If all columns are required, the
    header is exactly these; otherwise further columns may begin with `x_`.

    Args:
        root: The folder that the path starts from.
        path: The path of the table.
        columns: The columns that a table may have.
        required: The columns that a table must have.
    """
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        hint = (
            "give the path of an existing table"
            if required != columns
            else "run this in a checkout"
        )
        return [], [(1, f"cannot be read ({error.strerror}), {hint}")]
    needed = " ".join(columns if required == columns else required)
    if not data.strip():
        return [], [(1, f"the file is empty, start it with the columns {needed}")]
    if problem := _foreign(data, path):
        return [], [(1, problem)]
    data = data.removeprefix(b"\xef\xbb\xbf")
    problems: list[Problem] = []
    if not data.endswith(b"\n"):
        last = data.count(b"\n") + 1
        problems.append((last, "the last line has no line ending, add one"))
    end = b"\r" if data.partition(b"\n")[0].endswith(b"\r") else b""
    split: list[tuple[int, list[str]]] = []
    for number, line in enumerate(data.removesuffix(b"\n").split(b"\n"), 1):
        try:
            split.append((number, line.removesuffix(end).decode().split("\t")))
        except UnicodeDecodeError as error:
            byte = line[error.start]
            problems.append((number, f"byte 0x{byte:02x} is not UTF-8, save the file as UTF-8"))
    if not split or split[0][0] != 1:
        return [], problems
    header = split[0][1]
    if wrong := list(_header(header, columns, required)):
        return [], [*problems, *[(1, problem) for problem in wrong]]
    lines = list(_sound(header, split[1:], problems))
    if unlike := _quoted(lines):
        problems.append((unlike, f"has the quotes that Excel adds, remove them: {adopting(path)}"))
        return [], problems
    if not split[1:]:
        problems.append((2, "the table has no row, write one below the header"))
    return lines, problems


def _sound(
    header: Sequence[str], split: Sequence[tuple[int, list[str]]], problems: list[Problem]
) -> Iterator[Line]:
    """Yield the lines with the right number of cells, all of them printable."""
    for number, cells in split:
        if len(cells) != len(header):
            names = " ".join(header)
            wrong = f"{len(cells)} cells, write {len(header)} with a tab between: {names}"
            problems.append((number, wrong))
            continue
        wrongs = [
            f"{column} is {cell!r}, {hint}"
            for column, cell in zip(header, cells, strict=True)
            if (hint := _unprintable(cell))
        ]
        problems += [(number, wrong) for wrong in wrongs]
        if not wrongs:
            yield number, dict(zip(header, cells, strict=True))


def _unprintable(cell: str) -> str:
    """Return how to correct a cell with outer spaces or invisible characters, or nothing."""
    if cell != cell.strip():
        return f"write {cell.strip()!r} without leading or trailing spaces"
    if cell.isprintable():
        return ""
    sign = next(sign for sign in cell if not sign.isprintable())
    if unicodedata.category(sign) == "Cc":
        return "write it without control characters"
    name = unicodedata.name(sign, "a character without a name")
    return f"write it without U+{ord(sign):04X}, {name}"


def _foreign(data: bytes, path: str) -> str:
    """Return what a file is instead of a TSV in UTF-8 and how to convert it, or nothing."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04")) or b"\0" in data[:2]:
        zipped = data.startswith(b"PK\x03\x04")
        what = "is a workbook" if zipped else "is in UTF-16"
        return (
            f"the file {what}, save it as UTF-8 with tabs between the cells, or: {adopting(path)}"
        )
    if b"\r" in data and b"\n" not in data:
        return "the lines end in CR, save them with LF alone"
    start = data[:2000].decode("utf-8", "replace").removeprefix("\ufeff")
    if "\t" not in start.partition("\n")[0]:
        for format, look in _LOOKS.items():
            if look.match(start):
                return f"the file looks like {format}, make a table of it: {adopting(path)}"
    return ""


def adopting(path: str) -> str:
    """Return the command that converts a file to a table; it overwrites a file that is a TSV."""
    target = path
    if not path.endswith(".tsv"):
        stem = PurePath(path).stem.removesuffix("_codes")
        target = (PurePath(path).parent / f"{stem}_codes.tsv").as_posix()
    force = " --force" if target == path else ""
    return f"emma-errors adopt {quote(path)} -o {quote(target)}{force}"


def _header(cells: list[str], columns: Sequence[str], required: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with a header."""
    if required == columns:
        if cells != list(columns):
            yield f"the header is {' '.join(cells)!r}, write {' '.join(columns)!r} with tabs"
        return
    for cell in dict.fromkeys(cells):
        if cells.count(cell) > 1:
            yield f"column {cell!r} is duplicated, write it once"
        elif cell not in columns and not re.fullmatch(r"x_\w+", cell):
            hint = ", ".join(get_close_matches(cell, columns, 1) or columns)
            free = f", or x_{cell} for a column of your own" if re.fullmatch(r"\w+", cell) else ""
            yield f"unknown column {cell!r}, write one of {hint}{free}"
    for column in required:
        if column not in cells:
            yield f"column {column!r} is missing, write {' '.join(required)!r} at least, with tabs"


def _quoted(lines: Sequence[Line]) -> int:
    """Return the first line with Excel's quotes, or 0 if the quotes may belong to the texts.

    Excel puts every cell that has a comma or a quote into quotes, and doubles those within.
    """
    first = 0
    for number, cells in lines:
        for cell in cells.values():
            if '"' not in cell and "," not in cell:
                continue
            if not _QUOTED.fullmatch(cell) or not re.search(r'""|,', cell[1:-1]):
                return 0
            first = first or number
    return first
