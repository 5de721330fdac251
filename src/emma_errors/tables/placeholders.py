"""Convert parameters of any style to `%s`: `%d`, `%-.192s`, `%1$s`, `{name}`, `{0}`, `:name`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .naming import RESERVED_PARAMS, upper_snake

__all__ = ("Template", "escaped", "fits", "named", "template")

_PLACEHOLDER = re.compile(
    r"""
      (?P<sign>%%)
    | %\((?P<mapped>\w+)\)[-+#0]*\d*(?:\.\d+)?[sdifr]
    | %(?P<place>\d+)\$[-+#0]*\d*(?:\.\d+)?(?:hh|h|ll|l|q|j|z|t|L)?[sdiuxXofgcpe@]
    | (?<![0-9])%[-+#0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|q|j|z|t|L|I64)?
      (?P<printf>[diu]|[sxXofgcpe@](?![A-Za-z]))
    | \$\{(?P<shell>[A-Za-z_][\w.]*)\}
    | \{\{\s*(?P<double>[A-Za-z_][\w.]*)\s*\}\}
    | \{(?P<brace>\w*(?:\.\w+)*)(?:![rsa])?(?::[^{}"\s]*)?\}
    | (?<![\w$./:])\$(?P<dollar>[1-9])(?![\d.,]*\d)
    | (?<![\w:/.])(?<!\d\s):(?P<colon>[a-z_]\w*)(?![\w:(])
    | (?P<stray>%)
    """,
    re.VERBOSE | re.ASCII,
)
# Words before a parameter that do not name it.
_JOINING = re.compile(
    r"an|the|and|or|of|in|on|at|to|by|for|from|with|is|are|was|be|not|no|than|as|between|within|"
    r"must|only|has|have|but|got|after|before|because|that|if|s|into|since|via|per|cannot|over|"
    r"under|about|least|most|exactly|every|exceeds?"
)


@dataclass(frozen=True)
class Template:
    """A text whose parameters are `%s`, and what they were before."""

    text: str
    keys: tuple[str, ...]
    """The key of each parameter before: a name, a number, or an empty text."""
    params: tuple[str, ...]
    """A distinct name for each parameter."""


def template(text: str) -> Template:
    """Return a text with `%s` for each parameter, and `%%` for each per cent sign if it has one."""
    parts: list[str] = []
    keys: list[str] = []
    names: list[str] = []
    end = 0
    for match in _PLACEHOLDER.finditer(text):
        parts.append(text[end : match.start()])
        end = match.end()
        if match["sign"] or match["stray"]:
            parts.append("%%")
            continue
        parts.append("%s")
        kinds = ("mapped", "shell", "double", "colon", "place", "dollar", "brace")
        key = next((match[kind] for kind in kinds if match[kind]), "")
        keys.append(key)
        fallback = "number" if match["printf"] and match["printf"] in "diu" else "value"
        names.append(key if key and not key.isdecimal() else _before(text, match.start(), fallback))
    parts.append(text[end:])
    return Template("".join(parts), tuple(keys), named(names))


def escaped(text: str) -> str:
    """Return a text without parameters as a table has it, with `%%` for each per cent sign."""
    return text.replace("%", "%%")


def named(names: Iterable[str]) -> tuple[str, ...]:
    """Return distinct names that parameters may have."""
    made: list[str] = []
    for name in names:
        word = upper_snake(name).lower() or "value"
        word += "_" * (word in RESERVED_PARAMS)
        further = [f"{word.rstrip('_')}_{number}" for number in range(2, len(made) + 3)]
        made.append(next(free for free in (word, *further) if free not in made))
    return tuple(made)


def fits(other: Template, message: Template) -> bool:
    """Return whether another text has the parameters of a message, in their order."""
    return len(other.keys) == len(message.keys) and all(
        not key or not wanted or key == wanted
        for key, wanted in zip(other.keys, message.keys, strict=True)
    )


def _before(text: str, end: int, fallback: str) -> str:
    """Return the word before a parameter, which mostly describes it."""
    match: Sequence[str] | None = re.findall(r"([A-Za-z_]{2,})[\s'\"`:=(<\[#]*$", text[:end][-60:])
    word = match[0].lower() if match else ""
    return fallback if not word or _JOINING.fullmatch(word) else word
