"""The arguments of a message, read back: `bob` out of "User bob exists".

Only what is certain is read. A message fits a text of the table by NFKC, case and a final full stop
folded; the argument itself is kept as it was sent.
"""

from functools import cache
from unicodedata import normalize

from .bodies import members
from .model import Definition

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Template: TypeAlias = tuple[str, tuple[str, ...], str]  # before, between and after arguments
else:
    Template = object

__all__ = ("LIMIT", "arguments", "named")

LIMIT = 500  # characters of a message that is read, and of an argument

_UNFILLED = ("%s", "…")  # placeholders that the sender did not fill


def arguments(definition: Definition, message: str | None) -> tuple[str, ...]:
    """Return the arguments that a message was made with; none where they are not certain."""
    if not message or len(message) > LIMIT:
        return ()
    args: tuple[str, ...] = ()
    for template in _templates(definition)[0]:
        first, middle, last = template
        if message.startswith(first) and message.endswith(last):
            start, end = len(first), len(message) - len(last)
            if not middle and start <= end:  # as nearly always, and quick
                argument = message[start:end]
                return () if argument in _UNFILLED else (argument,)
            if middle and (places := _between(template, message)):
                args = tuple([message[start:end] for start, end in places])
                break
    return _certain(args or _folded(definition, message))


def _certain(args: tuple[str, ...]) -> tuple[str, ...]:
    """Return arguments, none where one is a placeholder that the sender did not fill."""
    return () if any(arg in _UNFILLED for arg in args) else args


def named(definition: Definition, params: object) -> tuple[str, ...]:
    """Return the arguments that came by name; none where they are not all there."""
    arrived = members(params)
    args = [arrived.get(name) for name in definition.params]
    texts = tuple([arg for arg in args if isinstance(arg, str) and len(arg) <= LIMIT])
    return texts if len(texts) == len(args) else ()


def _folded(definition: Definition, message: str) -> tuple[str, ...]:
    """Return the arguments of a message that fits a text only when both are folded."""
    signs, origins = _folded_signs(message)
    for template in _templates(definition)[1]:
        for text in (signs, signs.rstrip(" .。")):
            if places := _between(template, text):
                return tuple([message[origins[start] : origins[end]] for start, end in places])
    return ()


def _between(template: Template, text: str) -> list[tuple[int, int]] | None:
    """Return where in a text the arguments of a template lie.

    None where the template does not fit, or fits in more than one way.
    """
    first, middle, last = template
    start, end = len(first), len(text) - len(last)
    if start > end or not text.startswith(first) or not text.endswith(last):
        return None
    places: list[tuple[int, int]] = []
    for piece in middle:
        place = text.find(piece, start, end)
        if place < 0 or text.find(piece, place + 1, end) >= 0:
            return None
        places.append((start, place))
        start = place + len(piece)
    return [*places, (start, end)]


@cache
def _templates(definition: Definition) -> tuple[list[Template], list[Template]]:
    """Return what stands around the arguments in a definition's texts, and it folded.

    The text that leaves the least to its arguments comes first, for the server used that one if
    several fit.
    """
    plain: list[Template] = []
    folded: list[Template] = []
    if not definition.params:
        return plain, folded
    for text in sorted((definition.message, definition.en, definition.zh), key=len, reverse=True):
        pieces = [p.replace("\0", "%") for p in text.replace("%%", "\0").split("%s")]
        for templates, (first, *middle, last) in (
            (plain, pieces),
            (folded, [_folded_signs(piece)[0] for piece in pieces]),
        ):
            templates.append((first, tuple(middle), last))
    return plain, folded


def _folded_signs(text: str) -> tuple[str, list[int]]:
    """Return `text` as texts are compared, and for each of its signs, and its end, the place."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        folded = normalize("NFKC", sign).casefold()
        signs.append(folded)
        places += [place] * len(folded)
    return "".join(signs), [*places, len(text)]
