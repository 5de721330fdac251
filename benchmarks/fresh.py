"""Measure an import in a new process: its time, the modules it loads, and its memory."""

import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

import emma_errors
from emma_errors import baidu, emma

HEAVY = ("dataclasses", "typing", "re", "json", "inspect")

# Where a package is found when `site` is off: last, as site-packages would be.
PATHS = list(
    dict.fromkeys(
        (
            str(Path(emma_errors.__file__).parents[1]),
            sysconfig.get_path("purelib"),
            sysconfig.get_path("platlib"),
        )
    )
)


def write_floor(folder: Path) -> None:
    """Write the module `floor`: the plain contents of both catalogs, without this library."""
    lines = ["from enum import IntEnum"]
    for catalog in (emma, baidu):
        name = catalog.TITLE.partition(" ")[0].partition("'")[0]
        lines += [f"class {name}Code(IntEnum):"]
        lines += [f"    {d.name} = {d.code.value}" for d in catalog.DEFINITIONS]
        lines += [f"class {name}Error(Exception):", "    code = None"]
        for d in catalog.DEFINITIONS:
            lines += [f"class {name}{d.name}({name}Error):", f"    code = {name}Code.{d.name}"]
        rows = [(d.name, d.message, d.description, d.en, d.zh) for d in catalog.DEFINITIONS]
        lines += [f"{name}_ROWS = {tuple(rows)!r}"]
    (folder / "floor.py").write_text("\n".join(lines) + "\n", encoding="utf-8")


class Import(NamedTuple):
    """Statements that import something, and the highest ratio allowed."""

    statements: str
    limit: float | None = None
    ours: bool = False


FLOOR = "import floor"
BOTH_CATALOGS = "from emma_errors import baidu, emma"

IMPORTS = (
    Import("import http"),
    Import("import enum"),
    Import("import emma_errors", limit=0.5, ours=True),
    Import("from emma_errors import EmmaCode", ours=True),
    Import("from emma_errors import lookup; lookup.find(2101)", ours=True),
    Import(FLOOR),
    Import(BOTH_CATALOGS, ours=True),
    Import("import psycopg.errors"),
    Import("import asyncpg.exceptions"),
    Import("import google.api_core.exceptions"),
    Import("import botocore.exceptions"),
    Import("import stripe"),
    Import("import pycountry; pycountry.countries.get(alpha_2='TW')"),
    Import("import werkzeug.exceptions"),
)

# `os` is imported first, as `site` does in every normal process.
TIMED = """\
import os, sys
from time import perf_counter
sys.path += {paths!r}
start = perf_counter()
{statements}
took = perf_counter() - start
print(took, *[name for name in {heavy!r} if name in sys.modules])
"""

EVERYTHING = """\
from emma_errors import baidu, emma, lookup
from emma_errors.model import ErrorCode
for catalog in (emma, baidu):
    for name in catalog.__all__:
        getattr(catalog, name)
    for definition in catalog.DEFINITIONS:
        lookup.find(definition.name)
        for fact in vars(ErrorCode):
            getattr(definition.code, fact, None)
lookup.search("article")
lookup.duplicates()
"""

# The module `tracemalloc` would import enum and functools; `_tracemalloc` does not. The
# interpreter's table of interned strings doubles when it is full, by 100 KiB and more. The
# measurement forces this first, so that it does not happen during the import.
WEIGHED = """\
import gc, os, sys
from _tracemalloc import get_traced_memory, start
sys.path += {paths!r}
{first}
before = set(sys.modules)
start()
for name in [f"interned {{number}}" for number in range(100_000)]:
    held = get_traced_memory()[0]
    sys.intern(name)
    if get_traced_memory()[0] > held + 50_000:
        break
gc.collect()
held = get_traced_memory()[0]
{statements}
gc.collect()
print(get_traced_memory()[0] - held)
print(*[name for name in sys.modules.keys() - before if not name.startswith("emma_errors")])
"""


def python(source: str, cache: Path) -> list[str]:
    """Run `source` in a new process that imports nothing else."""
    command = [sys.executable, "-I", "-S", "-X", f"pycache_prefix={cache}", "-c", source]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def seconds(rounds: int, cache: Path) -> tuple[list[list[float]], list[str]]:
    """Return the times of each import, measured in turns, and the heavy modules it loads."""
    write_floor(cache)
    times: list[list[float]] = [[] for _ in IMPORTS]
    heavy = [""] * len(IMPORTS)
    for turn in range(rounds + 1):
        for index, (statements, *_) in enumerate(IMPORTS):
            source = TIMED.format(paths=[*PATHS, str(cache)], statements=statements, heavy=HEAVY)
            took, *pulled = python(source, cache)[0].split()
            heavy[index] = ", ".join(pulled) or "none"
            if turn:  # the first only fills the bytecode cache
                times[index].append(float(took))
    return times, heavy


def kibibytes(statements: str, cache: Path) -> tuple[float, float]:
    """Return the memory of an import, without and with that of the standard library."""
    python(WEIGHED.format(paths=PATHS, first="", statements=statements), cache)
    total, modules = python(WEIGHED.format(paths=PATHS, first="", statements=statements), cache)
    first = f"import {', '.join(modules.split())}"
    used, _ = python(WEIGHED.format(paths=PATHS, first=first, statements=statements), cache)
    return int(used) / 1024, int(total) / 1024
