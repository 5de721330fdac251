"""Read a table of error codes, a TSV, strictly: return its rows, or every problem at once.

A problem is a line `file:line: what is wrong, what to write instead`.
"""

import argparse
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from ..model import Advice, class_name
from . import rules
from .lines import Line, Problem, adopting, read_lines
from .naming import upper_snake

__all__ = (
    "CATALOGS",
    "COLUMNS",
    "EVERY",
    "Catalog",
    "Label",
    "Row",
    "TableError",
    "add_codes",
    "catalog_of",
    "labels_beside",
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
"""The columns of this library's own tables, in order."""

EVERY = (*COLUMNS, "subcode", "success")
"""The columns that a table may have, in addition to those that begin with `x_`."""

REQUIRED = ("code", "name", "message")
GENERAL = "General"  # the category of a row without one
LABELS = "categories.tsv"
LABEL_COLUMNS = ("catalog", "level", "label", "name", "en", "zh")
LEVELS = ("category", "subcategory")


@dataclass(frozen=True)
class Catalog:
    """A table and the package that is generated from it."""

    name: str
    """What errors and lookups call it, such as `"emma"`."""
    title: str
    """Whose codes they are, such as `"PIXNET's Emma API"`."""
    table: str
    """The path of the table, such as `"data/emma_codes.tsv"`."""
    package: str
    """The package's name, such as `"emma_errors.emma"`."""
    source: str
    """The path of the folder that contains the top-level package, such as `"src"`."""
    reference: str | None = None
    """The path of the catalog's reference in Markdown, such as `"docs/codes/emma.md"`."""
    envelope: tuple[str, ...] | None = ("code", "message")
    """See `ApiError.envelope`."""
    command: str = "python -m emma_errors.generate"
    """The command that writes the package."""
    complete: bool = False
    """Whether the table must have every column, in order, and a text in both languages."""
    named: bool = True
    """Whether each label must make a name; a package needs it, a comparison does not."""
    codes: str | None = None
    """The type of the codes, one of `rules.KINDS`; None for the type of most of them."""


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
    """Return the catalog's name of a table's path: `"shop"` of `"data/shop_codes.tsv"`."""
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
    """A checked row of a table; an empty cell has its default value."""

    catalog: str
    code: int | str
    name: str
    http_status: int | None
    category: Label
    subcategory: Label | None
    message: str
    description: str
    en: str
    zh: str
    params: tuple[str, ...]
    advice: Advice | None
    fallback: tuple[int | str, ...]
    """The framework errors that it answers: HTTP statuses and words of `rules.FAILURES`."""
    subcode: str | None
    success: bool
    """Whether the row means success."""
    extra: Mapping[str, str]
    """The cells of the columns that begin with `x_`, without the empty ones."""
    place: str
    """Its place, `file:line`."""
    lacks: tuple[str, ...]
    """Which of `en` and `zh` have an empty cell, for which the message is used."""


class TableError(ValueError):
    """A table is wrong; `problems` says where and what to write instead."""

    problems: tuple[str, ...]

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep every problem, each a line `file:line: what is wrong, what to write instead`."""
        self.problems = tuple(problems)
        super().__init__(self.problems)  # what pickle and copy pass to this

    def __str__(self) -> str:
        """Return the problems, a line each."""
        return "\n".join(self.problems)


def read(root: Path, catalogs: Iterable[Catalog] = CATALOGS) -> list[Row]:
    """Read and check tables below `root`, sorted by code within each.

    A table of your own needs the columns `code`, `name` and `message`; the others may be there, in
    any order. Defaults of empty and absent cells are None for `http_status`, `General` for
    `category`, and the message for `en` and `zh`. The name and the texts of a label are in
    `categories.tsv` beside the table; without it, they are made from a label in English.

    Raises:
        TableError: A table has problems.
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


def add_codes(parser: argparse.ArgumentParser) -> None:
    """Add the option `--codes` of the commands that read a table."""
    parser.add_argument(
        "--codes",
        choices=rules.KINDS,
        help="the type of the codes; by default that of most of them",
    )


def read_alone(
    table: str, *, name: str | None = None, named: bool = True, codes: str | None = None
) -> list[Row]:
    """Read and check one table below the current folder, without generating a package.

    Args:
        table: Its path.
        name: The name of the catalog; None for the name that the path has.
        named: See `Catalog.named`.
        codes: See `Catalog.codes`.

    Raises:
        TableError: The table has problems.
    """
    name = name or catalog_of(table) or "own"
    catalog = Catalog(
        name, title=name, table=table, package=name, source=".", named=named, codes=codes
    )
    return read(Path.cwd(), [catalog])


def labels_beside(table: Path, name: str) -> dict[str, set[str]]:
    """Return the labels of each level that a `categories.tsv` beside a table has for a catalog."""
    labels: dict[str, set[str]] = {level: set() for level in LEVELS}
    if table.with_name(LABELS).exists():
        for _, cells in read_lines(table.parent, LABELS, LABEL_COLUMNS, LABEL_COLUMNS)[0]:
            if cells["catalog"] == name and cells["level"] in labels:
                labels[cells["level"]].add(cells["label"])
    return labels


def _labels(
    root: Path, path: PurePath, known: Sequence[str], problems: list[str]
) -> list[dict[str, str]]:
    """Return the rows of a `categories.tsv`, whose catalogs must be known ones if any are."""
    lines, wrong = read_lines(root, str(path), LABEL_COLUMNS, LABEL_COLUMNS)
    seen: set[tuple[str, ...]] = set()
    for number, cells in lines:
        for column, allowed in (("catalog", known), ("level", LEVELS)):
            if allowed and cells[column] not in allowed:
                wrong.append((number, f"{column} is {cells[column]!r}, {rules.one_of(allowed)}"))
        if problem := rules.bad_name(cells["name"]):
            wrong.append((number, problem))
        for column in ("label", "name"):
            key = (cells["catalog"], cells["level"], column, cells[column])
            if key in seen:
                wrong.append((number, f"{column} {cells[column]!r} is duplicated, write another"))
            seen.add(key)
        for column in ("label", "en", "zh"):
            if not cells[column]:
                wrong.append((number, f"{column} is empty, write a text"))
    problems += _placed(str(path), wrong)
    return [cells for _, cells in lines]


def _placed(path: str, problems: Iterable[Problem]) -> list[str]:
    """Return problems with their places, in the order of their lines."""
    by_line = sorted(problems, key=lambda problem: problem[0])
    return [f"{path}:{number}: {problem}" for number, problem in by_line]


def _rows(
    root: Path, catalog: Catalog, labels: Iterable[Mapping[str, str]], problems: list[str]
) -> Iterator[Row]:
    """Yield the rows of the table of a catalog, or none if it has problems."""
    columns, required = (COLUMNS, COLUMNS) if catalog.complete else (EVERY, REQUIRED)
    lines, wrong = read_lines(root, catalog.table, columns, required)
    lacking = [_lacking(cells) for _, cells in lines]
    written = lines
    lines = [(number, _filled(cells, catalog)) for number, cells in written]
    numbers = catalog.complete or rules.are_numbers(
        [cells["code"] for _, cells in lines], catalog.codes
    )
    wrong += rules.codes(lines, numbers=numbers, repair=adopting(catalog.table))
    by_level: dict[str, dict[str, Label]] = {level: {} for level in LEVELS}
    for cells in labels:
        if cells["catalog"] == catalog.name and cells["level"] in LEVELS:
            label = Label(cells["label"], cells["name"], cells["en"], cells["zh"])
            by_level[cells["level"]][label.label] = label
    taken = rules.reserved(class_name(catalog.name)) if catalog.named else {}
    if catalog.named:
        wrong += _reserve(by_level["category"].values(), taken, catalog)
    wrong += rules.names(lines, taken, catalog.table)
    wrong += _labelled(lines, by_level, taken, catalog)
    wrong += rules.statuses(lines, needed=catalog.complete)
    wrong += rules.successes(lines)
    texts = ("message", "en", "zh") if catalog.complete else ("message",)
    wrong += rules.required_texts(written, texts)
    wrong += rules.parameters(lines)
    wrong += rules.templates(written)
    wrong += rules.advice(lines)
    wrong += rules.fallbacks(lines, catalog.table)
    problems += _placed(catalog.table, wrong)
    if not wrong:
        for (number, cells), lacks in zip(lines, lacking, strict=True):
            place = f"{catalog.table}:{number}"
            yield _row(cells, catalog.name, by_level, place, lacks, numbers=numbers)


def _lacking(cells: Mapping[str, str]) -> tuple[str, ...]:
    """Return the columns of both languages whose cell is empty or absent."""
    return tuple([column for column in ("en", "zh") if not cells.get(column)])


def _filled(cells: Mapping[str, str], catalog: Catalog) -> dict[str, str]:
    """Return the cells of every column, with the default values of empty ones."""
    filled = {**dict.fromkeys(EVERY, ""), **cells}
    if catalog.complete:
        return filled
    text = re.sub(r"(?<=[^.])[.。]$", "", filled["message"])
    for column, default in (("category", GENERAL), ("en", text), ("zh", text)):
        filled[column] = filled[column] or default
    return filled


def _row(
    cells: Mapping[str, str],
    catalog: str,
    labels: Mapping[str, Mapping[str, Label]],
    place: str,
    lacks: tuple[str, ...],
    *,
    numbers: bool,
) -> Row:
    """Return the row that valid cells make."""
    return Row(
        catalog,
        int(cells["code"]) if numbers else cells["code"],
        cells["name"],
        int(cells["http_status"]) if cells["http_status"] else None,
        labels["category"][cells["category"]],
        labels["subcategory"][cells["subcategory"]] if cells["subcategory"] else None,
        cells["message"],
        cells["description"],
        cells["en"],
        cells["zh"],
        tuple(cells["params"].split()),
        Advice(cells["advice"]) if cells["advice"] else None,
        tuple([int(word) if word.isdecimal() else word for word in cells["fallback"].split()]),
        cells["subcode"] or None,
        rules.is_success(cells),
        {column: cell for column, cell in cells.items() if cell and column.startswith("x_")},
        place,
        lacks,
    )


# Labels


def _reserve(
    categories: Iterable[Label], taken: dict[str, str], catalog: Catalog
) -> Iterator[Problem]:
    """Add the class names of the categories in `categories.tsv` to those that are taken."""
    for category in categories:
        name = f"{class_name(category.name)}Error"
        if other := taken.get(name):
            yield (
                1,
                f"the category {category.label} of {PurePath(catalog.table).parent / LABELS} is "
                f"named {category.name}, but the class {name} is already used by {other}, write "
                "another",
            )
        taken[name] = f"the category {category.label}"


def _labelled(
    lines: Sequence[Line],
    known: dict[str, dict[str, Label]],
    taken: dict[str, str],
    catalog: Catalog,
) -> Iterator[Problem]:
    """Add the labels of the lines to the known ones, and yield what is wrong with them.

    The name and the texts of a label that is not in `categories.tsv` are made from the label.
    """
    for number, cells in lines:
        for level in LEVELS:
            label = cells[level]
            if label in known[level] or (not label and not catalog.complete):
                continue
            if catalog.complete:
                if label or level == "category":
                    path = PurePath(catalog.table).parent / LABELS
                    allowed = rules.one_of(known[level])
                    yield number, f"{level} is {label!r}, {allowed}, or add it to {path}"
                continue
            name = upper_snake(label) if label.isascii() else ""
            known[level][label] = Label(label, name or label, label, label)
            if catalog.named:
                yield from [
                    (number, f"{level} {problem}")
                    for problem in _bad_label(label, name, level, known[level], taken)
                ]


def _bad_label(
    label: str, name: str, level: str, known: Mapping[str, Label], taken: dict[str, str]
) -> Iterator[str]:
    """Yield what is wrong with a new label, and add the class name of a category to `taken`."""
    if not name:
        language = "in English, beginning with a letter" if label.isascii() else "in English"
        yield f"is {label!r}, write it {language}, or add it to {LABELS}"
        return
    for other in known.values():
        if other.name == name and other.label != label:
            yield f"is {label!r}, write {other.label!r} as before"
            return
    if level == "category":
        made = f"{class_name(name)}Error"
        default = ", which is the category of a row without one" if label == GENERAL else ""
        if holder := taken.get(made):
            yield f"{label!r} is taken by {holder}{default}, write another"
        taken.setdefault(made, f"the category {label}")
