"""From a table of error codes, a TSV, to its rows: read strictly, every problem told at once.

A problem is a line `file:line: what is wrong, what to write instead`.
"""

import keyword
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from http import HTTPStatus
from pathlib import Path, PurePath

from ..model import Advice, class_name

__all__ = (
    "CATALOGS",
    "COLUMNS",
    "Catalog",
    "Label",
    "Row",
    "TableError",
    "catalog_of",
    "read",
    "read_alone",
)

COLUMNS = (
    "code",
    "name",
    "http_status",
    "category",
    "subcategory",
    "message",
    "description",
    "en",
    "zh",
    "params",
    "advice",
    "fallback",
)
REQUIRED = ("code", "name", "message")
LABELS = "categories.tsv"
LABEL_COLUMNS = ("catalog", "level", "label", "name", "en", "zh")
LEVELS = ("category", "subcategory")
FAILURES = ("missing_parameter", "missing_field", "invalid_value")


@dataclass(frozen=True)
class Catalog:
    """A table and the package that is made of it."""

    name: str
    """What errors and lookups call it, such as `"emma"`."""
    title: str
    """Whose codes they are, such as `"PIXNET's Emma API"`."""
    table: str
    """The path of the table, such as `"data/emma_codes.tsv"`."""
    package: str
    """The package's name, such as `"emma_errors.emma"`."""
    source: str
    """The path of the folder that the package's first part lies in, such as `"src"`."""
    reference: str | None = None
    """The path of the catalog's reference in Markdown, such as `"docs/codes/emma.md"`."""
    envelope: tuple[str, str] | None = ("code", "message")
    """See `ApiError.envelope`."""
    command: str = "python -m emma_errors.generate"
    """The command that writes the package."""
    complete: bool = False
    """Whether every column must be there, in order, and every cell of both languages filled."""
    named: bool = True
    """Whether each label must have a name, as a package needs and a comparison does not."""


CATALOGS = (
    Catalog(
        name="emma",
        title="PIXNET's Emma API",
        table="data/emma_codes.tsv",
        package="emma_errors.emma",
        source="src",
        reference="docs/codes/emma.md",
        envelope=None,
        complete=True,
    ),
    Catalog(
        name="baidu",
        title="Baidu's open API",
        table="data/baidu_codes.tsv",
        package="emma_errors.baidu",
        source="src",
        reference="docs/codes/baidu.md",
        envelope=("error_code", "error_msg"),
        complete=True,
    ),
)


def catalog_of(table: str) -> str:
    """Return the catalog's name that a table's path tells: `"shop"` of `"data/shop_codes.tsv"`."""
    stem = PurePath(table).stem.removesuffix("_codes").removesuffix("_errors")
    return re.sub(r"[^a-z0-9]+", "_", stem.lower()).strip("_")


@dataclass(frozen=True)
class Label:
    """A category or subcategory: the label a table uses, its name and its display texts."""

    label: str
    name: str
    en: str
    zh: str

    def __str__(self) -> str:
        """Return the label, as that of a catalog's `Category` does."""
        return self.label


@dataclass(frozen=True)
class Row:
    """A row of a table, checked; an empty cell that may be has its default."""

    catalog: str
    code: int
    name: str
    http_status: int
    category: Label
    subcategory: Label | None
    message: str
    description: str
    en: str
    zh: str
    params: tuple[str, ...]
    advice: Advice | None
    fallback: tuple[int | str, ...]
    """The failures of a framework that it answers: HTTP statuses and words of `FAILURES`."""
    place: str
    """Where it stands, `file:line`."""
    lacks: tuple[str, ...]
    """The columns of both languages whose cell is empty and has the message instead."""

    @property
    def success(self) -> bool:
        """Whether the row means success and is no error."""
        return self.http_status < 400


class TableError(ValueError):
    """A table is wrong; `problems` says where and what to write instead."""

    problems: tuple[str, ...]

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep every problem, each a line `file:line: what is wrong, what to write instead`."""
        super().__init__(*problems)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        """Return the problems, a line each."""
        return "\n".join(self.problems)


def read(root: Path, catalogs: Iterable[Catalog] = CATALOGS) -> list[Row]:
    """Read and check tables below `root`, sorted by code within each.

    A table of your own needs the columns `code`, `name` and `message`; the others may be there, in
    any order. An empty or absent cell is: `http_status` 500, `category` `General`, `en` and `zh`
    the message. A label that is English is its own text and name; `categories.tsv` beside the table
    gives others theirs.

    Raises:
        TableError: anything is wrong in any of them.
    """
    problems: list[str] = []
    rows: list[Row] = []
    labels: dict[PurePath, list[dict[str, str]]] = {}
    for catalog in catalogs:
        path = PurePath(catalog.table).parent / LABELS
        if path not in labels:
            needed = catalog.complete or (root / path).exists()
            known = [other.name for other in CATALOGS] if catalog.complete else []
            labels[path] = _labels(root, path, known, problems) if needed else []
        rows += _rows(root, catalog, labels[path], problems)
    if problems:
        raise TableError(problems)
    return rows


def read_alone(table: str, *, name: str | None = None, named: bool = True) -> list[Row]:
    """Read and check one table below the current folder, to be looked at and not generated from.

    Args:
        table: Its path.
        name: The catalog's name, if not the one that the path tells.
        named: See `Catalog.named`.

    Raises:
        TableError: anything is wrong in it.
    """
    name = name or catalog_of(table) or "own"
    catalog = Catalog(name, title=name, table=table, package=name, source=".", named=named)
    return read(Path.cwd(), [catalog])


def _table(
    root: Path, path: str, columns: Sequence[str], required: Sequence[str], problems: list[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each well-formed line of a table as its place, `file:line`, and its cells by column.

    The header is `columns`, or, where fewer are required, any of them that hold those.
    """
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        hint = "name a table that is there" if required != columns else "run this in a checkout"
        problems.append(f"{path}:1: cannot be read ({error.strerror}), {hint}")
        return
    if not data.strip():
        names = " ".join(columns if required == columns else required)
        problems.append(f"{path}:1: the file is empty, start it with the columns {names}")
        return
    header = data.partition(b"\n")[0]
    if header.startswith(b"\xef\xbb\xbf"):
        problems.append(f"{path}:1: the file begins with a byte order mark, save it without")
        return
    if header.endswith(b"\r"):
        problems.append(f"{path}:1: the lines end in CR LF, save them with LF alone")
        return
    if not data.endswith(b"\n"):
        last = data.count(b"\n") + 1
        problems.append(f"{path}:{last}: the last line has no end, write a line feed after it")
    for number, line in enumerate(data.removesuffix(b"\n").split(b"\n"), 1):
        place = f"{path}:{number}"
        try:
            cells = line.decode().split("\t")
        except UnicodeDecodeError as error:
            byte = line[error.start]
            problems.append(f"{place}: byte 0x{byte:02x} is not UTF-8, save the file as UTF-8")
            continue
        if number == 1:
            wrong = list(_header(cells, columns, required))
            if wrong:
                problems += [f"{place}: {problem}" for problem in wrong]
                return
            columns = cells
            continue
        if len(cells) != len(columns):
            names = " ".join(columns)
            problems.append(
                f"{place}: {len(cells)} cells, write {len(columns)} with a tab between: {names}"
            )
            continue
        sound = True
        for column, cell in zip(columns, cells, strict=True):
            if cell != cell.strip():
                problems.append(
                    f"{place}: {column} is {cell!r}, write {cell.strip()!r} without outer blanks"
                )
                sound = False
            elif not cell.isprintable():
                problems.append(
                    f"{place}: {column} is {cell!r}, write it without control characters"
                )
                sound = False
        if sound:
            yield place, dict(zip(columns, cells, strict=True))


def _header(cells: list[str], columns: Sequence[str], required: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with a header."""
    if required == columns:
        if cells != list(columns):
            yield f"the header is {' '.join(cells)!r}, write {' '.join(columns)!r} with tabs"
        return
    for cell in dict.fromkeys(cells):
        if cell not in columns:
            near = get_close_matches(cell, columns, 1) or columns
            yield f"no column is named {cell!r}, {_one_of(near)}"
        elif cells.count(cell) > 1:
            yield f"column {cell!r} stands twice, write it once"
    for column in required:
        if column not in cells:
            yield f"column {column!r} is missing, write {' '.join(required)!r} at least, with tabs"


def _labels(
    root: Path, path: PurePath, known: Sequence[str], problems: list[str]
) -> list[dict[str, str]]:
    """Return the rows of a `categories.tsv`, of the known catalogs if there are any."""
    rows: list[dict[str, str]] = []
    seen: set[tuple[str, ...]] = set()
    for place, cells in _table(root, str(path), LABEL_COLUMNS, LABEL_COLUMNS, problems):
        for column, allowed in (("catalog", known), ("level", LEVELS)):
            if allowed and cells[column] not in allowed:
                problems.append(f"{place}: {column} is {cells[column]!r}, {_one_of(allowed)}")
        _check_name(place, cells["name"], problems)
        for column in ("label", "name"):
            key = (cells["catalog"], cells["level"], column, cells[column])
            if key in seen:
                problems.append(f"{place}: {column} {cells[column]!r} stands twice, write another")
            seen.add(key)
        for column in ("label", "en", "zh"):
            if not cells[column]:
                problems.append(f"{place}: {column} is empty, write a text")
        rows.append(cells)
    return rows


def _rows(
    root: Path, catalog: Catalog, labels: Iterable[Mapping[str, str]], problems: list[str]
) -> Iterator[Row]:
    """Yield the sound rows of one catalog's table."""
    by_level: dict[str, dict[str, Label]] = {level: {} for level in LEVELS}
    for line in labels:
        if line["catalog"] == catalog.name and line["level"] in LEVELS:
            made = Label(line["label"], line["name"], line["en"], line["zh"])
            by_level[line["level"]][made.label] = made
    codes: dict[int, str] = {}
    failed: dict[str, bool] = {}
    names = _reserved(catalog, by_level["category"].values(), problems) if catalog.named else {}
    failures: dict[int | str, str] = {}
    last = -1
    required = COLUMNS if catalog.complete else REQUIRED
    found = 0
    for place, cells in _table(root, catalog.table, COLUMNS, required, problems):
        found += 1
        before = len(problems)
        lacks = tuple([column for column in ("en", "zh") if not cells.get(column)])
        if not catalog.complete:
            text = re.sub(r"(?<=[^.])[.。]$", "", cells["message"])
            defaults = {"http_status": "500", "category": "General", "en": text, "zh": text}
            filled = {column: cell for column, cell in cells.items() if cell}
            cells = dict.fromkeys(COLUMNS, "") | defaults | filled
            for level in LEVELS:
                if not catalog.named:
                    label = cells[level]
                    by_level[level][label] = Label(label, label, label, label)
                else:
                    _add_label(place, level, cells[level], by_level[level], names, problems)

        code = cells["code"]
        if not re.fullmatch(r"0|[1-9][0-9]{0,8}", code, re.ASCII):
            problems.append(f"{place}: code is {code!r}, write an integer such as 2101")
        else:
            if int(code) in codes and int(code) != last:
                problems.append(
                    f"{place}: code {code} stands in line {codes[int(code)]} already, "
                    "write its definitions in adjacent lines"
                )
            elif int(code) < last:
                problems.append(f"{place}: code {code} stands after {last}, sort by code")
            codes.setdefault(int(code), place.rpartition(":")[2])
            last = max(last, int(code))

        name = cells["name"]
        _check_name(place, name, problems)
        if taken := names.get(class_name(name)):
            problems.append(f"{place}: name {name!r} is taken by {taken}, write another")
        names.setdefault(class_name(name), place)

        status = cells["http_status"]
        if status not in [str(known.value) for known in HTTPStatus]:
            problems.append(
                f"{place}: http_status is {status!r}, write a registered status such as 404"
            )
        elif failed.setdefault(code, int(status) >= 400) != (int(status) >= 400):
            problems.append(
                f"{place}: http_status is {status}, write one of an error in every row of "
                f"{code}, or of success in every row"
            )

        if catalog.complete:
            for level in LEVELS:
                label = cells[level]
                if label not in by_level[level] and (label or level == "category"):
                    path = PurePath(catalog.table).parent / LABELS
                    problems.append(
                        f"{place}: {level} is {label!r}, {_one_of(tuple(by_level[level]))}, "
                        f"or add it to {path}"
                    )

        for column in ("message", *(("en", "zh") if catalog.complete else ())):
            if not cells[column]:
                problems.append(f"{place}: {column} is empty, write a text")
        for column in ("en", "zh"):
            if cells[column].endswith((".", "。")) and column not in lacks:
                problems.append(
                    f"{place}: {column} is {cells[column]!r}, write it without the full stop"
                )

        params = tuple(cells["params"].split())
        for param in params:
            if not re.fullmatch(r"[a-z][a-z0-9_]*", param) or keyword.iskeyword(param):
                problems.append(f"{place}: params has {param!r}, write a name such as 'user'")
        if len(set(params)) != len(params) or "self" in params:
            problems.append(f"{place}: params is {cells['params']!r}, write each name once")
        texts = [column for column in ("message", "description", "en", "zh") if column not in lacks]
        for column in texts:
            text = cells[column]
            if stray := re.search(r"%(?!s)[^%]?", text.replace("%%", "")):
                problems.append(
                    f"{place}: {column} has {stray[0]!r}, write %s for a parameter, %% for a sign"
                )
                continue
            count = text.replace("%%", "").count("%s")
            if count != len(params) and (column != "description" or count):
                problems.append(
                    f"{place}: {column} has {count} %s and params names {len(params)}, "
                    "write one name for each %s, blanks between"
                )

        advice = cells["advice"]
        if advice and advice not in tuple(Advice):
            problems.append(
                f"{place}: advice is {advice!r}, leave it empty or {_one_of(tuple(Advice))}"
            )

        fallback = _fallback(place, cells["fallback"], failures, problems)

        if len(problems) == before:
            yield Row(
                catalog.name,
                int(code),
                name,
                int(status),
                by_level["category"][cells["category"]],
                by_level["subcategory"][cells["subcategory"]] if cells["subcategory"] else None,
                cells["message"],
                cells["description"],
                cells["en"],
                cells["zh"],
                params,
                Advice(advice) if advice else None,
                fallback,
                place,
                lacks,
            )
    if not found and len(problems) == 0:
        problems.append(f"{catalog.table}:2: the table has no row, write one below the header")


def _fallback(
    place: str, cell: str, failures: dict[int | str, str], problems: list[str]
) -> tuple[int | str, ...]:
    """Return the failures that a cell names, each once in a table."""
    fallback: list[int | str] = []
    for word in cell.split():
        failure = int(word) if re.fullmatch(r"[45][0-9]{2}", word, re.ASCII) else word
        if failure not in FAILURES and isinstance(failure, str):
            problems.append(
                f"{place}: fallback has {word!r}, write an HTTP status from 400 to 599 or one of "
                f"{', '.join(FAILURES)}, separated by spaces"
            )
        elif failure in failures:
            problems.append(
                f"{place}: fallback has {word!r}, which {failures[failure]} has, write it once"
            )
        else:
            failures[failure] = place
            fallback.append(failure)
    return tuple(fallback)


def _add_label(
    place: str,
    level: str,
    label: str,
    known: dict[str, Label],
    names: dict[str, str],
    problems: list[str],
) -> None:
    """Make the category or subcategory of a label that no `categories.tsv` has, of itself."""
    if not label or label in known:
        return
    name = _upper_snake(label) if label.isascii() else ""
    same = [other.label for other in known.values() if other.name == name]
    if not name:
        problems.append(
            f"{place}: {level} is {label!r}, write it in English, or add it to {LABELS}"
        )
    elif same:
        problems.append(f"{place}: {level} is {label!r}, write {same[0]!r} as before")
    else:
        known[label] = Label(label, name, label, label)
        if level == "category" and (taken := names.get(f"{class_name(name)}Error")):
            problems.append(f"{place}: {level} {label!r} is taken by {taken}, write another")
        elif level == "category":
            names[f"{class_name(name)}Error"] = f"the category {label}"


def _check_name(place: str, name: str, problems: list[str]) -> None:
    """Report a name that is not UPPER_SNAKE."""
    if not re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", name):
        hint = _upper_snake(name) or "ARTICLE_NOT_FOUND"
        problems.append(f"{place}: name is {name!r}, write UPPER_SNAKE such as {hint!r}")


def _upper_snake(text: str) -> str:
    """Return the name that a text makes, or an empty one."""
    snake = re.sub(r"[^A-Z0-9]+", "_", text.upper()).strip("_")
    return snake if re.match(r"[A-Z]", snake) else ""


def _reserved(catalog: Catalog, categories: Iterable[Label], problems: list[str]) -> dict[str, str]:
    """Return the class names that no definition may have, each with what has it."""
    prefix = class_name(catalog.name)
    own = ("Category", "Subcategory", "DEFINITIONS", "TITLE", f"{prefix}Code", f"{prefix}Error")
    names = dict.fromkeys(own, "the catalog")
    names |= dict.fromkeys(("ApiError", "Body", "Definition"), "this library")
    names |= dict.fromkeys((*keyword.kwlist, "AttributeError"), "Python")
    for category in categories:
        name = f"{class_name(category.name)}Error"
        if taken := names.get(name):
            problems.append(
                f"{PurePath(catalog.table).parent / LABELS}:1: the category {category.label} is "
                f"named {category.name}, which {taken} has as {name}, write another"
            )
        names[name] = f"the category {category.label}"
    return names


def _one_of(allowed: Sequence[str]) -> str:
    """Return `write one of …`."""
    return f"write one of {', '.join(allowed)}"
