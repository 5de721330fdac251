"""From `data/*.tsv` to the generated catalogs: `python -m emma_errors.generate [--check]`.

Run it in a checkout. It reads the tables strictly, reports every problem at once as
`file:line: what is wrong, what to write instead`, and writes nothing while there is one.
"""

import argparse
import difflib
import keyword
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from itertools import groupby
from pathlib import Path

from .model import Advice, class_name

__all__ = ("Label", "Row", "TableError", "difference", "main", "read", "render")

COMMAND = "python -m emma_errors.generate"
CATALOGS = {"emma": "PIXNET's Emma API", "baidu": "Baidu's open API"}
LABELS = "data/categories.tsv"
LABEL_COLUMNS = ("catalog", "level", "label", "name", "en", "zh")
LEVELS = ("category", "subcategory")
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
)
WIDTH = 100


@dataclass(frozen=True)
class Label:
    """A row of `data/categories.tsv`: the label a table uses, its name and its display texts."""

    catalog: str
    level: str
    label: str
    name: str
    en: str
    zh: str


@dataclass(frozen=True)
class Row:
    """A row of a code table, checked."""

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


class TableError(ValueError):
    """A table is wrong; `problems` says where and what to write instead."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep every problem, each a line `file:line: what is wrong, what to write instead`."""
        super().__init__(*problems)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        """Return the problems, a line each."""
        return "\n".join(self.problems)


# Reading


def read(root: Path) -> list[Row]:
    """Read and check the tables below `root`.

    Raises:
        TableError: anything is wrong in any of them.
    """
    problems: list[str] = []
    labels = list(_labels(root, problems))
    rows = [row for catalog in CATALOGS for row in _rows(root, catalog, labels, problems)]
    if problems:
        raise TableError(problems)
    return rows


def _table(
    root: Path, path: str, columns: Sequence[str], problems: list[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each well-formed line of a table as its place, `file:line`, and its cells by column."""
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        problems.append(f"{path}:1: cannot be read ({error.strerror}), run this in a checkout")
        return
    header = " ".join(columns)
    if not data.strip():
        problems.append(f"{path}:1: the file is empty, start it with the columns {header}")
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
            if cells != list(columns):
                problems.append(
                    f"{place}: the header is {' '.join(cells)!r}, write {header!r} with tabs"
                )
                return
            continue
        if len(cells) != len(columns):
            problems.append(
                f"{place}: {len(cells)} cells, write {len(columns)} with a tab between: {header}"
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


def _labels(root: Path, problems: list[str]) -> Iterator[Label]:
    """Yield the labels of `data/categories.tsv`."""
    seen: set[tuple[str, ...]] = set()
    for place, cells in _table(root, LABELS, LABEL_COLUMNS, problems):
        for column, allowed in (("catalog", tuple(CATALOGS)), ("level", LEVELS)):
            if cells[column] not in allowed:
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
        yield Label(**cells)


def _rows(root: Path, catalog: str, labels: Sequence[Label], problems: list[str]) -> Iterator[Row]:
    """Yield the sound rows of one catalog's table."""
    by_level = {
        level: {
            label.label: label
            for label in labels
            if label.catalog == catalog and label.level == level
        }
        for level in LEVELS
    }
    codes: dict[int, str] = {}
    names = _reserved(catalog, by_level["category"].values())
    last = -1
    for place, cells in _table(root, f"data/{catalog}_codes.tsv", COLUMNS, problems):
        before = len(problems)

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

        for level in LEVELS:
            label = cells[level]
            if label not in by_level[level] and (label or level == "category"):
                allowed = tuple(by_level[level])
                problems.append(
                    f"{place}: {level} is {label!r}, {_one_of(allowed)}, or add it to {LABELS}"
                )

        for column in ("message", "en", "zh"):
            if not cells[column]:
                problems.append(f"{place}: {column} is empty, write a text")
        for column in ("en", "zh"):
            if cells[column].endswith((".", "。")):
                problems.append(
                    f"{place}: {column} is {cells[column]!r}, write it without the full stop"
                )

        params = tuple(cells["params"].split())
        for param in params:
            if not re.fullmatch(r"[a-z][a-z0-9_]*", param) or keyword.iskeyword(param):
                problems.append(f"{place}: params has {param!r}, write a name such as 'user'")
        if len(set(params)) != len(params) or "self" in params:
            problems.append(f"{place}: params is {cells['params']!r}, write each name once")
        for column in ("message", "description", "en", "zh"):
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

        if len(problems) == before:
            yield Row(
                catalog,
                int(code),
                name,
                int(status),
                by_level["category"][cells["category"]],
                by_level["subcategory"].get(cells["subcategory"]),
                cells["message"],
                cells["description"],
                cells["en"],
                cells["zh"],
                params,
                Advice(advice) if advice else None,
            )


def _check_name(place: str, name: str, problems: list[str]) -> None:
    """Report a name that is not UPPER_SNAKE."""
    if not re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", name):
        snake = re.sub(r"[^A-Z0-9]+", "_", name.upper()).strip("_")
        hint = snake if re.match(r"[A-Z]", snake) else "ARTICLE_NOT_FOUND"
        problems.append(f"{place}: name is {name!r}, write UPPER_SNAKE such as {hint!r}")


def _reserved(catalog: str, categories: Iterable[Label]) -> dict[str, str]:
    """Return the class names that no definition may have, each with what has it."""
    prefix = catalog.capitalize()
    own = ("Category", "Subcategory", f"{prefix}Code", f"{prefix}Error")
    names = dict.fromkeys(own, "the catalog")
    for category in categories:
        names[f"{class_name(category.name)}Error"] = f"the category {category.label}"
    return names


def _one_of(allowed: Sequence[str]) -> str:
    """Return `write one of …`."""
    return f"write one of {', '.join(allowed)}"


# Writing


def render(rows: Iterable[Row]) -> dict[str, str]:
    """Return every generated file of `rows`, path to text, formatted as ruff formats.

    Args:
        rows: The rows of one or more catalogs, sorted by code within each.
    """
    files: dict[str, str] = {}
    for catalog, group in groupby(rows, key=lambda row: row.catalog):
        table = list(group)
        header = f"# Generated from data/{catalog}_codes.tsv by {COMMAND}: do not edit.\n"
        for name, text in (
            ("__init__", _package(catalog, table)),
            ("codes", _codes(catalog, table)),
            ("definitions", _definitions(catalog, table)),
            ("errors", _errors(catalog, table)),
        ):
            files[f"src/emma_errors/{catalog}/{name}.py"] = header + text
    return files


def _package(catalog: str, rows: Sequence[Row]) -> str:
    """Return `__init__.py`: the catalog's names, each imported when it is asked for."""
    prefix = catalog.capitalize()
    newline = "\n"
    labels = _label_enums(rows)
    classes = [f"{class_name(label.name)}Error" for label in _raised_categories(rows)]
    classes += [class_name(row.name) for row in rows if _raised(row)]
    names = [f"{prefix}Code", f"{prefix}Error", "DEFINITIONS", "error", "parse", *labels, *classes]
    homes = dict.fromkeys(["DEFINITIONS", *labels], "definitions") | {f"{prefix}Code": "codes"}
    return f"""\"\"\"{CATALOGS[catalog]}, codes {rows[0].code} to {rows[-1].code}.

`{prefix}Code` is the enum of the codes and `DEFINITIONS` the rows of the table. `{prefix}Error` is
the base of one class a category, and those of one class a definition; `error` makes the exception
of a code known only at run time. Each module below is imported when a name of it is first used.
\"\"\"

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .codes import *
    from .definitions import *
    from .errors import *

__all__ = (
{_lines(_sorted(names))})

_HOMES = {{
{"".join(f"    {_literal(name)}: {_literal(homes[name])},{newline}" for name in _sorted(homes))}}}

if not TYPE_CHECKING:  # a type checker must still flag a name that is not there

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(
                f"module {{__name__!r}} has no attribute {{name!r}}",
                name=name,
                obj=sys.modules[__name__],
            )
        __import__(f"{{__name__}}.{{_HOMES.get(name, 'errors')}}")
        for home in {{*_HOMES.values(), "errors"}}:
            if module := sys.modules.get(f"{{__name__}}.{{home}}"):
                globals().update({{member: getattr(module, member) for member in module.__all__}})
        if globals().keys() >= set(__all__):
            globals().pop("__getattr__", None)  # CPython reads a module faster without one
        return globals()[name]


def __dir__() -> list[str]:
    return list(__all__)
"""


def _codes(catalog: str, rows: Sequence[Row]) -> str:
    """Return `codes.py`: the enum."""
    prefix = catalog.capitalize()
    members = "".join(
        f"\n    {row.name} = {row.code}\n{_docstring(_member_texts(row))}" for row in rows
    )
    return f"""\"\"\"The codes of {CATALOGS[catalog]}.\"\"\"

from emma_errors.model import ErrorCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .errors import {prefix}Error

__all__ = ("{prefix}Code",)


class {prefix}Code(ErrorCode):
    \"\"\"A code of {CATALOGS[catalog]}: a plain int that knows its row of the table.\"\"\"

    __module__ = "emma_errors.{catalog}"

    @property
    def exception(self) -> "type[{prefix}Error]":
        \"\"\"The class to raise and to catch: that of the first definition.

        Raises:
            AttributeError: the code stands for success.
        \"\"\"
        from .errors import {prefix}Error

        found = super().exception
        assert issubclass(found, {prefix}Error)
        return found
{members}"""


def _definitions(catalog: str, rows: Sequence[Row]) -> str:
    """Return `definitions.py`: the labels and the rows."""
    prefix = catalog.capitalize()
    labels = _label_enums(rows)
    advice = ["Advice"] if any(row.advice for row in rows) else []
    enums: list[str] = []
    for enum in labels:
        level = enum.lower()
        used = dict.fromkeys([label for row in rows if (label := _label(row, level))])
        members = "".join(
            f"    {label.name} = {_literal(label.label)}, {_literal(label.en)}, "
            f"{_literal(label.zh)}\n"
            for label in used
        )
        enums.append(
            f"""

class {enum}(Label):
    \"\"\"A {level} of {CATALOGS[catalog]}; the value is the table's own label.\"\"\"

    __module__ = "emma_errors.{catalog}"

{members}"""
        )
    return f"""\"\"\"The table of {CATALOGS[catalog]}, row by row.\"\"\"

from emma_errors.model import {", ".join([*advice, "Definition", "Label"])}

from .codes import {prefix}Code

__all__ = ({", ".join(f'"{name}"' for name in ["DEFINITIONS", *labels])})
{"".join(enums)}

DEFINITIONS: tuple[Definition, ...] = (
{"".join(_definition(prefix, row) for row in rows)})
"""


def _definition(prefix: str, row: Row) -> str:
    """Return the call that makes one row, facts that are empty left out."""
    arguments = [
        f"{prefix}Code.{row.name}",
        f"name={_literal(row.name)}",
        f"http_status={row.http_status}",
        f"category=Category.{row.category.name}",
        f"subcategory=Subcategory.{row.subcategory.name}" if row.subcategory else "",
        f"message={_literal(row.message)}",
        f"description={_literal(row.description)}" if row.description else "",
        f"en={_literal(row.en)}",
        f"zh={_literal(row.zh)}",
        f"params={_tuple(row.params)}" if row.params else "",
        f"advice=Advice.{row.advice.name}" if row.advice else "",
    ]
    lines = "".join(f"        {argument},\n" for argument in arguments if argument)
    return f"    Definition(\n{lines}    ),\n"


def _errors(catalog: str, rows: Sequence[Row]) -> str:
    """Return `errors.py`: the exceptions."""
    prefix = catalog.capitalize()
    categories = _raised_categories(rows)
    raised = [row for row in rows if _raised(row)]
    tree: list[str] = []
    classes: list[str] = []
    names = [f"{prefix}Error", "error", "parse"]
    newline = "\n"
    for label in categories:
        category = f"{class_name(label.name)}Error"
        members = [row for row in raised if row.category is label]
        tree.append(f"  {category}")
        tree += [f"    {class_name(row.name)} {row.code}" for row in members]
        texts = [f"{label.en}, codes {members[0].code} to {members[-1].code}."]
        texts += [f"{_sentence(label.zh)}"]
        classes.append(f"class {category}({prefix}Error):\n{_docstring(texts)}")
        classes += [_exception(prefix, category, row) for row in members]
        names += [category, *(class_name(row.name) for row in members)]
    return f"""\
\"\"\"The exceptions of {CATALOGS[catalog]}: a class a category, under it one a definition.

{prefix}Error
{newline.join(tree)}
\"\"\"

from emma_errors.errors import ApiError
from emma_errors.errors import error as _error
from emma_errors.model import Definition

from .codes import {prefix}Code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from emma_errors.wire import Body
else:
    Body = object

__all__ = (
{_lines(_sorted(names))})


class {prefix}Error(ApiError):
    \"\"\"Base of every error of {CATALOGS[catalog]}.\"\"\"

    catalog = "{catalog}"


{(newline * 2).join(classes)}

def error(code: {prefix}Code | Definition, *args: str) -> {prefix}Error:
    \"\"\"Make the exception of a code known only at run time.

    Args:
        code: A member of `{prefix}Code`, or a `Definition` of one; at run time also its number or
            name, which a checker refuses, for a code of another API is an int too.
        args: One argument for each of the definition's parameters.

    Raises:
        UnknownCodeError: there is no such code.
        TypeError: the code is of another API, or takes other arguments.
        ValueError: the code stands for success.
    \"\"\"
    return _error({prefix}Error, {prefix}Code, code, args)


def parse(body: Body, *, http_status: int | None = None) -> {prefix}Error | None:
    \"\"\"Return the error that a response of {CATALOGS[catalog]} stands for, or None for success.

    It never fails; `emma_errors.parse_error` tells what becomes of each body.

    Args:
        body: The body as text, bytes or the decoded mapping.
        http_status: The HTTP status code of the response, if known.
    \"\"\"
    from emma_errors.wire import parse_catalog

    return parse_catalog({prefix}Error, body, http_status)


for _name in __all__:  # tracebacks and pickles name the place the classes are imported from
    globals()[_name].__module__ = "emma_errors.{catalog}"
"""


def _exception(prefix: str, category: str, row: Row) -> str:
    """Return the class of one definition."""
    texts = _fact_texts(row)
    if _wide(" ".join(texts)) <= WIDTH - 10:
        texts = [" ".join(texts)]
    text = f"""class {class_name(row.name)}({category}):
{_docstring(texts)}
    code = {prefix}Code.{row.name}
"""
    if row.params:
        text += f"""
    def __init__(self, {", ".join(f"{param}: str" for param in row.params)}) -> None:
        self.args = ({", ".join(row.params)}{"," if len(row.params) == 1 else ""})
"""
    return text


def _fact_texts(row: Row) -> list[str]:
    """Return the paragraphs that answer a reader who hovers over a class: code, status, texts."""
    en, zh = (_filled(text, row.params) for text in (row.en, row.zh))
    texts = [f"{row.code}, HTTP {row.http_status}: {en}.", _sentence(zh)]
    if _wide(texts[0]) > WIDTH - 7:
        texts[:1] = [f"{row.code}, HTTP {row.http_status}.", f"{en}."]
    return texts


def _member_texts(row: Row) -> list[str]:
    """Return the paragraphs about a code: the run time keeps no docstring of an enum's member."""
    texts = _fact_texts(row)
    if row.message != row.en:
        texts.append(f"On the wire: {_filled(row.message, row.params)}")
    if row.advice:
        texts.append(f"Advice: {row.advice}.")
    return texts


def _filled(template: str, params: Sequence[str]) -> str:
    """Return the text with `{user}` in the place of its `%s`."""
    return template % tuple(f"{{{param}}}" for param in params) if "%" in template else template


def _sentence(zh: str) -> str:
    """Return a text with the full stop of its language."""
    return f"{zh}{'.' if zh.isascii() else '。'}"


def _raised(row: Row) -> bool:
    """Return whether the row is an error: a status below 400 is none."""
    return row.http_status >= 400


def _raised_categories(rows: Sequence[Row]) -> list[Label]:
    """Return the categories that have an error."""
    return list(dict.fromkeys(row.category for row in rows if _raised(row)))


def _label(row: Row, level: str) -> Label | None:
    """Return the row's category or subcategory."""
    return row.category if level == "category" else row.subcategory


def _label_enums(rows: Sequence[Row]) -> list[str]:
    """Return the names of the label enums that the catalog has."""
    return ["Category", *(["Subcategory"] if any(row.subcategory for row in rows) else [])]


def _tuple(values: Sequence[str]) -> str:
    """Return the source of a tuple of strings."""
    return f"({', '.join(map(_literal, values))}{',' if len(values) == 1 else ''})"


def _sorted(names: Iterable[str]) -> list[str]:
    """Return names as ruff sorts `__all__`: constants, classes, functions."""
    return sorted(names, key=lambda name: (not name.isupper(), name[0].islower(), name))


def _lines(values: Sequence[str]) -> str:
    """Return the source of strings, a line each, for the inside of a tuple."""
    return "".join(f"    {_literal(value)},\n" for value in values)


def _literal(text: str) -> str:
    """Return the source of a printable string, in the quotes that ruff would choose."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + text.replace("\\", "\\\\").replace(quote, f"\\{quote}") + quote


def _docstring(paragraphs: Sequence[str]) -> str:
    """Return the source of a docstring, indented as in a class and wrapped."""
    raw = any("\\" in paragraph for paragraph in paragraphs)
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += ["", *_wrap(paragraph.replace('"""', "'''"), WIDTH - 4)]
    if len(lines) == 2:
        return f'    {"r" if raw else ""}"""{lines[1]}"""\n'
    body = "".join(f"    {line}\n" if line else "\n" for line in lines[2:])
    return f'    {"r" if raw else ""}"""{lines[1]}\n{body}    """\n'


def _wrap(text: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` columns, broken at blanks and between Chinese."""
    lines = [""]
    for word in re.findall(r"\s*(?:[ᄀ-￿]|[^\sᄀ-￿]+)", text):
        if _wide(lines[-1] + word) > width:
            lines.append(word.lstrip())
        else:
            lines[-1] += word
    return lines


def _wide(text: str) -> int:
    """Return the columns that `text` takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(sign) in "FW" else 1 for sign in text)


# Running


def main(argv: Sequence[str] | None = None) -> int:
    """Write the generated files of the checkout; with `--check`, only tell if they are current.

    Returns:
        The exit status: 0, or 1 where a table is wrong or a file is not current.
    """
    parser = argparse.ArgumentParser(COMMAND, description="Write the catalogs from their tables.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail with a diff")
    options = parser.parse_args(argv)
    root = Path.cwd()
    try:
        files = render(read(root))
    except TableError as error:
        print(error, file=sys.stderr)
        return 1
    if options.check:
        diff = difference(root, files)
        sys.stderr.write(diff)
        return 1 if diff else 0
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return 0


def difference(root: Path, files: Mapping[str, str]) -> str:
    """Return the diff from the files below `root` to `files` and the repair command, if any."""
    lines: list[str] = []
    for path, text in files.items():
        file = root / path
        current = file.read_text(encoding="utf-8") if file.exists() else ""
        lines += difflib.unified_diff(
            current.splitlines(keepends=True),
            text.splitlines(keepends=True),
            path,
            f"{path} (as the table has it)",
        )
    if lines:
        lines.append(f"The generated files are not current. Write them anew: {COMMAND}\n")
    return "".join(lines)


if __name__ == "__main__":
    sys.exit(main())
