"""Generate catalogs from their tables: `python -m emma_errors.generate [--check]`.

In a checkout it writes those of Emma and Baidu. `emma-errors generate shop_codes.tsv --package
myshop.errors` generates a catalog from your own table. If a table has problems, nothing is written.
"""

import argparse
import difflib
import re
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from keyword import iskeyword
from pathlib import Path

from . import rules
from .render import render
from .table import CATALOGS, Catalog, TableError, add_codes, catalog_of, read

__all__ = ("arguments", "difference", "main", "render", "run")

SHOWN = 60  # lines at most of a file that a diff compares
CONTEXT = 3  # lines that a diff shows before and after a change
RESERVED_FIELDS = ("details", "request_id", "log_id")
"""The members of a body that have another meaning than the code, the message and the sub-code."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` takes."""
    parser.add_argument(
        "table",
        nargs="?",
        metavar="TABLE",
        help="your table; by default both tables of a checkout of this library",
    )
    parser.add_argument(
        "--package", metavar="MODULE", help="the package to write, such as myshop.errors"
    )
    parser.add_argument(
        "--source",
        metavar="DIR",
        help="the folder that contains the package; by default src if the package is there, "
        "otherwise the current folder",
    )
    parser.add_argument(
        "--name", help="the name of the catalog; by default shop for shop_codes.tsv"
    )
    parser.add_argument("--title", help="the name of the API; by default 'the Shop API' for shop")
    parser.add_argument(
        "--envelope",
        nargs="+",
        metavar="FIELD",
        help="the fields of your API's body with the code, the message and optionally a sub-code; "
        "each is a name or a path such as error.code; by default code and message",
    )
    add_codes(parser)
    parser.add_argument(
        "--reference", metavar="FILE", help="also write a reference in Markdown to this file"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; fail with a diff if the files are out of date",
    )


def run(options: argparse.Namespace) -> int:
    """Write the generated files; with `--check`, only report whether they are current.

    Returns:
        The exit status: 0; 1 if a table is wrong or a file is not current; 2 for wrong usage.
    """
    try:
        if options.table is None and options.package is not None:
            raise ValueError("--package needs a table, such as shop_codes.tsv")
        catalogs = CATALOGS if options.table is None else (_catalog(options),)
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
    if options.table is not None and (obstacles := _obstacles(root, files, catalogs[0])):
        print("\n".join(obstacles), file=sys.stderr)
        return 1
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with the arguments `argv`; those of the process if None."""
    parser = argparse.ArgumentParser(
        "python -m emma_errors.generate", description="Write catalogs from their tables."
    )
    arguments(parser)
    return run(parser.parse_args(argv))


def difference(
    root: Path, files: Mapping[str, str], command: str = "python -m emma_errors.generate"
) -> str:
    """Return the diff from the files below `root` to `files` and the repair command, or nothing.

    The diff of each file begins at its first difference and compares at most `SHOWN` lines.
    """
    lines: list[str] = []
    for path, text in files.items():
        file = root / path
        current = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
        if current != text:
            lines += _changes(path, current.splitlines(True), text.splitlines(True))
    if lines:
        lines.append(f"The generated files are out of date. Update them with: {command}\n")
    return "".join(lines)


def _changes(path: str, current: Sequence[str], wanted: Sequence[str]) -> Iterator[str]:
    """Yield the diff of the first lines that differ; of a whole long file it would take minutes."""
    pairs = enumerate(zip(current, wanted, strict=False))
    shared = min(len(current), len(wanted))
    start = max(next((number for number, (a, b) in pairs if a != b), shared) - CONTEXT, 0)
    end = start + SHOWN
    for line in difflib.unified_diff(
        current[start:end], wanted[start:end], path, f"{path} (as the table has it)", n=CONTEXT
    ):
        if line.startswith("@@"):  # the numbers are those of the file
            yield re.sub(r"(?<=[-+])\d+", lambda number: str(int(number[0]) + start), line)
        else:
            yield line if line.endswith("\n") else f"{line}\n"
    if current[end:] != wanted[end:]:
        yield f"… further lines of {path} may differ\n"


def _obstacles(root: Path, files: Iterable[str], catalog: Catalog) -> list[str]:
    """Return what is in the way of the files, each with what to do about it."""
    module = Path(catalog.source, *catalog.package.split(".")).with_suffix(".py")
    obstacles: dict[str, None] = {}
    for path in [*map(Path, files), module]:
        option = "--reference" if path == Path(catalog.reference or "") else "--package"
        if above := [parent for parent in path.parents if (root / parent).is_file()]:
            obstacle = f"{above[0].as_posix()}:1: is a file, choose"
        elif (root / path).is_dir():
            obstacle = f"{path.as_posix()}:1: is a folder, choose"
        elif not _is_generated(root / path) or (path == module and (root / path).exists()):
            obstacle = f"{path.as_posix()}:1: was not written by generate; choose"
        else:
            continue
        obstacles[f"{obstacle} another {option}"] = None
    return list(obstacles)


def _is_generated(file: Path) -> bool:
    """Return whether a file may be written: it does not exist, is empty, or was generated."""
    if not file.exists():
        return True
    first = file.read_bytes().partition(b"\n")[0]
    return first.startswith((b"# Generated from ", b"<!-- Generated from ")) or not first


def _catalog(options: argparse.Namespace) -> Catalog:
    """Return the catalog that a command line asks for.

    Raises:
        ValueError: An option is missing or not usable. The message says what to give.
    """
    package = _package(options.package)
    name = _name(options.name, options.table)
    title: str = options.title or f"the {name.replace('_', ' ').title()} API"
    if not title.isprintable() or '"""' in title or "\\" in title:
        raise ValueError(f"--title is {title!r}, give plain words such as 'the Shop API'")
    envelope = _envelope(options.envelope or ("code", "message"))
    table = Path(options.table)
    if table.is_relative_to(Path.cwd()):
        table = table.relative_to(Path.cwd())
    source: str | None = options.source
    if source is None:
        source = "src" if Path("src", package.partition(".")[0]).is_dir() else "."
    command = ["emma-errors", "generate", table.as_posix(), "--package", package]
    for option in ("source", "name", "title", "codes", "reference"):
        given: str | None = getattr(options, option)
        command += [] if given is None else [f"--{option}", given]
    command += ["--envelope", *envelope] if options.envelope else []
    return Catalog(
        name=name,
        title=title,
        table=table.as_posix(),
        package=package,
        source=source,
        reference=options.reference,
        envelope=envelope,
        codes=options.codes,
        command=shlex.join(command),
    )


def _package(package: str | None) -> str:
    """Return the name of the package to write.

    Raises:
        ValueError: It is missing, or not a valid package name.
    """
    if package is None:
        raise ValueError("--package is required, such as --package myshop.errors")
    if not all(part.isidentifier() and not iskeyword(part) for part in package.split(".")):
        raise ValueError(f"--package is {package!r}, give the package to write: myshop.errors")
    top = package.partition(".")[0]
    if top in sys.stdlib_module_names:
        raise ValueError(f"--package is {package!r}, which would hide Python's own: give another")
    if top == __name__.partition(".")[0]:
        raise ValueError(f"--package is {package!r}, which would hide this library: give another")
    return package


def _name(given: str | None, table: str) -> str:
    """Return the name of the catalog; if none is given, the name that its table has.

    Raises:
        ValueError: It is not a valid catalog name.
    """
    name = given or catalog_of(table)
    named = f"--name is {name!r}" if given else f"{table} names the catalog {name!r}"
    if problem := rules.bad_catalog(name):
        raise ValueError(f"{named}, {problem}")
    return name


def _envelope(fields: Sequence[str]) -> tuple[str, ...]:
    """Return the paths of the code, the message and perhaps the sub-code in a body.

    Raises:
        ValueError: They are not valid paths of a body.
    """
    paths = [field.split(".") for field in fields]
    if (
        len(fields) not in (2, 3)
        or any(path[0] in RESERVED_FIELDS for path in paths)
        or any(_exclude(path, other) for path, other in combinations(paths, 2))
        or not all(all(path) for path in paths)
        or any(path[0].isdecimal() or path[-1].isdecimal() for path in paths)
        or not "".join(fields).isprintable()
    ):
        shown = " ".join(map(repr, fields))
        raise ValueError(
            f"--envelope is {shown}, give the names of two fields such as code message, or paths "
            "such as error.code error.message, and that of a sub-code if there is one; details is "
            "reserved for the details of an error, request_id and log_id for the request's ID"
        )
    return tuple(fields)


def _exclude(path: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether no body can be written with both paths.

    One is within the other, or they differ in the index of a list, which is written with one item.
    """
    parting = next((pair for pair in zip(path, other, strict=False) if pair[0] != pair[1]), None)
    return parting is None or any(map(str.isdecimal, parting))
