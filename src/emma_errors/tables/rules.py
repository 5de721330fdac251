"""The rules for the cells of a table: one function for each, which yields what is wrong.

A rule reads the whole table, so that it can report once what is wrong in many rows.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from keyword import kwlist

from ..model import Advice, class_name
from .lines import Line, Problem
from .naming import NAME, RESERVED_PARAMS, upper_snake

__all__ = (
    "FAILURES",
    "KINDS",
    "advice",
    "are_numbers",
    "bad_catalog",
    "bad_integer",
    "codes",
    "fallbacks",
    "is_success",
    "names",
    "one_of",
    "parameters",
    "required_texts",
    "reserved",
    "statuses",
    "successes",
    "templates",
    "unpadded",
)

KINDS = ("int", "text")
"""The types that the codes of a table can have."""

SQLSTATE = 5  # characters, of which some are all digits
LARGEST = 2**63 - 1
INTEGER = re.compile(r"0|-?[1-9][0-9]*", re.ASCII)
FAILURES = ("missing_parameter", "missing_field", "invalid_value")
"""The kinds of invalid requests that `fallback` may list, in addition to HTTP statuses."""


def one_of(allowed: Iterable[str]) -> str:
    """Return `write one of …`."""
    return f"write one of {', '.join(allowed)}"


def bad_catalog(name: str) -> str:
    """Return what is wrong with the name of your own catalog, or nothing."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        return "give a name in lower case such as --name shop"
    if name in ("emma", "baidu"):
        return "which is this library's own: give another --name"
    if name in ("api", "attribute", "error", "text"):  # as in ApiError, ErrorCode, TextCode
        return "which makes a class of a name in use: give another --name"
    return ""


# Codes


def are_numbers(codes: Sequence[str], kind: str | None = None) -> bool:
    """Return whether the codes of a table are numbers, and not texts.

    If a table has both, its codes are texts if most of them are, or if all have the same length, as
    SQLSTATEs have, and at least one is not a number with a letter typed for a digit.

    Args:
        codes: The codes.
        kind: One of `KINDS`, or None to decide by the codes.
    """
    if kind is not None:
        return kind == "int"
    texts = [code for code in codes if not INTEGER.fullmatch(code)]
    if not texts:
        return True
    widths = {len(code) for code in codes}
    mistyped = [code for code in texts if INTEGER.fullmatch(code.translate(_TYPING))]
    if min(widths) == max(widths) >= SQLSTATE and len(mistyped) < len(texts):
        return False
    return 2 * len(texts) <= len(codes) and len(texts) < len(codes)


_TYPING = str.maketrans("oOlI", "0011")  # letters that are mistaken for digits


def codes(lines: Sequence[Line], *, numbers: bool, repair: str) -> Iterator[Problem]:
    """Yield what is wrong with the codes; lines in a wrong order are reported once.

    Args:
        lines: The lines of the table.
        numbers: Whether its codes are numbers.
        repair: The command that sorts it.
    """
    seen: dict[int | str, int] = {}
    last: int | str | None = None
    apart: list[Problem] = []
    unsorted: list[Problem] = []
    for number, cells in lines:
        cell = cells["code"]
        if problem := (bad_integer if numbers else _text)(cell):
            yield number, f"code is {cell!r}, {problem}"
            continue
        code: int | str = int(cell) if numbers else cell
        if code in seen and code != last:
            apart.append((number, f"code {code} is already in line {seen[code]}"))
        elif isinstance(code, int) and isinstance(last, int) and code < last:
            unsorted.append((number, f"code {code} comes after {last}"))
        seen.setdefault(code, number)
        last = max(code, last) if isinstance(code, int) and isinstance(last, int) else code
    for wrong, hint in (
        (apart, "write its definitions in adjacent lines"),
        (unsorted, "sort by code"),
    ):
        if wrong:
            (number, problem), *more = wrong
            others = f", as in {len(more)} more line{'s' * (len(more) > 1)}" if more else ""
            yield number, f"{problem}, {hint}{others}: {repair}"


def bad_integer(cell: str) -> str:
    """Return what to write instead of a cell that is not a number, or nothing."""
    if INTEGER.fullmatch(cell):
        if len(cell) <= 20 and abs(int(cell)) <= LARGEST:  # int() refuses more than 4,300 digits
            return ""
        return f"write an integer from -{LARGEST} to {LARGEST}, or use --codes text"
    hint = "write an integer such as 2101 or -32601"
    if re.fullmatch(r"-?0[0-9]+", cell, re.ASCII):
        hint += f", here {unpadded(cell)} without leading zeros"
    elif re.fullmatch(r"0[xX][0-9a-fA-F]+", cell):
        hint += f", here {int(cell, 16)} in decimal"
    return f"{hint}, or use --codes text if the codes are texts"


def unpadded(code: str) -> str:
    """Return an integer without leading zeros."""
    return re.sub(r"^(-?)0+(?=.)", r"\1", code)


def _text(cell: str) -> str:
    """Return what to write instead of a cell that is not a text code, or nothing."""
    return "" if re.fullmatch(r"\S+", cell) else "write a text without spaces"


# Names


def reserved(prefix: str) -> dict[str, str]:
    """Return the class names that no definition may have, each with what uses it.

    Args:
        prefix: The first word of the catalog's classes, such as `"Shop"`.
    """
    fixed = ["Category", "Subcategory", "DEFINITIONS", "FALLBACKS", "TITLE"]
    fixed += [f"{prefix}{kind}" for kind in ("Code", "Definition", "Error")]
    taken = dict.fromkeys(fixed, "the catalog")
    taken |= dict.fromkeys(("Advice", "ApiError", "Body", "Definition"), "this library")
    return taken | dict.fromkeys(
        (*kwlist, "AttributeError", "KeyError", "Mapping", "TypeError"), "Python"
    )


def names(lines: Sequence[Line], taken: dict[str, str], path: str) -> Iterator[Problem]:
    """Yield what is wrong with the names.

    Args:
        lines: The lines of the table.
        taken: The class names in use, each with what uses it; those of the lines are added.
        path: The path of the table.
    """
    written: dict[str, str] = {}
    for number, cells in lines:
        name = cells["name"]
        if problem := bad_name(name):
            yield number, problem
        made = class_name(name)
        if other := taken.get(made):
            if (earlier := written.get(made, name)) != name:
                both = f"names {earlier!r} ({other}) and {name!r} both produce the class {made}"
                yield number, f"{both}; rename one"
            else:
                yield number, f"name {name!r} is taken by {other}, write another"
        else:
            taken[made] = f"{path}:{number}"
            written[made] = name


def bad_name(name: str) -> str:
    """Return what is wrong with a name that is not UPPER_SNAKE, or nothing."""
    if NAME.fullmatch(name):
        return ""
    hint = upper_snake(name) or "ARTICLE_NOT_FOUND"
    begins = " that begins with a letter" if re.match(r"[\d_]", name) else ""
    return f"name is {name!r}, write UPPER_SNAKE{begins} such as {hint!r}"


# HTTP statuses and success


def statuses(lines: Sequence[Line], *, needed: bool) -> Iterator[Problem]:
    """Yield what is wrong with the HTTP statuses; a cell may be empty unless they are needed."""
    for number, cells in lines:
        status = cells["http_status"]
        if not re.fullmatch(r"[1-5][0-9][0-9]", status, re.ASCII) and (status or needed):
            yield (
                number,
                f"http_status is {status!r}, write a registered status such as 404, or another "
                "from 100 to 599",
            )


def is_success(cells: Mapping[str, str]) -> bool:
    """Return whether a row means success, by its column `success` or else its HTTP status."""
    status = cells["http_status"]
    return cells["success"] == "yes" or (not cells["success"] and "100" <= status < "400")


def successes(lines: Sequence[Line]) -> Iterator[Problem]:
    """Yield what is wrong with the column `success`, and each 0 that may be an error or not."""
    by_code: dict[str, bool] = {}
    for number, cells in lines:
        code, status, success = cells["code"], cells["http_status"], cells["success"]
        if success not in ("", "yes", "no"):
            yield number, f"success is {success!r}, leave it empty or write one of yes, no"
        elif success == "yes" and status >= "400":
            yield number, f"success is 'yes' and http_status {status}, write no, or another status"
        elif not success and not status and re.fullmatch("0+", code):
            yield (
                number,
                f"code {code} has no http_status, write yes in a column success if it is not "
                "an error, or no if it is one",
            )
        elif by_code.setdefault(code, is_success(cells)) != is_success(cells):
            is_now = f"success is {success!r}" if success else f"http_status is {status or 'empty'}"
            yield (
                number,
                f"{is_now}, but {code} is {'an error' if is_success(cells) else 'success'} in "
                "another row, write the same in every row of it",
            )


# Texts


def required_texts(lines: Sequence[Line], columns: Sequence[str]) -> Iterator[Problem]:
    """Yield the texts that are empty, and display texts that end in a full stop."""
    for number, cells in lines:
        for column in columns:
            if not cells[column]:
                yield number, f"{column} is empty, write a text"
        for column in ("en", "zh"):
            text = cells.get(column, "")
            if text.endswith((".", "。")):
                yield number, f"{column} is {text!r}, write it without the full stop"


def parameters(lines: Sequence[Line]) -> Iterator[Problem]:
    """Yield what is wrong with the names of parameters."""
    for number, cells in lines:
        params = cells["params"].split()
        for param in params:
            if not re.fullmatch(r"[a-z][a-z0-9_]*", param):
                yield number, f"params has {param!r}, write a name such as 'user'"
            elif param in RESERVED_PARAMS:
                yield (
                    number,
                    f"params has {param!r}, which is reserved, write another name such as 'user'",
                )
        if len(set(params)) != len(params):
            yield number, f"params is {cells['params']!r}, write each name once"


def templates(lines: Sequence[Line]) -> Iterator[Problem]:
    """Yield the texts whose `%s` do not match the names in `params`."""
    for number, cells in lines:
        params = cells.get("params", "").split()
        for column in ("message", "description", "en", "zh"):
            text = cells.get(column, "").replace("%%", "")
            count = text.count("%s")
            if stray := re.search(r"%(?!s)[^%]?", text):
                yield (
                    number,
                    f"{column} has {stray[0]!r}, write %s for a parameter, %% for a sign",
                )
            elif text and count != len(params) and (column != "description" or count):
                brace = re.search(r"\{\w*\}", text)
                instead = f" instead of {brace[0]}" if brace and count < len(params) else ""
                yield (
                    number,
                    f"{column} has {count} %s and params names {len(params)}, "
                    f"write one name for each %s{instead}, separated by spaces",
                )


# What to do about an error


def advice(lines: Sequence[Line]) -> Iterator[Problem]:
    """Yield each unknown advice."""
    for number, cells in lines:
        if cells["advice"] and cells["advice"] not in tuple(Advice):
            hint = one_of(tuple(Advice))
            yield number, f"advice is {cells['advice']!r}, leave it empty or {hint}"


def fallbacks(lines: Sequence[Line], path: str) -> Iterator[Problem]:
    """Yield each unknown word in `fallback`, and each word that two rows have."""
    seen: dict[str, str] = {}
    for number, cells in lines:
        if cells["fallback"] and is_success(cells):
            yield (
                number,
                f"fallback is {cells['fallback']!r}, but the row means success, leave it empty, or "
                "write no in a column success if it is an error",
            )
        for word in cells["fallback"].split():
            if word not in FAILURES and not re.fullmatch("[45][0-9][0-9]", word, re.ASCII):
                yield (
                    number,
                    f"fallback has {word!r}, write an HTTP status from 400 to 599 or one of "
                    f"{', '.join(FAILURES)}, separated by spaces",
                )
            elif word in seen:
                yield number, f"fallback has {word!r}, which {seen[word]} has, write it once"
            seen.setdefault(word, f"{path}:{number}")
