"""Pieces of Python source, written as ruff formats them at 100 columns."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

__all__ = ("WIDTH", "assigned", "docstring", "lines", "literal", "sorted_names", "tuple_of", "wide")

WIDTH = 100


def literal(text: str) -> str:
    """Return the source of a printable string, in the quotes that ruff would choose."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + text.replace("\\", "\\\\").replace(quote, f"\\{quote}") + quote


def tuple_of(values: Sequence[str]) -> str:
    """Return the source of a tuple of strings."""
    return f"({', '.join(map(literal, values))}{',' if len(values) == 1 else ''})"


def lines(values: Iterable[str], indent: int = 4) -> str:
    """Return each value on a line of its own, with a comma, for the inside of brackets."""
    return "".join(f"{' ' * indent}{value},\n" for value in values)


def assigned(target: str, items: Sequence[str]) -> str:
    """Return the source of a tuple after its target, eight columns in, broken as ruff does."""
    line = f"{target}({', '.join(items)}{',' if len(items) == 1 else ''})"
    if wide(line) + 9 <= WIDTH:
        return line
    return f"{target}(\n{lines(items, 12)}        )"


def sorted_names(names: Iterable[str]) -> list[str]:
    """Return names as ruff sorts `__all__`: constants, classes, functions."""
    return sorted(
        names, key=lambda name: (not name.isupper() or len(name) == 1, name[0].islower(), name)
    )


def docstring(paragraphs: Sequence[str]) -> str:
    """Return the source of a docstring, indented as in a class and wrapped."""
    raw = any("\\" in paragraph for paragraph in paragraphs)
    wrapped: list[str] = []
    for paragraph in paragraphs:
        wrapped += ["", *_wrap(paragraph.replace('"""', "'''"), WIDTH - 4)]
    if len(wrapped) == 2:
        return f'    {"r" if raw else ""}"""{wrapped[1]}"""\n'
    body = "".join(f"    {line}\n" if line else "\n" for line in wrapped[2:])
    return f'    {"r" if raw else ""}"""{wrapped[1]}\n{body}    """\n'


def _wrap(text: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` columns, broken at spaces and between Chinese."""
    wrapped = [""]
    for word in re.findall(r"\s*(?:[ᄀ-￿]|[^\sᄀ-￿]+)", text):
        if wide(wrapped[-1] + word) > width:
            wrapped.append(word.lstrip())
        else:
            wrapped[-1] += word
    return wrapped


def wide(text: str) -> int:
    """Return the columns that `text` takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(sign) in "FW" else 1 for sign in text)
