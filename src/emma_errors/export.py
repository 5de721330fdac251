"""Export catalogs as tables for other tools: `emma-errors export --format csv`.

`export` writes definitions as CSV, JSON, JSON Lines, Markdown or TypeScript. Each row is a
`Record`, whose keys are `COLUMNS`. To join logs with a table, use `error_type`, which
`ApiError.log_fields()` writes as `error.type`, and `is_primary`, which is true for one row of each
`error_type`.
"""

import argparse
import csv
import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, TypeAlias, TypedDict, cast, get_args

from . import lookup
from .model import Advice, Code, Definition
from .template import plain

__all__ = ("COLUMNS", "Format", "Record", "arguments", "export", "record", "run")

Format: TypeAlias = Literal["csv", "json", "jsonl", "markdown", "typescript"]


class Record(TypedDict):
    """A definition as a row of a table. None is an empty cell."""

    error_type: str
    """The value of `error.type` in logs: `"emma.2101"`. Two definitions of one code share it."""
    catalog: str
    """The name of the catalog, such as `"emma"`."""
    code: int | str
    """The code, such as 2101, or a text code."""
    name: str
    """The name, such as `"ARTICLE_NOT_FOUND"`; it is unique in its catalog."""
    http_status: int | None
    """The HTTP status code, such as 404; None if the table has none."""
    fault: Literal["client", "server"] | None
    """`"client"` for a status of 4xx, `"server"` for 5xx; None for success or no status."""
    category: str
    """The table's label of the category."""
    category_en: str
    """The category in English."""
    category_zh: str
    """The category in Chinese."""
    subcategory: str | None
    """The table's label of the subcategory."""
    subcategory_en: str | None
    """The subcategory in English."""
    subcategory_zh: str | None
    """The subcategory in Chinese."""
    message: str
    """The text that the API sends, verbatim, with `%s` for each parameter."""
    description: str | None
    """The table's description, verbatim."""
    en: str
    """The English display text, with `%s` for each parameter."""
    zh: str
    """The Chinese display text, with `%s` for each parameter."""
    params: list[str]
    """The name of each `%s`, in order; in a cell they are separated by spaces."""
    advice: str | None
    """What a client can do about the error: `"retry"`, `"back_off"` or `"reauthenticate"`."""
    retryable: bool
    """Whether the same request may succeed later: the advice is `retry` or `back_off`."""
    is_primary: bool
    """Whether a lookup of the code returns this definition; true once for each `error_type`."""
    fallback: list[str]
    """The framework's own errors that it answers, such as `"404"` or `"invalid_value"`; in a cell
    they are separated by spaces."""


COLUMNS = tuple(Record.__annotations__)
"""The columns of every table, in order: the keys of a `Record`.

They are followed by `subcode`, `success` and the columns that begin with `x_`, if a definition has
them.
"""


def _fault(definition: Definition) -> Literal["client", "server"] | None:
    """Return the side at fault by the HTTP status, or None."""
    status = definition.http_status
    if definition.success or status is None or status < 400:
        return None
    return "client" if status < 500 else "server"


def record(definition: Definition) -> Record:
    """Return a definition as a row of plain values, which JSON has too."""
    code, category, subcategory = definition.code, definition.category, definition.subcategory
    status, advice = definition.http_status, definition.advice
    return {
        "error_type": f"{definition.catalog}.{code}",
        "catalog": definition.catalog,
        "code": int(code) if isinstance(code, int) else str(code),
        "name": definition.name,
        "http_status": status,
        "fault": _fault(definition),
        "category": category.value,
        "category_en": category.en,
        "category_zh": category.zh,
        "subcategory": subcategory and subcategory.value,
        "subcategory_en": subcategory and subcategory.en,
        "subcategory_zh": subcategory and subcategory.zh,
        "message": plain(definition.message),
        "description": plain(definition.description) or None,
        "en": plain(definition.en),
        "zh": plain(definition.zh),
        "params": [*definition.params],
        "advice": None if advice is None else advice.value,
        "retryable": advice in (Advice.RETRY, Advice.BACK_OFF),
        "is_primary": definition is code.definition,
        "fallback": _fallback(definition),
    }


def _fallback(definition: Definition) -> list[str]:
    """Return the framework's own errors that a definition answers."""
    package = sys.modules.get(type(definition.code).__module__.removesuffix(".codes"))
    fallbacks: Mapping[int | str, Definition] = getattr(package, "FALLBACKS", {})
    return [str(failure) for failure, answer in fallbacks.items() if answer is definition]


def export(definitions: Iterable[Definition], format: Format) -> str:
    """Return definitions as the text of a file.

    Args:
        definitions: The rows, in order, such as `emma.DEFINITIONS`.
        format: `"csv"` (RFC 4180, with a header), `"json"` (an array of objects), `"jsonl"` (one
            object per line), `"markdown"` (a table) or `"typescript"` (a module of constants with
            literal types).

    Raises:
        ValueError: `format` is none of these.
    """
    if format not in _FORMATS:
        raise ValueError(f"unknown format {format!r}; choose from {', '.join(_FORMATS)}")
    return _FORMATS[format](definitions)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that `run` reads."""
    parser.add_argument("--format", required=True, choices=get_args(Format), help="the format")
    parser.add_argument(
        "--catalog",
        action="append",
        metavar="NAME",
        help="only the definitions of this catalog, such as emma; may be repeated",
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        default="-",
        help="the file to write, in UTF-8; without it or with -, standard output",
    )


def run(options: argparse.Namespace) -> int:
    """Write the export that the arguments describe, to a file or to standard output.

    Args:
        options: The arguments that `arguments` added, parsed.

    Returns:
        The exit status, 0.

    Raises:
        argparse.ArgumentError: There is no such catalog.
        OSError: The file cannot be written.
    """
    format: Format = options.format
    output: str = options.output
    catalogs = lookup.catalogs()
    names: list[str] = options.catalog or [*catalogs]
    for name in names:
        if name not in catalogs:
            known = ", ".join(catalogs)
            raise argparse.ArgumentError(
                None, f"argument --catalog: unknown catalog {name!r}; choose from {known}"
            )
    text = export([d for name in dict.fromkeys(names) for d in catalogs[name].DEFINITIONS], format)
    if output != "-":
        Path(output).write_text(text, encoding="utf-8", newline="")
        return 0
    stream = sys.stdout
    if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
        stream.reconfigure(encoding="utf-8", newline="")
    print(text, end="")
    return 0


def _table(definitions: Iterable[Definition]) -> list[dict[str, object]]:
    """Return definitions as rows of the same columns."""
    rows: list[dict[str, object]] = []
    further: dict[str, None] = {}
    for definition in definitions:
        row: dict[str, object] = {**record(definition)}
        status = definition.http_status
        if definition.subcode is not None:
            row["subcode"] = definition.subcode
        if definition.success != (status is not None and status < 400):  # the table says it
            row["success"] = definition.success
        row |= definition.extra
        further |= dict.fromkeys(row)
        rows.append(row)
    extra = sorted([column for column in further if column.startswith("x_")])
    columns = [*COLUMNS, *[name for name in ("subcode", "success") if name in further], *extra]
    return [{column: row.get(column) for column in columns} for row in rows]


def _cells(row: Mapping[str, object]) -> Iterator[str]:
    """Yield each value of a row as the text of a cell."""
    for value in row.values():
        if value is None:
            yield ""
        elif isinstance(value, list):
            yield " ".join(cast("list[str]", value))
        elif isinstance(value, bool):  # as JSON writes it: not every reader knows True and False
            yield str(value).lower()
        else:
            yield str(value)


def _csv(definitions: Iterable[Definition]) -> str:
    """Return a table as CSV (RFC 4180): commas, CR LF line endings, quotes if needed."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    rows = _table(definitions)
    writer.writerow(rows[0] if rows else COLUMNS)
    writer.writerows([_cells(row) for row in rows])
    return file.getvalue()


def _json(definitions: Iterable[Definition]) -> str:
    """Return an array of objects."""
    return f"{_literal(_table(definitions), indent=2)}\n"


def _jsonl(definitions: Iterable[Definition]) -> str:
    """Return one object per line."""
    return "".join([f"{_literal(row)}\n" for row in _table(definitions)])


def _literal(value: object, indent: int | None = None) -> str:
    """Return the source of a value in JSON and JavaScript."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")  # ends of lines to some


# What Markdown would take for markup: an underscore within a word is none.
_MARKUP = re.compile(r"[\\|`*~<&\[]|(?<!\w)_|_(?!\w)")


def _markdown(definitions: Iterable[Definition]) -> str:
    """Return a table in GitHub's Markdown."""
    table = _table(definitions)
    columns = [*table[0]] if table else [*COLUMNS]
    rows: list[Iterable[str]] = [columns, ["---"] * len(columns)]
    for row in table:
        cells = [_MARKUP.sub(r"\\\g<0>", cell) for cell in _cells(row)]
        rows.append([cell.replace("\n", "<br>") for cell in cells])
    return "".join([f"| {' | '.join(row)} |\n" for row in rows])


_TYPESCRIPT = """\
// Written by emma-errors export --format typescript: do not edit.

/** A definition of an error code. */
export interface Definition {
  /** What a log holds as `error.type`. */
  readonly error_type: string;
  readonly code: number;
  readonly name: string;
  readonly http_status: number;
  /** The text that the API sends, with `%s` for each parameter. */
  readonly message: string;
  /** The English text for display, with `%s` for each parameter. */
  readonly en: string;
  /** The Chinese text for display, with `%s` for each parameter. */
  readonly zh: string;
  /** The name of each `%s`, in order. */
  readonly params: readonly string[];
  /** What a client can do about it. */
  readonly advice: "retry" | "back_off" | "reauthenticate" | null;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
}

/**
 * Return a definition's text in a language, with an argument in the place of each `%s`.
 *
 * Of a plain `Definition`, found at run time, an argument that is not there is shown as `…`.
 */
export function format<D extends Definition>(
  definition: D,
  lang: "en" | "zh",
  ...params: D["params"] extends readonly []
    ? []
    : [params: Readonly<Record<D["params"][number], string>>]
): string;
export function format(
  definition: Definition,
  lang: "en" | "zh",
  params: Readonly<Record<string, string>> = {},
): string {
  const text = definition[lang];
  if (definition.params.length === 0) return text;
  let next = 0;
  return text.replace(/%[s%]/g, (mark) =>
    mark === "%%" ? "%" : (params[definition.params[next++] ?? ""] ?? "…"),
  );
}
"""
_TYPESCRIPT_COLUMNS = {  # what a browser needs, which loads them all
    "error_type",
    "code",
    "name",
    "http_status",
    "message",
    "en",
    "zh",
    "params",
    "advice",
    "retryable",
}


def _typescript(definitions: Iterable[Definition]) -> str:
    """Return a module that has the codes and the definitions of each catalog by name."""
    every = list(definitions)
    texts = any(isinstance(definition.code, str) for definition in every)
    absent = any(definition.http_status is None for definition in every)
    head = _TYPESCRIPT.replace(
        "code: number;", f"code: {'number | string' if texts else 'number'};"
    )
    head = head.replace("status: number;", f"status: {'number | null' if absent else 'number'};")
    parts: list[str] = [head]
    catalogs: dict[type[Code], list[Definition]] = {}
    for definition in every:
        catalogs.setdefault(type(definition.code), []).append(definition)
    for codes, rows in catalogs.items():
        catalog = rows[0].catalog
        code = codes.__name__
        whole = f"{code.removesuffix('Code')}Definition"
        parts.append(f"\n/** The codes of {catalog} by name. */\nexport const {code} = {{\n")
        for row in rows:
            status = "" if row.http_status is None else f"HTTP {row.http_status}: "
            comment = f"{status}{plain(row.en)}".replace("*/", "*\\/")
            parts.append(f"  /** {comment} */\n  {row.name}: {_literal(record(row)['code'])},\n")
        parts.append(f"""\
}} as const;
/** A code of {catalog}. */
export type {code} = (typeof {code})[{code}Name];
/** A name of a definition of {catalog}. */
export type {code}Name = keyof typeof {code};

/** The definitions of {catalog} by name. */
export const {whole} = {{
""")
        for row in rows:
            cells = [item for item in record(row).items() if item[0] in _TYPESCRIPT_COLUMNS]
            lines = [f"    {column}: {_literal(value)},\n" for column, value in cells]
            parts += [f"  {row.name}: {{\n", *lines, "  },\n"]
        parts.append(f"""\
}} as const satisfies Readonly<Record<{code}Name, Definition>>;
/** A definition of {catalog}. */
export type {whole} = (typeof {whole})[{code}Name];
""")
    return "".join(parts)


_FORMATS: dict[Format, Callable[[Iterable[Definition]], str]] = {
    "csv": _csv,
    "json": _json,
    "jsonl": _jsonl,
    "markdown": _markdown,
    "typescript": _typescript,
}
