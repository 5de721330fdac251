"""What a person should look at in a table of error codes: `emma-errors check shop_codes.tsv`."""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations, groupby, pairwise

from ..model import folded
from .table import Row, TableError, read_alone

__all__ = ("arguments", "notes", "run")

GAP = 10  # so many numbers left out between two codes are a block's end, not a gap
LIKENESS = 0.93  # of two texts, from 0 to 1; "Missing year" and "Missing years" are less
LONG = 200  # characters from which two texts are alike only if they are the same


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` takes."""
    parser.add_argument("table", nargs="+", help="a table such as shop_codes.tsv")
    parser.add_argument("--name", help="the catalog's name, as generate takes it")


def run(options: argparse.Namespace) -> int:
    """Print what is wrong with tables, and what a person should look at.

    Returns:
        The exit status: 0, or 1 where a table is wrong; it is for a person to judge the rest.
    """
    status = 0
    for table in options.table:
        try:
            rows = read_alone(table, name=options.name)
        except TableError as error:
            print(error, file=sys.stderr)
            status = 1
            continue
        found = list(notes(rows))
        codes = {row.code for row in rows}
        print(f"{table}: rows {len(rows)}, codes {len(codes)}, to look at {len(found)}")
        for note in found:
            print(note)
    return status


def notes(rows: Sequence[Row]) -> Iterator[str]:
    """Yield what a person should look at, a line each that begins with `file:line: `.

    Those are codes of several definitions, missing languages, texts that are alike, and numbers
    left out between two codes.
    """
    for _, group in groupby(rows, key=lambda row: row.code):
        first, *others = group
        for row in others:
            yield f"{row.place}: {row.code} is {first.name} already, and {row.name} is an alias"
    for row in rows:
        if row.lacks:
            texts = " and ".join(row.lacks)
            yield f"{row.place}: {row.name} has no {texts}, so the message stands for it"
    plain = [(row, _plain(row.message)) for row in rows]
    for (one, text), (other, same) in combinations(plain, 2):
        if one.code != other.code and _alike(text, same):
            said = "says the same as" if text == same else "says nearly the same as"
            yield f"{other.place}: {other.name} {said} {one.code} {one.name}: {other.message!r}"
    for before, after in pairwise(rows):
        missing = after.code - before.code - 1
        if 0 < missing <= GAP:
            gap = f"{before.code + 1}" if missing == 1 else f"{before.code + 1} to {after.code - 1}"
            verb = "is" if missing == 1 else "are"
            yield f"{after.place}: {gap} {verb} left out before {after.code} {after.name}"


def _plain(text: str) -> str:
    """Return a text without its case, its blanks and its punctuation."""
    return re.sub(r"[\W_]+", "", folded(text))


def _alike(one: str, other: str) -> bool:
    """Return whether two texts are the same or nearly so."""
    if one == other or max(len(one), len(other)) > LONG:
        return one == other
    match = SequenceMatcher(None, one, other, autojunk=False)
    ratios = (match.real_quick_ratio, match.quick_ratio, match.ratio)  # from cheap to exact
    return all(ratio() >= LIKENESS for ratio in ratios)
