"""Make names from the symbols and the texts of a published table."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import chain, count
from keyword import iskeyword, kwlist

from ..model import class_name

__all__ = (
    "NAME",
    "RESERVED_PARAMS",
    "candidates",
    "distinct",
    "from_code",
    "from_text",
    "upper_snake",
)

NAME = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
RESERVED_PARAMS = frozenset({*kwlist, "self", "str", "tuple"})
"""The names that no parameter has: Python's keywords, and names in a generated `__init__`."""
WORDS = 6  # words at most of a name that is made from a text
LONGEST = 30  # letters at most of such a word

# Latin letters that Unicode does not decompose into a letter of ASCII and an accent.
_LETTERS = str.maketrans(
    {"Æ": "AE", "Œ": "OE", "Þ": "TH", "ẞ": "SS"}
    | {"æ": "ae", "œ": "oe", "þ": "th", "ß": "ss"}
    | dict(zip("ĐÐĦŁØŦđðħıłøŧ", "DDHLOTddhilot", strict=True))
)
# Words that do not distinguish one error from another.
_EMPTY = re.compile(
    r"a|an|the|is|are|was|were|been|being|am|has|had|do|does|did|it|its|this|that|these|"
    r"those|your|you|we|our|my|their|there|please|sorry|so|very|also|just|will|would|should"
)
# Words that no name ends with.
_JOINING = re.compile(
    r"and|as|at|be|but|by|for|from|if|in|into|of|on|or|over|than|to|under|via|when|while|with|"
    r"because|since|which|who|where|then|must|can|may|cannot|not|no"
)


def upper_snake(text: str) -> str:
    """Return the name that a symbol makes: `ERR_DUP_KEY` of `ErrDupKey`; empty if none."""
    text = re.sub(r"OAuth", "Oauth", _ascii(text))
    if not text.isupper():
        text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", text)
    snake = re.sub(r"[^A-Z0-9]+", "_", text.upper()).strip("_")
    return snake if re.match(r"[A-Z]", snake) else ""


def _ascii(text: str) -> str:
    """Return a text with ASCII letters instead of other Latin ones: `Grosse` for `Größe`."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join([sign for sign in decomposed if not unicodedata.combining(sign)])


def from_text(text: str) -> list[str]:
    """Return the words of a text that can be part of a name, in upper case.

    A text in Chinese, Japanese or Korean has none, nor has one in letters other than Latin ones.
    """
    if any(sign.isalpha() and sign > "\u2e7f" for sign in text):  # Chinese, Japanese, Korean
        return []
    first = re.split(r"(?<=[^.\s]{2})[.!?;](?=\s|$)", _ascii(text).strip(), maxsplit=1)[0]
    first = re.sub(r"%s|\([^)]*\)|\b[a-z]+://\S+", " ", first) if len(first) > 20 else first
    first = first.replace("%s", " ").replace("%%", " ")
    first = re.sub(r"(?i)\b(ca)n['’]t\b", "cannot", first)
    first = re.sub(r"(?i)n['’]t\b", " not", first)
    first = re.sub(r"['’](s|re|ve|ll|d|m)\b", "", first, flags=re.IGNORECASE)
    words = re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", first))
    words = [word for word in words if word.isascii() and len(word) <= LONGEST]
    if not any(map(str.isalpha, words)):
        return []
    plain = [word for word in words if not _EMPTY.fullmatch(word.lower())] or words
    return [word.upper() for word in plain]


def _joined(words: Sequence[str]) -> str:
    """Return the name that words make, without joining words at its end."""
    kept = list(words)
    while len(kept) > 1 and _JOINING.fullmatch(kept[-1].lower()):
        kept.pop()
    name = "_".join(kept)
    return name if NAME.fullmatch(name) else ""


def from_code(code: str) -> str:
    """Return the name that a code alone makes, such as `CODE_40001`."""
    spelled = re.sub(r"^-", "MINUS_", code.upper())
    return f"CODE_{re.sub(r'[^A-Z0-9]+', '_', spelled).strip('_')}"


def distinct(candidates: Sequence[str], code: str, taken: set[str]) -> str:
    """Return a name whose class is not in use, and add its class to `taken`.

    Args:
        candidates: The possible names of the row, the best one first; empty ones are ignored.
        code: The row's code, which becomes the end of the name if no candidate is free.
        taken: The class names in use.
    """
    known = [name for name in candidates if name]
    words = (known[0] if known else from_code(code)).split("_")
    suffix = from_code(code).removeprefix("CODE_")
    if len(words) <= WORDS:  # a longer one is a symbol, which keeps its words
        words = words[: WORDS - 1 - suffix.count("_")]
    numbered = "_".join([*words, suffix])
    further = (f"{numbered}_{number}" for number in count(2))
    free = (
        name
        for name in chain(
            known[:1] or [from_code(code)], _spelled(known), known[1:], [numbered], further
        )
        if class_name(name) not in taken and not iskeyword(class_name(name))
    )
    name = next(free)
    taken.add(class_name(name))
    return name


def _spelled(names: Sequence[str]) -> list[str]:
    """Return a longer name for a keyword of Python, such as `NONE_ERROR`."""
    return [f"{names[0]}_ERROR"] if names and iskeyword(class_name(names[0])) else []


def candidates(text: str) -> list[str]:
    """Return the names that a text makes: its first words, then others for the last one."""
    words = from_text(text)
    if words and not words[0][0].isalpha():
        words = ["CODE", *words]
    head = words[:WORDS]
    made = [_joined(head)]
    made += [_joined([*head[: WORDS - 1], word]) for word in words[WORDS:]]
    return [
        f"{name}_ERROR" if iskeyword(name.lower()) else name for name in dict.fromkeys(made) if name
    ]
