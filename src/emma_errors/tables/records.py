"""Convert the sheets of a published table to records: their codes, texts and statuses.

Each step reports the decisions to review, one line each.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from http.client import responses
from pathlib import Path
from typing import TypeAlias

from ..model import Advice
from . import naming, rules
from .columns import columns_of, is_export
from .placeholders import Template, escaped, fits, named, template
from .sheet import Sheet
from .table import TableError

__all__ = ("TEXTS", "Record", "Say", "count_of", "records", "with_errors", "with_success")

Say: TypeAlias = Callable[[str], None]
"""Takes a decision, a line `file:line: what was decided`."""

TEXTS = ("message", "description", "en", "zh")
_SUCCESS = re.compile(
    r"(?im)\b(ok(ay)?|success\w*|succeed(ed|s)?|no[ _]?error)\b|^none$|completion$"
    "|成功|正常|无错误|無錯誤"
)
_ONLY = re.compile(r"(?i)ok|success(ful)?|.{0,4}成功")
_FAILURE = re.compile(r"(?i)\b(not|un\w+|fail\w*|without)\b|不|未|失败|失敗")


_YES = ("yes", "true", "1", "y", "是")
_NO = ("no", "false", "0", "n", "否")


@dataclass
class Record:
    """A row of a published table while it is converted."""

    place: str
    """Its place, `file:line`."""
    cells: dict[str, str]
    """Its cells by column."""
    text: str = ""
    """Its message as published."""
    row: Mapping[str, str] | None = None
    """The row of our table that was made from it earlier, or None."""

    def __getitem__(self, column: str) -> str:
        """Return a cell, or an empty text if the column is absent."""
        return self.cells.get(column, "")


def records(
    path: Path,
    format: str,
    tables: Sequence[Sheet],
    given: Mapping[str, str],
    labels: Mapping[str, Set[str]],
    say: Say,
    *,
    codes: str | None = None,
) -> list[Record]:
    """Return the records of a published table, sorted by code; a record may lack a name.

    Args:
        path: The path of its file.
        format: The format of the file, such as `"CSV in UTF-8"`.
        tables: The tables in the file.
        given: The headers from the command line, by our columns.
        labels: The labels of each level that have a name in `categories.tsv`.
        say: What takes each decision.
        codes: See `table.Catalog.codes`.

    Raises:
        ValueError: There is no column of codes, no code in it, or more than one catalog.
    """
    exported = any(is_export(sheet) for sheet in tables)
    catalogs = dict.fromkeys(
        [
            cells[sheet.header.index("catalog")]
            for sheet in tables
            if is_export(sheet)
            for _, cells in sheet.rows
        ]
    )
    if len(catalogs) > 1:
        raise ValueError(
            f"it has the catalogs {', '.join(catalogs)}: export one of them, with --catalog"
        )
    split = [
        row
        for record in _rows(path, format, tables, given, say)
        for row in _split(record, codes, say)
    ]
    rows = _numbered(_unlike(split, say), codes, say)
    _with_messages(rows, say)
    for record in rows:
        _with_texts(record, say, exported=exported)
        _with_status(record, say)
    for level, known in labels.items():
        _with_labels(rows, level, known, say)
    return rows


def _rows(
    path: Path, format: str, tables: Sequence[Sheet], given: Mapping[str, str], say: Say
) -> Iterator[Record]:
    """Yield the rows of the tables that have a column of codes, and report their columns.

    Raises:
        ValueError: No table has one.
    """
    known = [(sheet, columns_of(sheet, given)) for sheet in tables]
    used = [(sheet, columns) for sheet, columns in known if columns]
    if not used:
        labels = dict.fromkeys([label for sheet in tables for label in sheet.header if label])
        raise ValueError(
            f"{format} has no column of codes: give --column code=HEADER, one of "
            f"{', '.join(labels)}"
        )
    headers = dict.fromkeys(
        [
            ", ".join([f"{column} from {sheet.header[n]!r}" for column, n in columns.items()])
            for sheet, columns in used
        ]
    )
    rest = f"; {len(tables) - len(used)} tables have no codes" if len(used) < len(tables) else ""
    for header in headers:
        say(f"{path}:1: {format}: {header}{rest}")
    for sheet, columns in used:
        for line, cells in sheet.rows:
            surplus = [cell for cell in cells[len(sheet.header) :] if cell]
            if surplus:
                say(
                    f"{path}:{line}: {surplus[0]!r} is left out: the row has {len(cells)} cells, "
                    f"the header {len(sheet.header)}; quote or escape a separator within a text"
                )
            row = {column: cells[number] for column, number in columns.items()}
            if cells != sheet.header and any(cells):
                yield Record(f"{path}:{line}", row)


def _numbered(records: Sequence[Record], codes: str | None, say: Say) -> list[Record]:
    """Return the records with codes of one kind, sorted."""
    numbers = rules.are_numbers([record["code"] for record in records], codes)
    texts = [record for record in records if not rules.INTEGER.fullmatch(record["code"])]
    kept: list[Record] = []
    for record in records:
        code = record["code"]
        if numbers and re.fullmatch(r"-?0\d+", code):
            record.cells["code"] = rules.unpadded(code)
            say(f"{record.place}: code {code} is read as {record['code']}")
        elif numbers and not rules.INTEGER.fullmatch(code):
            hint = "" if codes else ", as most codes are; --codes text keeps it"
            say(f"{record.place}: row left out: code {code!r} is not an integer{hint}")
            continue
        kept.append(record)
    if not kept:
        raise ValueError("the table has no row with a code")
    if numbers:
        problems = [(record, rules.bad_integer(record["code"])) for record in kept]
        if wrong := [
            f"{record.place}: code is {record['code']!r}, {problem}"
            for record, problem in problems
            if problem
        ]:
            raise TableError(wrong)
        return sorted(kept, key=lambda record: int(record["code"]))
    if len(texts) < len(records) and not codes:
        others = f"{len(texts)} of {len(records)} are not integers, such as {texts[0]['code']!r}"
        say(
            f"{texts[0].place}: all codes are texts because {others}; --codes int keeps only the "
            "integers"
        )
    return sorted(kept, key=lambda record: record["code"])


def _split(record: Record, codes: str | None, say: Say) -> Iterator[Record]:
    """Yield a record for each code in the cell of a record, with the code in plain digits."""
    if codes == "text" and record["code"]:
        yield Record(record.place, {**record.cells, "code": re.sub(r"\s+", "_", record["code"])})
        return
    cell = unicodedata.normalize("NFKC", record["code"]).replace("−", "-").strip()
    cell = re.sub(r"^[–—](?=\d)", "-", cell)
    cell = re.sub(r"^(#|\()?(-?\d+)(\.0)?\)?$", r"\2", cell)
    if whole := re.fullmatch(r"(-?\d+)\s*\((0[xX][0-9a-fA-F]+)\)", cell):
        cell = whole[1]
    if both := re.fullmatch(r"(-?\d+|0[xX][0-9a-fA-F]+)[\s:(,-]+([A-Za-z]\w*_?\w+)\)?", cell):
        cell = both[1]
        if not record["name"]:
            record = Record(record.place, {**record.cells, "name": both[2]})
    others = [text for column, text in record.cells.items() if column != "code" and text]
    if not cell or (not others and re.search(r"\s", cell)):
        if cell:
            say(f"{record.place}: row left out: it has only {cell!r}")
        elif others:
            say(f"{record.place}: row left out: it has no code, only {others[0]!r}")
        return
    if re.fullmatch(r"-?(\d{1,2}(,\d{3})+|\d{3}(,\d{3})*,0\d\d)", cell):
        plain = [cell.replace(",", "")]
        say(f"{record.place}: code {cell!r} is read as {plain[0]}")
    elif several := re.fullmatch(r"-?\d+([\s,、/;]+-?\d+)+", cell):
        say(f"{record.place}: code {cell!r} is read as several, one row each")
        plain = re.findall(r"-?\d+", several[0])
    elif ranged := re.fullmatch(r"(-?\d+)\s*(-|–|~|to|\.\.+)\s*-?\d+", cell):
        say(f"{record.place}: code {cell!r} is a range; only {ranged[1]} is kept")
        plain = [ranged[1]]
    elif re.fullmatch(r"0[xX][0-9a-fA-F]+L?", cell):
        plain = [str(int(cell.rstrip("L"), 16))]
    else:
        plain = [re.sub(r"\s+", "_", cell)]
        if plain != [cell]:
            say(f"{record.place}: code {cell!r} becomes {plain[0]!r}: a code has no spaces")
    for code in plain:
        yield Record(record.place, {**record.cells, "code": code})


# Texts and parameters


def _with_messages(rows: Sequence[Record], say: Say) -> None:
    """Set missing messages to another text of the record, or to its name or code."""
    lacking = [record for record in rows if not record["message"]]
    for record in lacking:
        further = [
            cell for column, cell in record.cells.items() if column.startswith("x_") and cell
        ]
        texts = [record["en"], record["zh"], record["name"], *further, record["code"]]
        record.cells["message"] = next(text for text in texts if text)
    if lacking:
        first = lacking[0]
        instead = f"{first['message']!r} is used instead"
        others = f", as in {len(lacking) - 1} more" if len(lacking) > 1 else ""
        say(f"{first.place}: {first['code']} has no message; {instead}{others}")


def _with_texts(record: Record, say: Say, *, exported: bool) -> None:
    """Convert the texts of a record to templates with `%s`, and name its parameters."""
    cells = record.cells
    record.text = record["message"]
    params = record["params"].split()
    sound = [column for column in TEXTS if _has(record[column], len(params))]
    if params and {"message", *[column for column in TEXTS[2:] if record[column]]} <= {*sound}:
        for column in set(TEXTS) - set(sound):
            cells[column] = escaped(record[column])
        cells["params"] = " ".join(named(params))
    elif exported:
        for column in TEXTS:
            cells[column] = escaped(record[column])
    else:
        _convert(record, params, say)
    for column in ("en", "zh"):
        cells[column] = re.sub(r"\s*[.。]+$", "", record[column])


def count_of(text: str) -> int:
    """Return the number of parameters of a template."""
    return text.replace("%%", "").count("%s")


def _has(text: str, count: int) -> bool:
    """Return whether a text is a template with `count` parameters."""
    return count_of(text) == count == text.replace("%%", "").count("%")


def _convert(record: Record, params: Sequence[str], say: Say) -> None:
    """Convert the texts of a record from another style to templates, and report the parameters."""
    cells = record.cells
    message = template(record["message"])
    names = named(params) if len(params) == len(message.keys) else message.params
    if message.keys and message.text != record["message"]:
        say(
            f"{record.place}: message {record['message']!r} becomes {message.text!r}, "
            f"with parameters {' '.join(names)}"
        )
    elif message.keys and not params:
        say(f"{record.place}: the parameters of {message.text!r} are named {' '.join(names)}")
    cells["params"] = " ".join(names)
    cells["message"] = message.text
    for column in ("en", "zh"):
        text = template(record[column])
        if record[column] and not fits(text, message):
            say(
                f"{record.place}: {column} is left out because it does not have the parameters of "
                f"the message in the same order: {record[column]!r}"
            )
            text = Template("", (), ())
        cells[column] = text.text
    description = template(record["description"])
    fitting = description.keys and fits(description, message)
    cells["description"] = description.text if fitting else escaped(record["description"])


# Statuses and success


def _with_status(record: Record, say: Say) -> None:
    """Convert the HTTP status and the success of a record, and move an unknown advice away."""
    cells = record.cells
    status = unicodedata.normalize("NFKC", record["http_status"])
    if match := re.match(r"(?:HTTP[/ \d.]*\s)?\s*([1-5]\d\d)\b(?!\s*[-–~,/])", status):
        cells["http_status"] = match[1]
    elif status:
        cells["http_status"] = ""
        say(f"{record.place}: http_status {status!r} is not a single status; left empty")
    if word := record["success"].lower():
        success = "yes" if word in _YES else "no" if word in _NO else ""
        if not success:
            say(f"{record.place}: success {word!r} is neither yes nor no; left empty")
        if record["http_status"] or set(record["code"]) != {"0"}:
            by_status = "yes" if "100" <= record["http_status"] < "400" else "no"
            success = "" if success == by_status else success
        cells["success"] = success
    if record["advice"] and record["advice"] not in tuple(Advice):
        cells["x_advice"] = cells.pop("advice")


def with_success(record: Record, say: Say) -> None:
    """Set whether a row without an HTTP status means success, by its name and its message.

    A row with the code 0 is always decided. Another code means success only if its message is just
    a word for it.
    """
    if record["http_status"] or record["success"]:
        return
    success = _says_success(record)
    if set(record["code"]) != {"0"} and not (success and _ONLY.fullmatch(record["message"])):
        return
    record.cells["success"] = "yes" if success else "no"
    meaning = "success" if success else "an error"
    say(
        f"{record.place}: {record['code']} {record['message']!r} is treated as {meaning}: "
        f"success is set to {record['success']}"
    )


def with_errors(records: Iterable[Record], say: Say) -> None:
    """Set `success` to `no` in new rows that are errors with an HTTP status below 400.

    Without it, such a status means success.
    """
    errors: list[Record] = []
    for record in records:
        status = record["http_status"]
        if record.row is not None or record["success"] or not "100" <= status < "400":
            continue
        phrase = responses.get(int(status), "")
        is_status = record["code"] == status or record["message"].lower() == phrase.lower()
        if not is_status and set(record["code"]) != {"0"} and not _says_success(record):
            errors.append(record)
    for record in errors:
        record.cells["success"] = "no"
    if errors:
        first = errors[0]
        count = "1 row" if len(errors) == 1 else f"{len(errors)} rows"
        say(
            f"{first.place}: {count} with an HTTP status below 400 treated as errors, such as "
            f"{first['code']} {first['message']!r}: success is set to no"
        )


def _says_success(record: Record) -> bool:
    """Return whether the name or the message of a record means success."""
    words = f"{record['name'].replace('_', ' ')}\n{record['message']}"
    return bool(_SUCCESS.search(words)) and not _FAILURE.search(words)


# Duplicates and categories


def _unlike(records: Iterable[Record], say: Say) -> list[Record]:
    """Return the records without repeated ones."""
    kept: dict[tuple[str, ...], Record] = {}
    for record in records:
        key = tuple([record[column] for column in ("code", "subcode", "name", "message")])
        if key in kept:
            say(f"{record.place}: row left out: it repeats {kept[key].place}")
        else:
            kept[key] = record
    return list(kept.values())


def _with_labels(rows: Sequence[Record], level: str, known: Set[str], say: Say) -> None:
    """Move the labels of a level to an `x_` column, unless each of them makes a distinct name."""
    labels = dict.fromkeys([record[level] for record in rows if record[level]])
    names = {label: naming.upper_snake(label) if label.isascii() else "" for label in labels}
    nameless = [label for label, name in names.items() if not name and label not in known]
    if not nameless and len({*names.values()} - {""}) == len([*filter(None, names.values())]):
        return
    why = "two labels make the same name"
    if nameless:
        why = (
            f"a label in English that begins with a letter makes a name, not {', '.join(nameless)}"
        )
    say(f"{rows[0].place.rpartition(':')[0]}:1: {level} is kept as x_{level}: {why}")
    for record in rows:
        record.cells[f"x_{level}"] = record.cells.pop(level, "")
