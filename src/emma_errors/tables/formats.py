"""Read the published tables in a file, as headers and rows of text.

The format is detected by the content of the file: CSV or tab-delimited text, Markdown, HTML, JSON,
JSON lines, xlsx. YAML is detected by the suffix. YAML needs PyYAML, and xlsx needs openpyxl.
"""

import codecs
import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from .markup import RULE, html_tables, markdown_tables
from .sheet import Sheet, is_header, sheet_of

__all__ = ("decoded", "sheets")


def sheets(path: Path, data: bytes) -> tuple[str, list[Sheet]]:
    """Return the format of a file, such as `"CSV in UTF-8"`, and its tables.

    Raises:
        ValueError: The file cannot be read, or contains no table.
    """
    if data.startswith(b"PK\x03\x04"):
        if tables := [sheet for sheet in _xlsx(data) if sheet.rows]:
            return "xlsx", tables
        raise ValueError("no sheet has a header and a row below it")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValueError("it is an Excel workbook of the old format: save it as xlsx or CSV")
    encoding, text = decoded(data)
    for format, read in (
        ("YAML", _yaml if path.suffix.lower() in (".yaml", ".yml") else None),
        ("JSON", _json if text.lstrip()[:1] in ("{", "[") else None),
        ("HTML", html_tables if text.lstrip()[:1] == "<" else None),
        ("Markdown", markdown_tables if RULE.search(text) else None),
        ("HTML", html_tables if "<table" in text.lower() else None),
        ("tab-delimited text" if "\t" in text.partition("\n")[0] else "CSV", _delimited),
    ):
        if read is not None:
            tables = [sheet for sheet in read(text) if sheet.rows]
            if tables:
                return f"{format} in {encoding}", tables
    raise ValueError(
        "the file contains no table: write CSV, tab-delimited text, Markdown, HTML, JSON, YAML or "
        "xlsx, with a header and a row below it"
    )


# Encodings


def decoded(data: bytes) -> tuple[str, str]:
    """Return the encoding of a text and the text, with LF at the end of each line.

    GB18030 and Big5 are distinguished by the share of frequent characters.

    Raises:
        ValueError: The encoding is unknown.
    """
    encoding = ""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        encoding = "UTF-32"
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "UTF-16"
    elif data[1:2] == b"\0" or data[:1] == b"\0":
        encoding = "UTF-16LE" if data[1:2] == b"\0" else "UTF-16BE"
    elif _decodes(data, "utf-8-sig"):
        encoding = "UTF-8"
    else:
        likely = {"GB18030": _frequency(data, "gb18030"), "Big5": _frequency(data, "cp950")}
        encoding = max(likely, key=lambda name: likely[name])
        if likely[encoding] < 0.5:
            encoding = "Windows-1252"
    codec = {"UTF-8": "utf-8-sig", "Big5": "cp950"}.get(encoding, encoding)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise ValueError("the encoding is unknown: save the file as UTF-8") from error
    return encoding, text.replace("\r\n", "\n").replace("\r", "\n")


def _decodes(data: bytes, codec: str) -> bool:
    """Return whether data can be decoded with a codec."""
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _frequency(data: bytes, codec: str) -> float:
    """Return the share of frequent characters in a Chinese text; 0 for other data."""
    if not _decodes(data, codec):
        return 0
    signs = [sign for sign in data.decode(codec) if ord(sign) > 0x7F]
    low, high, legacy = (0xB0, 0xD7, "gb2312") if codec == "gb18030" else (0xA4, 0xC6, "big5")
    frequent = 0
    for sign in signs:
        encoded = sign.encode(legacy, "ignore")
        punctuation = unicodedata.category(sign)[0] == "P"
        frequent += bool(encoded) and (punctuation or low <= encoded[0] <= high)
    return frequent / len(signs) if signs else 0


# Delimited text


def _delimited(text: str) -> list[Sheet]:
    """Return the table of text with tabs, commas, semicolons or bars between the cells."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text.split("\n")]
    first = next((line for line in lines if re.search("[\t,;|]", line.removeprefix("sep="))), "")
    delimiter = max("\t,;|", key=lambda sign: (sign == "\t" and sign in first, first.count(sign)))
    if delimiter not in first:
        return []
    try:
        rows = list(_quoted(text, delimiter))
    except csv.Error:  # the quotes are part of the texts
        rows = [(n, line.split(delimiter)) for n, line in enumerate(text.split("\n"), 1)]
    rows = [(number, cells) for number, cells in rows if any(map(str.strip, cells))]
    head = next((index for index, (_, cells) in enumerate(rows) if is_header(cells)), 0)
    return [sheet_of(rows[head][1], rows[head + 1 :])] if rows else []


def _quoted(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a text whose cells may be quoted as in RFC 4180.

    Raises:
        csv.Error: A quote is in another place.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    for cells in reader:
        yield number, cells
        number = reader.line_num + 1


# JSON, YAML and xlsx


def _json(text: str) -> list[Sheet]:
    """Return the tables of a JSON text, or of JSON lines.

    Raises:
        ValueError: It is neither.
    """
    try:
        return _objects(_loaded(text))
    except json.JSONDecodeError as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) == 1 or not lines[0].rstrip().endswith(("}", "]")):
            raise ValueError(f"it is not JSON: {error}") from error
    try:
        return _objects([_loaded(line) for line in lines])
    except json.JSONDecodeError as error:
        raise ValueError(f"it is neither JSON nor one JSON object per line: {error}") from error


def _loaded(text: str) -> object:
    """Return a decoded JSON text, with its numbers as texts.

    Raises:
        ValueError: It is not JSON, or an object has a key twice.
    """
    value: object
    try:
        value = json.loads(
            text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_object
        )
    except RecursionError as error:
        raise ValueError(_DEEP) from error
    return value


def _object(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    """Return the object that pairs make, of which json would keep the last one of each key.

    Raises:
        ValueError: Two pairs have the same key.
    """
    made: dict[str, object] = {}
    for key, value in pairs:
        if key in made:
            raise ValueError(f"key {key!r} is duplicated in an object: write each key once")
        made[key] = value
    return made


_DEEP = "it is nested too deeply for a table"


def _yaml(text: str) -> list[Sheet]:
    """Return the tables of a YAML text.

    Raises:
        ValueError: It is not YAML, or PyYAML is not installed.
    """
    try:
        yaml = import_module("yaml")
    except ImportError as error:
        raise ValueError("it is YAML, which needs PyYAML: pip install pyyaml") from error
    try:
        node = cast("_Node | None", yaml.compose(text, yaml.BaseLoader))
        return _objects(_of_node(node)) if node else []
    except yaml.YAMLError as error:
        raise ValueError(f"it is not YAML: {' '.join(str(error).split())}") from error
    except RecursionError as error:
        raise ValueError(_DEEP) from error


class _Node(Protocol):
    """A node of PyYAML."""

    id: str
    value: object
    style: str | None


def _of_node(node: _Node) -> object:
    """Return the value of a node; a scalar is its text, or None for null."""
    if node.id == "mapping":
        pairs = cast("list[tuple[_Node, _Node]]", node.value)
        return _object([(str(key.value), _of_node(value)) for key, value in pairs])
    if node.id == "sequence":
        return [_of_node(item) for item in cast("list[_Node]", node.value)]
    is_null = node.style is None and node.value in ("", "~", "null", "Null", "NULL")
    return None if is_null else node.value


def _xlsx(data: bytes) -> list[Sheet]:
    """Return the tables of a workbook, one for each sheet.

    Raises:
        ValueError: It is not a workbook, or openpyxl is not installed.
    """
    try:
        openpyxl = import_module("openpyxl")
    except ImportError as error:
        raise ValueError("it is xlsx, which needs openpyxl: pip install openpyxl") from error
    try:
        worksheets = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets
    except Exception as error:  # it raises what its parts raise: zipfile, XML, its own
        reason = " ".join(str(error).split())
        raise ValueError(f"it is not a readable workbook: {reason}") from error
    tables: list[Sheet] = []
    for worksheet in worksheets:
        values = [
            [_scalar(value) for value in row] for row in worksheet.iter_rows(values_only=True)
        ]
        for merged in worksheet.merged_cells.ranges:
            for row in values[merged.min_row : merged.max_row]:  # those below the first one
                row[merged.min_col - 1] = values[merged.min_row - 1][merged.min_col - 1]
        rows = list(enumerate(values, 1))
        heads = [index for index, (_, cells) in enumerate(rows) if is_header(cells)]
        if heads:
            tables.append(sheet_of(rows[heads[0]][1], rows[heads[0] + 1 :]))
    return tables


def _objects(value: object) -> list[Sheet]:
    """Return the tables of decoded JSON: lists of objects or of lists, or objects of objects."""
    if isinstance(value, list):
        return _of_list(cast("list[object]", value))
    if isinstance(value, dict):
        return _of_object(cast("dict[str, object]", value))
    return []


def _of_list(items: Sequence[object]) -> list[Sheet]:
    """Return the table of a list of objects, or of a list of lists that begins with the header."""
    if items and all(isinstance(item, list) for item in items):
        rows = [[_scalar(cell) for cell in cast("list[object]", item)] for item in items]
        return [sheet_of(rows[0], list(enumerate(rows[1:], 2)))]
    records = [
        _flat(cast("Mapping[str, object]", item)) for item in items if isinstance(item, dict)
    ]
    return [_of_records(records)] if records else []


def _of_object(cells: Mapping[str, object]) -> list[Sheet]:
    """Return the table of an object of rows or of texts by code, or the tables in its values."""
    entries = {
        key: cast("dict[str, object]", item)
        for key, item in cells.items()
        if isinstance(item, dict)
    }
    if entries and len(entries) == len(cells) and all(map(_is_record, entries.values())):
        return [_of_records([_keyed(key, _flat(item)) for key, item in entries.items()])]
    inner = _within(cells)
    if inner or len(cells) < 2 or not all(isinstance(item, str | int) for item in cells.values()):
        return inner
    return [_of_records([_pair(key, item) for key, item in cells.items()])]


def _within(cells: Mapping[str, object]) -> list[Sheet]:
    """Return the tables in the values of an object.

    If all have the same header, the keys are their categories.
    """
    tables = [(key, sheet) for key, item in cells.items() for sheet in _objects(item)]
    headers = {tuple(sheet.header) for _, sheet in tables}
    if len({key for key, _ in tables}) < 2 or len(headers) > 1 or "category" in headers.pop():
        return [sheet for _, sheet in tables]
    width = len(tables[0][1].header)
    return [
        Sheet(
            [*sheet.header, "category"],
            [(number, [*row[:width], key, *row[width:]]) for number, row in sheet.rows],
        )
        for key, sheet in tables
    ]


def _is_record(item: Mapping[str, object]) -> bool:
    """Return whether an object contains the cells of a row, instead of rows by their codes."""
    scalars = [key for key, cell in item.items() if not isinstance(cell, dict | list)]
    return bool(scalars) and not any(re.fullmatch(r"-?\d+", key) for key in scalars)


def _keyed(key: str, record: dict[str, str]) -> dict[str, str]:
    """Return a record with its key in the object that contains it."""
    label = "code" if "code" not in record and re.fullmatch(r"-?\w*\d\w*", key) else "name"
    return {label: key, **record} if label not in record else {"key": key, **record}


def _pair(key: str, value: object) -> dict[str, str]:
    """Return the record of a code and its message, or of a name and its code."""
    text = _scalar(value)
    number = re.fullmatch(r"-?\d+|0x[0-9a-fA-F]+", text)
    return {"name": key, "code": text} if number else {"code": key, "message": text}


def _flat(record: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    """Return a record of texts; the keys of an object in it are joined by a dot."""
    flat: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            flat |= _flat(cast("Mapping[str, object]", value), f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = _scalar(value)
    return flat


def _of_records(records: Sequence[Mapping[str, str]]) -> Sheet:
    """Return the table of records, a column for each key."""
    header = list(dict.fromkeys([key for record in records for key in record]))
    rows = [[record.get(key, "") for key in header] for record in records]
    return sheet_of(header, list(enumerate(rows, 1)))


def _scalar(value: object) -> str:
    """Return a value as the text of a cell."""
    if isinstance(value, list | tuple):
        return " ".join([_scalar(item) for item in cast("Sequence[object]", value)])
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
