"""Compare emma_errors with the standard library and other packages, and print the tables.

Usage: python benchmarks/compare.py [--write] [--rounds N]
"""

import argparse
import platform
import re
import sys
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import fresh
import pages
import parse
import serve
import speed

README = Path(__file__).with_name("README.md")
MEMORY_LIMIT = 1.2 * 1024
PEERS = (
    "psycopg",
    "asyncpg",
    "google-api-core",
    "botocore",
    "stripe",
    "pycountry",
    "werkzeug",
    "fastapi",
    "starlette",
    "flask",
    "uvicorn",
    "httptools",
    "uvloop",
    "gunicorn",
)


class Tables:
    """Markdown tables, and the rows that miss their limit."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.over: list[str] = []

    def head(self, *cells: str) -> None:
        """Begin a table: the first column contains text, the others numbers."""
        self.lines += ["", f"| {' | '.join(cells)} |", f"| --- |{' ---: |' * (len(cells) - 1)}"]

    def row(self, *cells: str) -> None:
        """Add a row."""
        self.lines.append(f"| {' | '.join(cells)} |")

    def limit(self, what: str, measured: float, limit: float | None) -> str:
        """Return the cell of an upper limit, and record a row that exceeds it."""
        if limit is None:
            return ""
        if measured > limit:
            self.over.append(f"{what}: {measured:.2f} is over {limit:g}")
        return f"{limit:g}"

    def least(self, what: str, measured: float, least: float | None) -> str:
        """Return the cell of a lower limit, and record a row that does not reach it."""
        if least is None:
            return ""
        if measured < least:
            self.over.append(f"{what}: {measured:.2f} is under {least:g}")
        return f"{least:g}"


def add_speed(tables: Tables, rounds: int) -> None:
    """Add a table for each group of statements."""
    for title, subjects in (*speed.GROUPS, *parse.GROUPS):
        tables.head(title, "ns", "ratio", "limit")
        times = speed.nanoseconds(subjects, rounds)
        for subject, time in zip(subjects, times, strict=True):
            what = subject.statement.splitlines()[0].removeprefix("try: ")
            ratio = time / times[0]
            limit = tables.limit(what, ratio, subject.limit)
            tables.row(f"`{what}`", f"{time:.1f}", f"{ratio:.2f}", limit)


def add_answers(tables: Tables, rounds: int) -> None:
    """Add a table for each server."""
    for title, command, least in serve.SERVERS:
        tables.head(f"Answer: {title}", "requests per second", "ratio", "at least")
        measured = serve.requests_a_second(command, rounds)
        for route, (rate, ratio) in zip(serve.ROUTES.values(), measured, strict=True):
            limit = tables.least(f"{title}, {route}", ratio, None if ratio == 1 else least)
            tables.row(route, f"{rate:.0f}", f"{ratio:.2f}", limit)


def add_imports(tables: Tables, rounds: int, cache: Path) -> None:
    """Add the table of the imports."""
    tables.head("Cold import", "ms", "ratio", "of medians", "limit", "heavy modules")
    times, heavy = fresh.seconds(rounds, cache)
    for case, taken, pulled in zip(fresh.IMPORTS, times, heavy, strict=True):
        ratio = min(taken) / min(times[0])
        medians = median(taken) / median(times[0])
        limit = tables.limit(case.statements, ratio, case.limit)
        if case.ours and pulled != "none":
            tables.over.append(f"{case.statements}: pulls in {pulled}")
        cells = (f"{min(taken) * 1e3:.2f}", f"{ratio:.2f}", f"{medians:.2f}", limit, pulled)
        tables.row(f"`{case.statements}`", *cells)
    least = {case.statements: min(taken) for case, taken in zip(fresh.IMPORTS, times, strict=True)}
    tables.head("Import of both catalogs, including all definitions", "ratio", "limit")
    for beside, most in ((fresh.FLOOR, 2.0), ("import botocore.exceptions", 1.0)):
        ratio = least[fresh.BOTH_CATALOGS] / least[beside]
        tables.row(f"compared with `{beside}`", f"{ratio:.2f}", tables.limit(beside, ratio, most))


def add_memory(tables: Tables, cache: Path) -> None:
    """Add the table of the memory."""
    tables.head("Memory", "KiB", "with the standard library's", "limit")
    for what, statements, most in (
        ("both catalogs and all their exceptions", fresh.BOTH_CATALOGS, MEMORY_LIMIT),
        ("and all definitions, `lookup`, every attribute of every member", fresh.EVERYTHING, None),
    ):
        used, total = fresh.kibibytes(statements, cache)
        tables.row(what, f"{used:.0f}", f"{total:.0f}", tables.limit(what, used, most))


def add_pages(tables: Tables) -> None:
    """Add the table of the pages."""
    tables.head("Pages", "s", "limit", "MB", "limit", "ms to first response")
    for table in pages.TABLES:
        kinds = "one category" if table.categories == 1 else f"{table.categories} categories"
        what = f"{table.rows:,} rows in {kinds}"
        seconds, megabytes, milliseconds = pages.cost(table)
        most = tables.limit(what, seconds, table.seconds)
        largest = tables.limit(what, megabytes, table.megabytes)
        cells = (f"{seconds:.1f}", most, f"{megabytes:.1f}", largest, f"{milliseconds:.0f}")
        tables.row(what, *cells)


def replaced(text: str, tables: str) -> str:
    """Return `text` with the tables of the running Python between their two markers."""
    minor = "{}.{}".format(*sys.version_info)
    begin, end = f"<!-- Python {minor} -->\n", f"\n<!-- end of Python {minor} -->"
    pattern = f"{re.escape(begin)}.*{re.escape(end)}"
    if not re.search(pattern, text, re.DOTALL):
        raise SystemExit(f"{README} has no section for Python {minor}: add\n{begin}{end}")
    return re.sub(pattern, lambda _: f"{begin}{tables}{end}", text, flags=re.DOTALL)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40, help="number of measurements of each row")
    parser.add_argument("--write", action="store_true", help="write the tables to README.md")
    options = parser.parse_args()

    tables = Tables()
    peers = ", ".join([f"{peer} {version(peer)}" for peer in PEERS])
    tables.lines += [f"## Python {platform.python_version()}", "", f"Compared with {peers}."]
    add_speed(tables, options.rounds * 4)
    add_answers(tables, options.rounds * 4)
    with TemporaryDirectory() as cache:
        add_imports(tables, options.rounds, Path(cache))
        add_memory(tables, Path(cache))
    add_pages(tables)

    text = "\n".join(tables.lines)
    print(text)
    if options.write:
        README.write_text(replaced(README.read_text("utf-8"), text), "utf-8")
    for line in tables.over:
        print(line, file=sys.stderr)
    return 1 if tables.over else 0


if __name__ == "__main__":
    sys.exit(main())
