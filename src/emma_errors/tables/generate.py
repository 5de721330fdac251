"""From tables to the generated catalogs: `python -m emma_errors.generate [--check]`.

In a checkout it writes those of Emma and Baidu. `emma-errors generate shop_codes.tsv --package
myshop.errors` makes the same of a table of your own. The tables are read strictly; nothing is
written while anything is wrong.
"""

import argparse
import difflib
import re
import shlex
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from keyword import iskeyword
from pathlib import Path

from ..model import class_name
from ..site.reference import markdown
from .table import CATALOGS, Catalog, Label, Row, TableError, catalog_of, read

__all__ = ("arguments", "difference", "main", "render", "run")

WIDTH = 100


def render(rows: Iterable[Row], catalogs: Iterable[Catalog] = CATALOGS) -> dict[str, str]:
    """Return every generated file of `rows`, path to text, formatted as ruff formats.

    Args:
        rows: The rows of one or more catalogs, sorted by code within each.
        catalogs: The catalogs that there may be rows of.
    """
    known = {catalog.name: catalog for catalog in catalogs}
    files: dict[str, str] = {}
    for name, group in groupby(rows, key=lambda row: row.catalog):
        catalog = known[name]
        table = list(group)
        folder = Path(catalog.source, *catalog.package.split("."))
        notice = f"Generated from {catalog.table} by {catalog.command}: do not edit."
        comment = f"# {notice}\n"
        if len(comment) > WIDTH:
            comment = comment.replace(" by ", " by\n# ", 1)
        for module, text in (
            ("__init__", _package(catalog, table)),
            ("codes", _codes(catalog, table)),
            ("definitions", _definitions(catalog, table)),
            ("errors", _errors(catalog, table)),
        ):
            files[(folder / f"{module}.py").as_posix()] = comment + text
        if catalog.reference:
            page = markdown(_capital(catalog.title), table, package=catalog.package)
            files[catalog.reference] = f"<!-- {notice} -->\n\n{page}"
    return files


def _package(catalog: Catalog, rows: Sequence[Row]) -> str:
    """Return `__init__.py`: the catalog's names, each imported when it is asked for."""
    prefix = class_name(catalog.name)
    newline = "\n"
    labels = _label_enums(rows)
    classes = [f"{class_name(label.name)}Error" for label in _raised_categories(rows)]
    classes += [class_name(row.name) for row in rows if _raised(row)]
    constants = ["DEFINITIONS", "TITLE"]
    names = [f"{prefix}Code", f"{prefix}Error", *constants, "error", "parse", *labels, *classes]
    homes = dict.fromkeys([*constants, *labels], "definitions") | {f"{prefix}Code": "codes"}
    return f"""\"\"\"{_capital(catalog.title)}, codes {rows[0].code} to {rows[-1].code}.

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


def _codes(catalog: Catalog, rows: Sequence[Row]) -> str:
    """Return `codes.py`: the enum."""
    prefix = class_name(catalog.name)
    members = "".join(
        f"\n    {row.name} = {row.code}\n{_docstring(_member_texts(row))}" for row in rows
    )
    return f"""\"\"\"The codes of {catalog.title}.\"\"\"

from emma_errors.model import ErrorCode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .errors import {prefix}Error

__all__ = ("{prefix}Code",)


class {prefix}Code(ErrorCode):
    \"\"\"A code of {catalog.title}: a plain int that knows its row of the table.\"\"\"

    __module__ = "{catalog.package}"
{_named(catalog)}
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


def _named(catalog: Catalog) -> str:
    """Return the property that names a catalog which is not called as its package is."""
    if catalog.package.rpartition(".")[2] == catalog.name:
        return ""
    return f"""
    @property
    def catalog(self) -> str:
        \"\"\"The catalog's name, `"{catalog.name}"`.\"\"\"
        return "{catalog.name}"
"""


def _definitions(catalog: Catalog, rows: Sequence[Row]) -> str:
    """Return `definitions.py`: the labels and the rows."""
    prefix = class_name(catalog.name)
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
    \"\"\"A {level} of {catalog.title}; the value is the table's own label.\"\"\"

    __module__ = "{catalog.package}"

{members}"""
        )
    return f"""\"\"\"The table of {catalog.title}, row by row.\"\"\"

from emma_errors.model import {", ".join([*advice, "Definition", "Label"])}

from .codes import {prefix}Code

__all__ = ({", ".join(f'"{name}"' for name in ["DEFINITIONS", "TITLE", *labels])})

TITLE = {_literal(catalog.title)}
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
        _assigned("params=", [_literal(param) for param in row.params]) if row.params else "",
        f"advice=Advice.{row.advice.name}" if row.advice else "",
    ]
    lines = "".join(f"        {argument},\n" for argument in arguments if argument)
    return f"    Definition(\n{lines}    ),\n"


def _errors(catalog: Catalog, rows: Sequence[Row]) -> str:
    """Return `errors.py`: the exceptions."""
    prefix = class_name(catalog.name)
    categories = _raised_categories(rows)
    raised = [row for row in rows if _raised(row)]
    tree: list[str] = []
    classes: list[str] = []
    names = [f"{prefix}Error", "error", "parse"]
    newline = "\n"
    envelope = f"    envelope = {_tuple(catalog.envelope)}\n" if catalog.envelope else ""
    for label in categories:
        category = f"{class_name(label.name)}Error"
        members = [row for row in raised if row.category is label]
        tree.append(f"  {category}")
        tree += [f"    {class_name(row.name)} {row.code}" for row in members]
        texts = [f"{_capital(label.en)}, codes {members[0].code} to {members[-1].code}."]
        texts += [_sentence(label.zh)] if label.zh != label.en else []
        classes.append(f"class {category}({prefix}Error):\n{_docstring(texts)}")
        classes += [_exception(prefix, category, row) for row in members]
        names += [category, *(class_name(row.name) for row in members)]
    return f"""\
\"\"\"The exceptions of {catalog.title}: a class a category, under it one a definition.

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
    \"\"\"Base of every error of {catalog.title}.\"\"\"

    catalog = "{catalog.name}"
{envelope}

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
    \"\"\"Return the error that a response of {catalog.title} stands for, or None for success.

    It never fails; `emma_errors.parse_error` tells what becomes of each body.

    Args:
        body: The body as text, bytes or the decoded mapping.
        http_status: The HTTP status code of the response, if known.
    \"\"\"
    from emma_errors.wire import parse_catalog

    return parse_catalog({prefix}Error, body, http_status)


for _name in __all__:  # tracebacks and pickles name the place the classes are imported from
    globals()[_name].__module__ = "{catalog.package}"
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
        text += f"\n{_signature(row.params)}        {_assigned('self.args = ', row.params)}\n"
    return text


def _fact_texts(row: Row) -> list[str]:
    """Return the paragraphs that answer a reader who hovers over a class: code, status, texts."""
    en, zh = (_filled(text, row.params) for text in (row.en, row.zh))
    texts = [f"{row.code}, HTTP {row.http_status}: {en}."]
    if zh != en:
        texts.append(_sentence(zh))
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


def _capital(title: str) -> str:
    """Return a title as a sentence begins with it."""
    return title[:1].upper() + title[1:]


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


def _signature(params: Sequence[str]) -> str:
    """Return the source of `__init__`'s head, on as many lines as ruff breaks it into."""
    takes = ["self", *(f"{param}: str" for param in params)]
    line = f"    def __init__({', '.join(takes)}) -> None:\n"
    if len(line) > WIDTH + 1:
        line = f"    def __init__(\n        {', '.join(takes)}\n    ) -> None:\n"
    if max(map(len, line.split("\n"))) > WIDTH:
        lines = "".join(f"        {take},\n" for take in takes)
        line = f"    def __init__(\n{lines}    ) -> None:\n"
    return line


def _assigned(target: str, items: Sequence[str]) -> str:
    """Return the source of a tuple after its target, eight columns in, broken as ruff does."""
    line = f"{target}({', '.join(items)}{',' if len(items) == 1 else ''})"
    if _wide(line) + 9 <= WIDTH:
        return line
    lines = "".join(f"            {item},\n" for item in items)
    return f"{target}(\n{lines}        )"


def _tuple(values: Sequence[str]) -> str:
    """Return the source of a tuple of strings."""
    return f"({', '.join(map(_literal, values))}{',' if len(values) == 1 else ''})"


def _sorted(names: Iterable[str]) -> list[str]:
    """Return names as ruff sorts `__all__`: constants, classes, functions."""
    return sorted(
        names, key=lambda name: (not name.isupper() or len(name) == 1, name[0].islower(), name)
    )


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


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` takes."""
    parser.add_argument(
        "table",
        nargs="?",
        help="a table of your own; without one, both of a checkout of this library",
    )
    parser.add_argument("--package", metavar="MODULE", help="the package to write: myshop.errors")
    parser.add_argument(
        "--source",
        metavar="DIR",
        help="where the package's first part lies; src if it is there, else the current folder",
    )
    parser.add_argument("--name", help="the catalog's name; shop for shop_codes.tsv")
    parser.add_argument("--title", help="whose codes they are; 'the Shop API' for shop")
    parser.add_argument(
        "--envelope",
        nargs=2,
        metavar=("CODE", "MESSAGE"),
        help="the fields of your API's body that hold them; code and message",
    )
    parser.add_argument(
        "--reference", metavar="FILE", help="write a reference in Markdown there as well"
    )
    parser.add_argument("--check", action="store_true", help="write nothing, fail with a diff")


def run(options: argparse.Namespace) -> int:
    """Write the generated files; with `--check`, only tell if they are current.

    Returns:
        The exit status: 0; 1 where a table is wrong or a file is not current; 2 for wrong usage.
    """
    try:
        if options.table is None and options.package is not None:
            raise ValueError("--package is given and no table, name one such as shop_codes.tsv")
        catalogs = CATALOGS if options.table is None else (_own(options),)
    except ValueError as error:
        print(f"emma-errors generate: {error}", file=sys.stderr)
        return 2
    root = Path.cwd()
    try:
        files = render(read(root, catalogs), catalogs)
    except TableError as error:
        print(error, file=sys.stderr)
        return 1
    if options.check:
        diff = difference(root, files, catalogs[0].command)
        sys.stderr.write(diff)
        return 1 if diff else 0
    foreign = [path for path in files if not _is_ours(root / path)]
    foreign += [path for path in _shadowed(catalogs) if (root / path).exists()]
    if foreign:
        for path in foreign:
            print(f"{path}:1: is not generated, give another --package", file=sys.stderr)
        return 1
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Do what `run` does, with the arguments of a command line, those of the process if None."""
    parser = argparse.ArgumentParser(
        "python -m emma_errors.generate", description="Write catalogs from their tables."
    )
    arguments(parser)
    return run(parser.parse_args(argv))


def difference(
    root: Path, files: Mapping[str, str], command: str = "python -m emma_errors.generate"
) -> str:
    """Return the diff from the files below `root` to `files` and the repair command, if any."""
    lines: list[str] = []
    for path, text in files.items():
        file = root / path
        current = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
        lines += difflib.unified_diff(
            current.splitlines(keepends=True),
            text.splitlines(keepends=True),
            path,
            f"{path} (as the table has it)",
        )
    if lines:
        lines.append(f"The generated files are not current. Write them anew: {command}\n")
    return "".join(lines)


def _is_ours(file: Path) -> bool:
    """Return whether a file may be written: it is not there, is empty, or was generated."""
    if not file.exists():
        return True
    first = file.read_bytes().partition(b"\n")[0]
    return first.startswith((b"# Generated from ", b"<!-- Generated from ")) or not first


def _shadowed(catalogs: Iterable[Catalog]) -> list[str]:
    """Return the modules that the packages would hide."""
    paths = [Path(catalog.source, *catalog.package.split(".")) for catalog in catalogs]
    return [path.with_suffix(".py").as_posix() for path in paths]


def _own(options: argparse.Namespace) -> Catalog:
    """Return the catalog that a command line asks for.

    Raises:
        ValueError: something is missing or not usable; it says what to give.
    """
    package: str = options.package or ""
    if not all(part.isidentifier() and not iskeyword(part) for part in package.split(".")):
        raise ValueError(f"--package is {package!r}, give the package to write: myshop.errors")
    if package.partition(".")[0] in sys.stdlib_module_names:
        raise ValueError(f"--package is {package!r}, which would hide Python's own: give another")
    name: str = options.name or catalog_of(options.table)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise ValueError(f"--name is {name!r}, give a name in lower case such as shop")
    if name in [catalog.name for catalog in CATALOGS]:
        raise ValueError(f"--name is {name!r}, which is this library's own: give another")
    if name in ("api", "attribute", "error"):  # ApiError, AttributeError and ErrorCode are taken
        raise ValueError(f"--name is {name!r}, which makes a class of a name in use: give another")
    title: str = options.title or f"the {name.replace('_', ' ').title()} API"
    if not title.isprintable() or '"""' in title or "\\" in title:
        raise ValueError(f"--title is {title!r}, give plain words such as 'the Shop API'")
    of_code, of_message = options.envelope or ("code", "message")
    fields = {of_code, of_message}
    unusable = fields & {"", "request_id", "log_id"} or not "".join(fields).isprintable()
    if unusable or len(fields) < 2:
        raise ValueError(
            f"--envelope is {of_code!r} {of_message!r}, give the names of two fields such as "
            "code message; request_id and log_id hold the request's"
        )
    table = Path(options.table)
    if table.is_relative_to(Path.cwd()):
        table = table.relative_to(Path.cwd())
    source: str | None = options.source
    if source is None:
        source = "src" if Path("src", package.partition(".")[0]).is_dir() else "."
    command = ["emma-errors", "generate", table.as_posix(), "--package", package]
    for option in ("source", "name", "title", "reference"):
        given: str | None = getattr(options, option)
        command += [] if given is None else [f"--{option}", given]
    command += ["--envelope", of_code, of_message] if options.envelope else []
    return Catalog(
        name=name,
        title=title,
        table=table.as_posix(),
        package=package,
        source=source,
        reference=options.reference,
        envelope=(of_code, of_message),
        command=shlex.join(command),
    )
