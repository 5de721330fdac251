"""Report what to review in a table of error codes: `emma-errors check shop_codes.tsv`."""

import argparse
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, islice, pairwise

from ..model import folded
from .rules import INTEGER
from .table import Row, TableError, add_codes, read_alone

__all__ = ("arguments", "notes", "run")

GAP = 10  # missing numbers at most; if more are missing, another block of codes begins
LIKENESS = 0.93  # of similar texts, from 0 to 1; "Missing year" and "Missing years" have less
LONG = 200  # characters; longer texts are reported only if they are the same
COMPARED = 40  # texts at most that one text is compared with
NAMED = 3  # similar rows at most that are reported for a row
MEANINGFUL = "#%&*@/\\"  # the punctuation that distinguishes texts, as in C#


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` takes."""
    parser.add_argument("table", nargs="+", metavar="TABLE", help="a table, such as shop_codes.tsv")
    parser.add_argument("--name", help="the name of the catalog, as for generate")
    add_codes(parser)


def run(options: argparse.Namespace) -> int:
    """Print the errors in tables, and the warnings to review.

    Returns:
        The exit status: 1 if a table has errors, otherwise 0. Warnings do not change it.
    """
    status = 0
    for table in options.table:
        try:
            rows = read_alone(table, name=options.name, codes=options.codes)
        except TableError as error:
            print(error, file=sys.stderr)
            status = 1
            continue
        noted = list(notes(rows))
        codes = {row.code for row in rows}
        counts = (len(rows), "row"), (len(codes), "code"), (len(noted), "warning")
        totals = [f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counts]
        print(f"{table}: {', '.join(totals)}")
        for note in noted:
            print(note)
    return status


def notes(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the warnings, each a line that begins with `file:line: `.

    They are about codes with several definitions, missing languages, similar messages, names in
    braces that are not parameters, and numbers that are missing between two codes. A warning about
    a whole column is one line.
    """
    yield from _repeated(rows)
    yield from _lacking(rows)
    yield from _alike(rows)
    yield from _braces(rows)
    yield from _codes(rows)


def _repeated(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the rows whose code is already defined, unless the sub-code differs."""
    for _, group in groupby(rows, key=lambda row: row.code):
        first, *others = group
        messages = {(first.subcode, folded(first.message)): first}
        for row in others:
            if row.subcode is None or row.subcode == first.subcode:
                yield f"{row.place}: {row.code} is already {first.name}; {row.name} is an alias"
            earlier = messages.setdefault((row.subcode, folded(row.message)), row)
            if earlier is not row:
                yield (
                    f"{row.place}: {row.name} has the code and the message of {earlier.name}, "
                    "so `parse` never returns it"
                )


def _lacking(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the rows without a text in a language, or one line if no row has one."""
    absent = [column for column in ("en", "zh") if all(column in row.lacks for row in rows)]
    if absent and len(rows) > 1:
        path = rows[0].place.rpartition(":")[0]
        yield f"{path}:1: no row has {' and '.join(absent)}: the messages are used instead"
    else:
        absent = []
    for row in rows:
        texts = " and ".join([column for column in row.lacks if column not in absent])
        if texts:
            yield f"{row.place}: {row.name} has no {texts}: the message is used instead"


def _alike(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the rows whose message is equal or similar to that of another code."""
    by_text: dict[str, list[Row]] = {}
    for row in rows:
        by_text.setdefault(_plain(row.message), []).append(row)
    near = _near(list(by_text))
    noted: list[tuple[int, str]] = []
    order = {row.place: number for number, row in enumerate(rows)}
    for text, group in by_text.items():
        for row in group:
            like = (other for text in near.get(text, ()) for other in by_text[text])
            earlier = (other for other in like if order[other.place] < order[row.place])
            pairs = [("the same as", group[0])]
            pairs += [("nearly the same as", other) for other in islice(earlier, NAMED)]
            for phrase, other in pairs:
                if other.code != row.code:
                    note = f"{row.place}: {row.name} says {phrase} {other.code} {other.name}"
                    noted.append((order[other.place], f"{note}: {row.message!r}"))
    yield from [note for _, note in sorted(noted, key=lambda note: note[0])]


def _near(texts: Sequence[str]) -> dict[str, list[str]]:
    """Return the texts that are nearly the same as each text, in their order.

    If two texts differ in at most n characters, and the longer one is cut into n + 1 pieces, at
    least one piece is in both. Only texts that share a piece are compared, and in a large table
    only those that share the rarest pieces.
    """
    cuts = [_cuts(text) for text in texts]
    having: dict[str, list[int]] = {piece: [] for cut in cuts for piece in cut}
    lengths = sorted({len(piece) for piece in having})
    for number, text in enumerate(texts):
        if len(text) > LONG:
            continue
        starts = [(start, length) for length in lengths for start in range(len(text) - length + 1)]
        for piece in {text[start : start + length] for start, length in starts}:
            if piece in having:
                having[piece].append(number)
    earlier: dict[int, set[int]] = {}
    for number, cut in enumerate(cuts):
        others: set[int] = set()
        for piece in sorted(cut, key=lambda piece: len(having[piece])):
            if len(others) < COMPARED:
                others.update(having[piece][: COMPARED + 1])
        for other in others - {number}:
            earlier.setdefault(max(number, other), set()).add(min(number, other))
    near: dict[str, list[str]] = {}
    for number, others in sorted(earlier.items()):
        matcher = SequenceMatcher(None, "", texts[number], autojunk=False)
        for other in sorted(others):
            if _are_alike(matcher, texts[other], texts[number]):
                near.setdefault(texts[number], []).append(texts[other])
                near.setdefault(texts[other], []).append(texts[number])
    return near


def _cuts(text: str) -> list[str]:
    """Return the pieces of a text; every text that is nearly the same contains one of them."""
    if len(text) > LONG:
        return []
    count = min(int(2 * (1 - LIKENESS) * len(text)) + 2, len(text))
    starts = [len(text) * number // count for number in range(count + 1)] if text else []
    return [text[start:end] for start, end in pairwise(starts)]


def _plain(text: str) -> str:
    """Return a text without case, spaces and punctuation, but with `<`, `C#`, `1.5` and `-1`."""
    signs = folded(text)
    return "".join(
        [
            sign
            for sign, following in zip(signs, f"{signs[1:]} ", strict=True)
            if not (sign.isspace() or sign == "`" or unicodedata.category(sign)[0] == "P")
            or sign in MEANINGFUL
            or (sign in "-.,:" and following.isdecimal())
        ]
    )


def _are_alike(matcher: SequenceMatcher[str], text: str, other: str) -> bool:
    """Return whether two texts are nearly the same; `matcher` has the second one already."""
    if 2 * min(len(text), len(other)) < LIKENESS * (len(text) + len(other)):
        return False
    matcher.set_seq1(text)
    ratios = (matcher.quick_ratio, matcher.ratio)  # from cheap to exact
    return all(ratio() >= LIKENESS for ratio in ratios)


def _braces(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the messages that have a name in braces, which is sent as it is."""
    for row in rows:
        if not row.params and (brace := re.search(r"\{\w*\}", row.message)):
            yield (
                f"{row.place}: the message of {row.name} has {brace[0]!r}, which is sent as it is; "
                "for a parameter, write %s and name it in params"
            )


def _codes(rows: Sequence[Row]) -> Iterator[str]:
    """Yield missing numbers, and a table whose codes are texts because of a few of them."""
    numbers = [(row, row.code) for row in rows if isinstance(row.code, int)]
    for (_, before), (row, code) in pairwise(numbers):
        missing = code - before - 1
        if 0 < missing <= GAP:
            gap = f"{before + 1}" if missing == 1 else f"{before + 1} to {code - 1}"
            verb = "is" if missing == 1 else "are"
            yield f"{row.place}: {gap} {verb} missing before {code} {row.name}"
    texts = [row for row in rows if isinstance(row.code, str) and not INTEGER.fullmatch(row.code)]
    if 0 < 2 * len(texts) < len(rows):
        first = texts[0]
        yield (
            f"{first.place}: all codes are texts because {first.code!r} is not an integer; "
            "use --codes int if it is a mistake"
        )
