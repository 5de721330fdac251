"""Convert a published table to one that `generate` accepts: `emma-errors adopt errors.csv`.

Each decision that you should review is a line on standard error: `file:line: what was decided`.
Adopting again keeps what you edited in the table: names, display texts, advice.
"""

import argparse
import io
import re
import shlex
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from ..model import class_name
from . import naming, rules
from .columns import is_export, is_table, unknown, with_header
from .formats import sheets
from .lines import read_lines
from .records import TEXTS, Record, Say, count_of, records, with_errors, with_success
from .table import (
    EVERY,
    GENERAL,
    LABELS,
    LEVELS,
    REQUIRED,
    Catalog,
    TableError,
    add_codes,
    catalog_of,
    labels_beside,
    read,
)

__all__ = ("Adopted", "adopt", "arguments", "run")

# The columns that a user edits in an adopted table, and that adopting again keeps.
KEPT = (
    *("name", "http_status", "category", "subcategory", "description", "en", "zh", "params"),
    *("advice", "fallback", "success"),
)


@dataclass
class Adopted:
    """A table made from a published one, and the decisions to review."""

    rows: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    """The cells of each row by column, sorted by code."""
    places: list[str] = field(default_factory=list[str])
    """The place of each row in the published table: `file:line`."""
    decisions: list[str] = field(default_factory=list[str])
    """A line each: `file:line: what was decided`."""

    def text(self) -> str:
        """Return the table as a TSV, without the columns that no row has a cell of."""
        further = sorted({column for row in self.rows for column in row if column not in EVERY})
        used = [
            column
            for column in (*EVERY, *further)
            if column in REQUIRED or any(row.get(column) for row in self.rows)
        ]
        lines = [used, *[[row.get(column, "") for column in used] for row in self.rows]]
        return "".join(["\t".join(line) + "\n" for line in lines])


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` takes."""
    parser.add_argument(
        "file",
        metavar="FILE",
        help="a published table: CSV, TSV, Markdown, HTML, JSON, JSON lines, YAML, xlsx",
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="the table to write; by default standard output"
    )
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="OURS=THEIRS",
        help="the header of a column that is not recognized, such as code=错误码; may be repeated",
    )
    add_codes(parser)
    parser.add_argument(
        "--force",
        action="store_true",
        help="update an existing table; its names, texts and advice are kept",
    )


def run(options: argparse.Namespace) -> int:
    """Write a table made from a published one, and the decisions to review to standard error.

    An existing table is changed only with `--force`. If nothing changes, `--force` is not needed.

    Returns:
        The exit status: 0; 1 if nothing is written, because the file cannot be read, `generate`
        would not accept the table, or another table exists.

    Raises:
        argparse.ArgumentError: An option is not usable.
    """
    source, output = Path(options.file), options.output and Path(options.output)
    given = dict(_given(options.column))
    try:
        data = source.read_bytes()
        is_source = bool(output) and output.resolve() == source.resolve()
        before = _read(output) if output and output.exists() and not is_source else []
        name = catalog_of(str(output or source))
        labels = labels_beside(output or source, name)
        adopted = adopt(
            source, data, given, before=before, name=name, labels=labels, codes=options.codes
        )
        _check(adopted, output or source, name, options.codes)
    except OSError as error:
        print(f"{error.filename}:1: cannot be read ({error.strerror})", file=sys.stderr)
        return 1
    except ValueError as error:
        text = str(error) if isinstance(error, TableError) else f"{source}:1: {error}"
        print(text, file=sys.stderr)
        return 1
    for line in adopted.decisions:
        print(line, file=sys.stderr)
    if output:
        is_current = data == adopted.text().encode() if is_source else _is_current(before, adopted)
        return _update(output, adopted, name, options, is_current=is_current)
    stream = sys.stdout
    if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
        stream.reconfigure(encoding="utf-8", newline="")
    print(adopted.text(), end="")
    return 0


def _update(
    output: Path, adopted: Adopted, name: str, options: argparse.Namespace, *, is_current: bool
) -> int:
    """Write a table unless it exists and may not be changed, and print the next command.

    Returns:
        The exit status.
    """
    rows = "1 row" if len(adopted.rows) == 1 else f"{len(adopted.rows)} rows"
    if is_current:
        print(f"{output}: {rows}, up to date")
    elif output.exists() and not options.force:
        hint = "use --force to update it: your names, texts and advice are kept"
        print(f"{output}:1: already exists; {hint}", file=sys.stderr)
        return 1
    else:
        try:
            output.write_text(adopted.text(), encoding="utf-8", newline="\n")
        except OSError as error:
            print(f"{output}:1: cannot be written ({error.strerror})", file=sys.stderr)
            return 1
        print(f"{output}: {rows}")
    command = ["emma-errors", "generate", str(output), "--package"]
    command += ["my_errors", "--name", "my"] if rules.bad_catalog(name) else [f"{name}_errors"]
    command += ["--codes", options.codes] if options.codes else []
    print(f"next: {shlex.join(command)}")
    return 0


def adopt(
    path: Path,
    data: bytes,
    given: Mapping[str, str] = {},
    *,
    before: Sequence[Mapping[str, str]] = (),
    name: str = "",
    labels: Mapping[str, Set[str]] = {},
    codes: str | None = None,
) -> Adopted:
    """Return a table that `generate` accepts, made from a published one.

    Args:
        path: The published table's path.
        data: The content of its file.
        given: The header of each column that is not to be guessed, such as `{"code": "错误码"}`.
        before: The rows of the existing table, if it was adopted before.
        name: The name of the catalog that the table is for, such as `"shop"`.
        labels: The labels of each level that have a name in `categories.tsv`.
        codes: See `table.Catalog.codes`.

    Raises:
        ValueError: The file contains no table, or no column of codes.
    """
    format, tables = sheets(path, data)
    tables = [with_header(sheet) for sheet in tables]
    if wrong := list(unknown(given, tables)):
        raise ValueError(f"--column: {wrong[0]}")
    adopted = Adopted()
    say = adopted.decisions.append
    known = {level: labels.get(level, set()) for level in LEVELS}
    rows = records(path, format, tables, given, known, say, codes=codes)
    rows = _merged(path, rows, before, say)
    _with_names(rows, name, say)
    for record in rows:
        with_success(record, say)
    if not any(is_export(sheet) or is_table(sheet) for sheet in tables):
        with_errors(rows, say)
    adopted.rows = [record.cells for record in rows]
    adopted.places = [record.place for record in rows]
    return adopted


def _check(adopted: Adopted, table: Path, name: str, codes: str | None) -> None:
    """Check that `generate` accepts a table.

    Raises:
        TableError: It has problems, each with its place in the published table.
    """
    with TemporaryDirectory() as folder:
        Path(folder, "table.tsv").write_text(adopted.text(), encoding="utf-8", newline="\n")
        if table.with_name(LABELS).exists():
            shutil.copy(table.with_name(LABELS), folder)
        catalog = Catalog(
            name or "own", title="", table="table.tsv", package="", source="", codes=codes
        )
        try:
            read(Path(folder), [catalog])
        except TableError as error:
            places = dict(enumerate(adopted.places, 2))
            problems = [
                re.sub(r"table\.tsv:(\d+)", lambda match: places[int(match[1])], problem)
                for problem in error.problems
            ]
            raise TableError(problems) from error


def _given(options: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the columns that a command line names.

    Raises:
        argparse.ArgumentError: An option has no equals sign.
    """
    for option in options:
        column, sign, header = option.partition("=")
        if not sign:
            raise argparse.ArgumentError(
                None, f"argument --column: {option!r} has no header, give one such as code=错误码"
            )
        yield column.strip(), header.strip()


def _read(table: Path) -> list[dict[str, str]]:
    """Return the rows of a table that was adopted before.

    Raises:
        TableError: It cannot be read.
    """
    lines, problems = read_lines(Path(), str(table), EVERY, REQUIRED)
    if problems:
        wrong = [f"{table}:{number}: {problem}" for number, problem in problems]
        hint = f"{table}:1: already exists and cannot be updated: correct it, or give another -o"
        raise TableError([*wrong, hint])
    return [cells for _, cells in lines]


def _is_current(before: Sequence[Mapping[str, str]], adopted: Adopted) -> bool:
    """Return whether an existing table has the adopted rows, apart from empty cells."""
    was, is_now = (
        [{column: cell for column, cell in row.items() if cell} for row in rows]
        for rows in (before, adopted.rows)
    )
    return was == is_now


# Adopting again


def _merged(
    path: Path, records: Sequence[Record], before: Sequence[Mapping[str, str]], say: Say
) -> list[Record]:
    """Return the records with the cells that were edited in their earlier rows.

    Messages are those of the source. The definitions of a code keep the order of the earlier rows.
    """
    waiting: dict[tuple[str, str], list[Mapping[str, str]]] = {}
    for row in before:
        waiting.setdefault((row["code"], row.get("subcode", "")), []).append(row)
    for matches in (_by_message, _by_name, _by_code):
        for record in records:
            rows = waiting.get((record["code"], record["subcode"]), [])
            if record.row is None:
                record.row = next((row for row in rows if matches(record, row)), None)
                if record.row is not None:
                    rows.remove(record.row)
    for record in records:
        if record.row is not None:
            _keep(record, record.row, say)
        elif before:
            say(f"{record.place}: {record['code']} is new: {record['message']!r}")
    for rows in waiting.values():
        for row in rows:
            say(f"{path}:1: {row['code']} {row['name']} was removed: {row['message']!r}")
    codes = list(dict.fromkeys([record["code"] for record in records]))
    order = {code: number for number, code in enumerate(codes)}
    places = {id(row): number for number, row in enumerate(before)}
    return sorted(
        records,
        key=lambda record: (order[record["code"]], places.get(id(record.row), len(before))),
    )


def _by_message(record: Record, row: Mapping[str, str]) -> bool:
    """Return whether a record has a row's message."""
    return record["message"] == row["message"]


def _by_name(record: Record, row: Mapping[str, str]) -> bool:
    """Return whether a record has a row's name."""
    return naming.upper_snake(record["name"]) == row["name"]


def _by_code(record: Record, row: Mapping[str, str]) -> bool:
    """Return True: any row of the code that is left may be the record's earlier one."""
    return True


def _keep(record: Record, row: Mapping[str, str], say: Say) -> None:
    """Copy the edited cells of an earlier row to a record, and report what differs."""
    cells = record.cells
    place = f"{record.place}: {record['code']} {row['name']}"
    if row["message"].replace("%%", "%") == record.text:  # edited: it has no parameter
        cells |= {"message": row["message"], "params": row.get("params", "")}
    count = count_of(record["message"])
    if record["message"] != row["message"]:
        say(f"{place}: message was {row['message']!r}, is {record['message']!r}")
    for column in KEPT:
        was, is_now = row.get(column, ""), record[column]
        if not was or was == is_now:
            continue
        if column == "params" and len(was.split()) != count:
            continue
        if column in ("en", "zh") and count_of(was) != count:
            say(f"{place}: {column} is left out because the message has other parameters: {was!r}")
            cells[column] = ""
            continue
        if column in (*TEXTS, "http_status") and is_now:
            say(f"{place}: {column} is kept: {was!r}; the source has {is_now!r}")
        cells[column] = was
    for column, was in row.items():
        if column.startswith("x_") and was and not record[column]:
            cells[column] = was


# Names


def _with_names(records: Sequence[Record], catalog: str, say: Say) -> None:
    """Give each record a unique name; records with an earlier row keep its name."""
    taken = set(rules.reserved(class_name(catalog)))
    labels = {record["category"] or GENERAL for record in records}
    taken |= {f"{class_name(naming.upper_snake(label))}Error" for label in labels}
    taken |= {class_name(record.row["name"]) for record in records if record.row}
    numbers = rules.are_numbers([record["code"] for record in records])
    nameless: list[Record] = []
    derived: list[Record] = []
    for record in records:
        if record.row is not None:
            record.cells["name"] = record.row["name"]
            continue
        symbol = record["name"]
        candidates = list(_candidates(record, numbers=numbers))
        made = naming.distinct(candidates, record["code"], taken)
        record.cells["name"] = made
        if not candidates:
            nameless.append(record)
        elif made != candidates[0]:
            reason = f"because {candidates[0]} is already used"
            say(f"{record.place}: {record['code']} is named {made} {reason}")
        elif made not in (
            naming.upper_snake(symbol),
            naming.upper_snake(record["code"]),
            naming.upper_snake(record["subcode"]),
        ):
            derived.append(record)
    path = records[0].place.rpartition(":")[0]
    for kind, why in (
        (derived, "names are made from the texts"),
        (nameless, "names are made from the codes, because there is no English text"),
    ):
        if kind:
            first = kind[0]
            say(
                f"{path}:1: {len(kind)} of {len(records)} {why}, such as "
                f"{first['name']} for {first['code']}"
            )


def _candidates(record: Record, *, numbers: bool) -> Iterator[str]:
    """Yield possible names of a record, the best one first."""
    for symbol in (record["name"], "" if numbers else record["code"], record["subcode"]):
        if symbol and (" " not in symbol or not naming.candidates(symbol)):
            snake = naming.upper_snake(symbol)
            if not snake and re.search("[A-Za-z]", symbol) and symbol == record["name"]:
                snake = naming.from_code(symbol)
            if naming.NAME.fullmatch(snake):
                yield snake
                if symbol == record["name"]:  # a text says less than the symbol with the code
                    return
        elif symbol:
            yield from naming.candidates(symbol)
    for column in ("en", "message", "description"):
        yield from naming.candidates(record[column])
    if re.search("成功|正常", record["message"]):
        yield "SUCCESS"
