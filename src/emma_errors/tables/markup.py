"""Read the tables of a page in Markdown or HTML, as its readers see them."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from .sheet import Sheet, is_header, sheet_of

__all__ = ("RULE", "html_tables", "markdown_tables")


# Markdown

RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$", re.MULTILINE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKUP = (
    (re.compile(r"`+([^`]*)`+"), r"\1"),
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)([*_])(?=\S)([^*_]+)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), " "),
    (re.compile(r"</?[a-zA-Z][^>]*>"), ""),
)
_KEPT = 0xE000  # private characters that replace escaped ones while markup is removed


def markdown_tables(text: str) -> list[Sheet]:
    """Return the tables of a page in Markdown."""
    lines = text.split("\n")
    tables: list[Sheet] = []
    for number, line in enumerate(lines):
        if not number or not RULE.fullmatch(line) or "|" not in lines[number - 1]:
            continue
        rows: list[tuple[int, list[str]]] = []
        for place, row in enumerate(lines[number + 1 :], number + 2):
            if "|" not in row:
                break
            rows.append((place, _markdown_cells(row)))
        tables.append(sheet_of(_markdown_cells(lines[number - 1]), rows))
    return tables


def _markdown_cells(line: str) -> list[str]:
    """Return the cells of a line as a reader of the page sees them."""
    line = _ESCAPE.sub(lambda match: chr(_KEPT + ord(match[1])), line)
    cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    for markup, plain in _MARKUP:
        cells = [markup.sub(plain, cell) for cell in cells]
    cells = [html.unescape(cell) for cell in cells]
    kept = re.compile(f"[{chr(_KEPT)}-{chr(_KEPT + 0x7F)}]")
    return [kept.sub(lambda match: chr(ord(match[0]) - _KEPT), cell) for cell in cells]


# HTML


@dataclass
class _Cell:
    """A cell of a table in HTML."""

    columns: int
    rows: int
    head: bool
    text: str = ""


class _Tables(HTMLParser):
    """The tables of a page: each a list of rows, a row its line and its cells."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[tuple[int, list[_Cell]]]] = []
        self._open: list[list[tuple[int, list[_Cell]]]] = []
        self._cell: _Cell | None = None
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._hidden = tag
        elif tag == "table":
            self._open.append([])
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._open[-1].append((self.getpos()[0], []))
        elif tag in ("td", "th") and self._open and self._open[-1]:
            spans = [dict(attrs).get(span) or "" for span in ("colspan", "rowspan")]
            columns, rows = [int(span) if span.isdecimal() else 1 for span in spans]
            self._cell = _Cell(min(max(columns, 1), 99), min(max(rows, 1), 9999), tag == "th")
            self._open[-1][-1][1].append(self._cell)
        elif tag in ("br", "p", "li", "div") and self._cell:
            self._cell.text += " "

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = ""
        elif tag == "table" and self._open:
            self._open.pop()
            self._cell = None
        elif tag in ("td", "th", "tr"):
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell and not self._hidden:
            self._cell.text += data


def html_tables(text: str) -> list[Sheet]:
    """Return the tables of a page in HTML."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    tables: list[Sheet] = []
    for table in parser.tables:
        spanned = list(_spanned(table))
        rows = [(number, cells) for number, cells, _ in spanned]
        heads = [index for index, (_, cells) in enumerate(rows) if is_header(cells)]
        if heads:
            last = heads[0]
            while last + 1 in heads and spanned[last][2] and spanned[last + 1][2]:
                last += 1  # a header of two rows
            tables.append(sheet_of(rows[last][1], rows[last + 1 :]))
    return tables


def _spanned(table: Iterable[tuple[int, list[_Cell]]]) -> Iterator[tuple[int, list[str], bool]]:
    """Yield the rows of a table, and whether each is of header cells alone.

    A cell of several rows is in each of them, and a header cell in each of its columns.
    """
    above: dict[int, tuple[int, str]] = {}  # by column: how many more rows have this text
    for number, cells in table:
        row: list[str] = []
        waiting = list(cells)
        while waiting or len(row) in above:
            column = len(row)
            if column in above:
                left, text = above.pop(column)
                row.append(text)
                if left > 1:
                    above[column] = (left - 1, text)
                continue
            cell = waiting.pop(0)
            text = " ".join(cell.text.split())
            if cell.rows > 1:
                for spanned in range(column, column + cell.columns):
                    above[spanned] = (cell.rows - 1, text if cell.head or spanned == column else "")
            row += [text, *[text if cell.head else ""] * (cell.columns - 1)]
        if row:
            yield number, row, all(cell.head for cell in cells)
