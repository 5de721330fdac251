"""Read the arguments back from a message: `bob` from "User bob exists".

Arguments are read only if they are certain. Texts are compared after NFKC normalization, ignoring
case and a final full stop; an argument is kept as it was sent.
"""

from functools import cache
from unicodedata import normalize

from .bodies import members
from .model import Definition, Language, has_text
from .template import pieces

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Template: TypeAlias = tuple[
        str, tuple[str, ...], str
    ]  # the text before, between and after the arguments
else:
    Template = object

__all__ = ("LIMIT", "UNFILLED", "arguments", "fitting", "named")

LIMIT = 500  # characters of a message that is read, and of an argument

UNFILLED = ("%s", "…")
"""Placeholders that the sender did not fill."""


def arguments(definition: Definition, message: str | None) -> tuple[str, ...]:
    """Return the arguments in a message; empty if they are not certain."""
    if not message or len(message) > LIMIT:
        return ()
    args: tuple[str, ...] = ()
    for template in _templates(definition)[0]:
        first, middle, last = template
        if message.startswith(first) and message.endswith(last):
            start, end = len(first), len(message) - len(last)
            if not middle and start <= end:  # the usual case, one parameter
                argument = message[start:end]
                return () if argument in UNFILLED else (argument,)
            if spans := _between(template, message):
                args = tuple([message[start:end] for start, end in spans])
                break
    return _certain(args or _folded(definition, message))


def _certain(args: tuple[str, ...]) -> tuple[str, ...]:
    """Return `args`; empty if one of them is an unfilled placeholder."""
    return () if any(arg in UNFILLED for arg in args) else args


def named(definition: Definition, params: object) -> tuple[str, ...]:
    """Return the arguments from a mapping by name; empty unless all are strings in the limit."""
    arrived = members(params)
    args = [arrived.get(name) for name in definition.params]
    texts = tuple([arg for arg in args if isinstance(arg, str) and len(arg) <= LIMIT])
    return texts if len(texts) == len(args) else ()


def fitting(rows: list[Definition], params: object, message: str | None) -> list[Definition]:
    """Return the definitions that a message fits: with `params`, as a text or as a template."""
    if exact := [row for row in rows if _is_text_of(row, params, message)]:
        return exact
    if exact := [row for row in rows if has_text(row, message)]:
        return exact
    # The templates that leave the least to their arguments.
    lengths = {row: sum(map(len, args)) for row in rows if (args := arguments(row, message))}
    return [row for row in lengths if lengths[row] == min(lengths.values())]


def _is_text_of(definition: Definition, params: object, message: str | None) -> bool:
    """Return whether a message is a text of a definition with the arguments in `params`."""
    args = named(definition, params)
    languages: tuple[Language | None, ...] = (None, "en", "zh")
    return bool(args) and message in [definition.format(*args, lang=lang) for lang in languages]


def _folded(definition: Definition, message: str) -> tuple[str, ...]:
    """Return the arguments in a message whose folded text fits a folded template."""
    folded, offsets = _folded_with_offsets(message)
    for template in _templates(definition)[1]:
        for text in (folded, folded.rstrip(" .。")):
            if spans := _between(template, text):
                return tuple([message[offsets[start] : offsets[end]] for start, end in spans])
    return ()


def _between(template: Template, text: str) -> list[tuple[int, int]] | None:
    """Return the start and end of each argument of a template in a text.

    None if the template does not fit, or fits in more than one way.
    """
    first, middle, last = template
    start, end = len(first), len(text) - len(last)
    if start > end or not text.startswith(first) or not text.endswith(last):
        return None
    spans: list[tuple[int, int]] = []
    for piece in middle:
        offset = text.find(piece, start, end)
        if offset < 0 or text.find(piece, offset + 1, end) >= 0:
            return None
        spans.append((start, offset))
        start = offset + len(piece)
    return [*spans, (start, end)]


@cache
def _templates(definition: Definition) -> tuple[list[Template], list[Template]]:
    """Return the templates of a definition's texts, and the same templates folded.

    The longest comes first. If several fit a message, it is the one that the server used.
    """
    plain: list[Template] = []
    folded: list[Template] = []
    if not definition.params:
        return plain, folded
    for text in sorted((definition.message, definition.en, definition.zh), key=len, reverse=True):
        parts = pieces(text)
        for templates, (first, *middle, last) in (
            (plain, parts),
            (folded, [_folded_with_offsets(part)[0] for part in parts]),
        ):
            templates.append((first, tuple(middle), last))
    return plain, folded


def _folded_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return a text folded, and for each of its characters and its end the offset in `text`."""
    parts: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        part = normalize("NFKC", character).casefold()
        parts.append(part)
        offsets += [offset] * len(part)
    return "".join(parts), [*offsets, len(text)]
