"""Render the text of every generated file from the rows of tables, without reading or writing."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from ..model import class_name
from ..site.reference import markdown
from .sentences import capital, code_range, fact_texts, label_texts, sentence
from .source import (
    WIDTH,
    assigned,
    docstring,
    lines,
    literal,
    sorted_names,
    tuple_of,
    wide,
)
from .table import CATALOGS, Catalog, Label, Row

__all__ = ("render",)


def render(rows: Iterable[Row], catalogs: Iterable[Catalog] = CATALOGS) -> dict[str, str]:
    """Return the text of every generated file by its path, formatted as ruff formats it.

    Args:
        rows: The rows of one or more catalogs, sorted by code within each.
        catalogs: The catalogs that the rows may belong to.
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
        comment += "# fmt: off\n"  # a formatter with other settings would change the file
        for module, text in (
            ("__init__", _package(catalog, table)),
            ("codes", _codes(catalog, table)),
            ("definitions", _definitions(catalog, table)),
            ("errors", _errors(catalog, table)),
        ):
            files[(folder / f"{module}.py").as_posix()] = comment + text
        if catalog.reference:
            page = markdown(capital(catalog.title), table, package=catalog.package)
            files[catalog.reference] = f"<!-- {notice} -->\n\n{page}"
    return files


def _package(catalog: Catalog, rows: Sequence[Row]) -> str:
    """Return `__init__.py`: every name of the three modules."""
    prefix = class_name(catalog.name)
    return f'''"""{capital(catalog.title)}, {code_range(rows)}.

`{prefix}Code` is the enum of the codes, and `DEFINITIONS` contains the rows of the table.
`{prefix}Error` is the base class of the exceptions. It has a subclass for each category, and each
category has a subclass for each definition. `error` returns the exception of a code that is known
only at run time, and `parse` returns the error in a response.
"""

from .codes import *
from .definitions import *
from .errors import *

TYPE_CHECKING = False
if not TYPE_CHECKING:  # type checkers read the three lists themselves
    from . import codes, definitions, errors

    __all__ = codes.__all__ + definitions.__all__ + errors.__all__

    def __dir__() -> list[str]:
        return list(__all__)
'''


# codes.py


def _codes(catalog: Catalog, rows: Sequence[Row]) -> str:
    """Return `codes.py`: the enum."""
    prefix = class_name(catalog.name)
    members = "".join(
        f"\n    {row.name} = {_code(row)}\n{docstring(fact_texts(row))}" for row in rows
    )
    texts = isinstance(rows[0].code, str)
    base, value = ("TextCode", "a str") if texts else ("ErrorCode", "an int")
    return f'''"""The codes of {catalog.title}."""

from emma_errors.model import {base}

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .definitions import {", ".join(_label_enums(rows))}
    from .errors import {prefix}Error

__all__: tuple[str, ...] = ("{prefix}Code",)


class {prefix}Code({base}):
    """A code of {catalog.title}: {value} with the attributes of its row."""

    if TYPE_CHECKING:
{_narrowed(_facts(catalog, rows))}{members}'''


def _code(row: Row) -> str:
    """Return the source of a row's code: a number or a text."""
    return literal(row.code) if isinstance(row.code, str) else str(row.code)


def _facts(catalog: Catalog, rows: Sequence[Row]) -> dict[str, tuple[str, str]]:
    """Return the facts that are narrower in a catalog: type and docstring by name."""
    facts: dict[str, tuple[str, str]] = {}
    if all(row.http_status is not None for row in rows):
        facts["http_status"] = ("int", "The HTTP status code, such as 404.")
    for enum in _label_enums(rows):
        kind = enum if enum == "Category" else f"{enum} | None"
        facts[enum.lower()] = (kind, f"The {enum.lower()}, a member of `{enum}`.")
    error = f"type[{class_name(catalog.name)}Error]"
    facts["exception"] = (error, "The exception class; a code that means success has none.")
    return facts


def _narrowed(facts: dict[str, tuple[str, str]]) -> str:
    """Return the source of properties that a type checker reads, in a class body."""
    return "".join(
        f"""
        @property
        def {name}(self) -> {kind}:
            \"\"\"{text}\"\"\"
            ...
"""
        for name, (kind, text) in facts.items()
    )


# definitions.py


def _definitions(catalog: Catalog, rows: Sequence[Row]) -> str:
    """Return `definitions.py`: the labels, the rows and the fallbacks."""
    prefix = class_name(catalog.name)
    labels = _label_enums(rows)
    advice = ["Advice"] if any(row.advice for row in rows) else []
    names = ["DEFINITIONS", "FALLBACKS", "TITLE", *labels, f"{prefix}Definition"]
    facts = {"code": (f"{prefix}Code", f"The code, a member of `{prefix}Code`.")}
    facts |= _facts(catalog, rows)
    return f'''"""The rows of the table of {catalog.title}."""

from collections.abc import Mapping

from emma_errors.model import {", ".join([*advice, "Definition", "Label", "link"])}

from .codes import {prefix}Code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .errors import {prefix}Error

__all__: tuple[str, ...] = (
{lines(map(literal, sorted_names(names)))})

TITLE = {literal(catalog.title)}
{"".join(_label_enum(catalog, rows, enum) for enum in labels)}

class {prefix}Definition(Definition):
    """A row of the table of {catalog.title}."""

    __slots__ = ()

    if TYPE_CHECKING:
{_narrowed(facts)}

DEFINITIONS: tuple[{prefix}Definition, ...] = (
{"".join(_definition(prefix, row) for row in rows)})
link("{catalog.name}", DEFINITIONS)

FALLBACKS: Mapping[int | str, Definition] = {_fallbacks(prefix, rows)}
"""The definitions that answer a framework's own errors, by HTTP status or kind of error."""
'''


def _label_enum(catalog: Catalog, rows: Sequence[Row], enum: str) -> str:
    """Return the source of `Category` or `Subcategory`."""
    level = enum.lower()
    used = dict.fromkeys([label for row in rows if (label := _label(row, level))])
    members = "".join(
        f"\n    {label.name} = {literal(label.label)}, {literal(label.en)}, {literal(label.zh)}\n"
        + docstring(label_texts(label.en, label.zh))
        for label in used
    )
    return f"""

class {enum}(Label):
    \"\"\"A {level} of {catalog.title}; the value is the table's label.\"\"\"
{members}"""


def _definition(prefix: str, row: Row) -> str:
    """Return the call that makes one row, facts that are empty left out."""
    arguments = [
        f"{prefix}Code.{row.name}",
        f"name={literal(row.name)}",
        f"http_status={row.http_status}" if row.http_status is not None else "",
        f"category=Category.{row.category.name}",
        f"subcategory=Subcategory.{row.subcategory.name}" if row.subcategory else "",
        f"message={literal(row.message)}",
        f"description={literal(row.description)}" if row.description else "",
        f"en={literal(row.en)}",
        f"zh={literal(row.zh)}",
        assigned("params=", [literal(param) for param in row.params]) if row.params else "",
        f"advice=Advice.{row.advice.name}" if row.advice else "",
        f"success={row.success}" if row.success != _is_success(row.http_status) else "",
        f"subcode={literal(row.subcode)}" if row.subcode else "",
        _extra(row.extra),
    ]
    return f"    {prefix}Definition(\n{lines(filter(None, arguments), 8)}    ),\n"


def _is_success(status: int | None) -> bool:
    """Return whether an HTTP status alone means success."""
    return status is not None and status < 400


def _extra(extra: Mapping[str, str]) -> str:
    """Return the source of the argument that has the columns of the table's own, if any."""
    if not extra:
        return ""
    items = lines([f"{literal(column)}: {literal(cell)}" for column, cell in extra.items()], 12)
    return f"extra={{\n{items}        }}"


def _fallbacks(prefix: str, rows: Sequence[Row]) -> str:
    """Return the source of the definition that answers each failure of a framework."""
    sources = _sources(prefix, rows)
    items = [(failure, sources[row.name]) for row in rows for failure in row.fallback]
    if not items:
        return "{}"
    items.sort(key=lambda item: (isinstance(item[0], str), item[0]))
    return f"{{\n{lines(f'{_key(failure)}: {source}' for failure, source in items)}}}"


def _key(failure: int | str) -> str:
    """Return the source of a key of the fallbacks."""
    return literal(failure) if isinstance(failure, str) else str(failure)


def _sources(prefix: str, rows: Sequence[Row]) -> dict[str, str]:
    """Return the expression that gives the definition of each row, by the row's name."""
    count: dict[int | str, int] = {}
    sources: dict[str, str] = {}
    for row in rows:
        place = count[row.code] = count.get(row.code, -1) + 1
        fact = f"definitions[{place}]" if place else "definition"
        sources[row.name] = f"{prefix}Code.{row.name}.{fact}"
    return sources


# errors.py


def _errors(catalog: Catalog, rows: Sequence[Row]) -> str:
    """Return `errors.py`: the exceptions."""
    prefix = class_name(catalog.name)
    raised = [row for row in rows if not row.success]
    sources = _sources(prefix, rows)
    tree: list[str] = []
    classes: list[str] = []
    names = [f"{prefix}Error", "error", "parse"]
    for label, members in _by_category(raised):
        category = f"{class_name(label.name)}Error"
        tree += [f"  {category}", *(f"    {class_name(row.name)} {row.code}" for row in members)]
        texts = [f"{capital(label.en)}, {code_range(members)}."]
        texts += [sentence(label.zh)] if label.zh != label.en else []
        classes.append(f"class {category}({prefix}Error):\n{docstring(texts)}")
        classes += [_exception(prefix, category, row, sources[row.name]) for row in members]
        names += [category, *(class_name(row.name) for row in members)]
    advice = ["Advice"] if any(row.advice for row in raised) else []
    newline = "\n"
    envelope = ""
    if catalog.envelope:
        envelope = f"    envelope: tuple[str, ...] | None = {tuple_of(catalog.envelope)}\n"
    return f'''\
# The attributes of a class have narrower types than those of its base; they are never set.
# pyright: reportIncompatibleVariableOverride=false
# pyrefly: ignore-errors[bad-override-mutable-attribute]
# ty: ignore[incompatible-mutable-override]
"""The exceptions of {catalog.title}: each category has a class, each definition a subclass.

{prefix}Error
{newline.join(tree)}
"""

from collections.abc import Mapping

from emma_errors.errors import ApiError, classes, exception_of
from emma_errors.model import {", ".join([*advice, "Definition"])}

from .codes import {prefix}Code
from .definitions import DEFINITIONS

__all__: tuple[str, ...] = (
{lines(map(literal, sorted_names(names)))})


class {prefix}Error(ApiError):
    """Base class of the errors of {catalog.title}."""

    catalog: str = "{catalog.name}"
    rows: tuple[Definition, ...] = DEFINITIONS
{envelope}

{(newline * 2).join(classes)}
{_functions(catalog, prefix)}'''


def _functions(catalog: Catalog, prefix: str) -> str:
    """Return the source of `error` and `parse`."""
    return f'''
_CLASSES = classes({prefix}Error, DEFINITIONS)


def error(code: {prefix}Code | Definition, *args: str) -> {prefix}Error:
    """Return the exception of a code that is known only at run time.

    Args:
        code: A member of `{prefix}Code`, or a `Definition` of one. At run time, every key that
            `lookup.find` takes is accepted. Type checkers reject other keys, because a code of
            another API is also an int.
        args: One argument for each parameter of the definition.

    Raises:
        UnknownCodeError: There is no such code.
        TypeError: The code belongs to another API, or takes other arguments.
        ValueError: The code means success.
    """
    try:
        exception = _CLASSES[type(code)][code]
    except (KeyError, TypeError):  # another form of a key, or not a code of this catalog
        exception = exception_of({prefix}Error, {prefix}Code, code)
    return exception(*args)


def parse(
    body: object, *, http_status: int | None = None, headers: Mapping[str, str] | None = None
) -> {prefix}Error | None:
    """Return the error in a response of {catalog.title}, or None for success.

    It never raises; see `emma_errors.parse_error`.

    Args:
        body: The body as text, bytes or a decoded mapping, or any other object.
        http_status: The HTTP status code of the response, if known.
        headers: The header fields of the response, if known.
    """
    from emma_errors.wire import parse_catalog

    return parse_catalog({prefix}Error, body, http_status, headers)
'''


def _exception(prefix: str, category: str, row: Row, definition: str) -> str:
    """Return the class of one definition, which is what an expression gives."""
    texts = fact_texts(row)
    if len(texts) == 2 and wide(" ".join(texts)) <= WIDTH - 10:
        texts = [" ".join(texts)]
    text = f"""class {class_name(row.name)}({category}):
{docstring(texts)}
    code: {prefix}Code = {prefix}Code.{row.name}
    definition: Definition = {definition}
"""
    if row.http_status is not None:
        text += f"    http_status: int = {row.http_status}\n"
    if row.advice:
        text += f"    advice: Advice | None = Advice.{row.advice.name}\n"
        text += "    retryable = True\n" if row.advice != "reauthenticate" else ""
    if row.params:
        args = assigned("self.args: tuple[str, ...] = ", row.params)
        text += f"\n{_signature(row.params)}        {args}\n"
    return text


def _signature(params: Sequence[str]) -> str:
    """Return the source of `__init__`'s head, on as many lines as ruff breaks it into."""
    takes = ["self", *(f"{param}: str" for param in params)]
    line = f"    def __init__({', '.join(takes)}) -> None:\n"
    if len(line) > WIDTH + 1:
        line = f"    def __init__(\n        {', '.join(takes)}\n    ) -> None:\n"
    if max(map(len, line.split("\n"))) > WIDTH:
        line = f"    def __init__(\n{lines(takes, 8)}    ) -> None:\n"
    return line


# What a catalog has


def _by_category(rows: Sequence[Row]) -> list[tuple[Label, list[Row]]]:
    """Return the rows of each category, in the order of their first codes."""
    by_category: dict[Label, list[Row]] = {}
    for row in rows:
        by_category.setdefault(row.category, []).append(row)
    return list(by_category.items())


def _label(row: Row, level: str) -> Label | None:
    """Return the row's category or subcategory."""
    return row.category if level == "category" else row.subcategory


def _label_enums(rows: Sequence[Row]) -> list[str]:
    """Return the names of the label enums that the catalog has."""
    return ["Category", *(["Subcategory"] if any(row.subcategory for row in rows) else [])]
