"""From a code, a name or a word to the definitions of both catalogs.

`find` gives one definition, `definitions` all of a code, `search` those that speak of a word, and
`duplicates` reports the codes that a table defines more than once.
"""

from .baidu import DEFINITIONS as _BAIDU
from .emma import DEFINITIONS as _EMMA
from .model import Definition, ErrorCode, folded, matching

__all__ = ("Duplicate", "UnknownCodeError", "definitions", "duplicates", "find", "search")

_ALL = _EMMA + _BAIDU
_BY_CODE: "dict[object, Definition]" = {d.code.value: d for d in reversed(_ALL)}
_BY_NAME: "dict[object, Definition]" = {d.name: d for d in _ALL}

# The type of the key comes first, because True == 1 and 2101.0 == 2101.
_BY_TYPE: "dict[type[object], dict[object, Definition]]" = {int: _BY_CODE, str: _BY_NAME}
_BY_TYPE.update({type(d.code): _BY_CODE for d in (_EMMA[0], _BAIDU[0])})


class UnknownCodeError(LookupError):
    """No catalog has such a code or name.

    Attributes:
        code: What was asked for.
        near: The definitions whose code or name is nearest, best first; empty where none is near.
    """

    code: object
    near: tuple[Definition, ...]

    def __init__(self, code: object, near: tuple[Definition, ...] = ()) -> None:
        """Keep what was asked for and what is near it."""
        super().__init__(code, near)
        self.code = code
        self.near = near

    def __str__(self) -> str:
        """Say what was given, what is allowed and what is near."""
        from reprlib import repr as shortened

        try:
            given = shortened(self.code)
        except ValueError:  # an int of more digits than Python will print
            given = "that many digits"
        if self.near:
            near = ", ".join([f"{d.code:d} {d.name} ({d.catalog})" for d in self.near])
            return f"no code or name is {given}; near it: {near}"
        return (
            f"no code or name is {given}: "
            "give an int such as 2101 or a name such as 'ARTICLE_NOT_FOUND'"
        )


class Duplicate:
    """A code that its table defines more than once; `str()` of it is the report."""

    __slots__ = ("code", "definitions")

    def __init__(self, code: ErrorCode) -> None:
        """Take a code of several definitions."""
        self.code = code
        self.definitions = code.definitions

    def __str__(self) -> str:
        """Say each name and text, which one a lookup gives and how the others are reached."""
        code = f"{self.code:d}"
        lines = [f"{self.code.catalog} {code} is defined {len(self.definitions)} times:"]
        for definition in self.definitions:
            lines.append(f"  {definition.name}: {definition.message}")
            if definition is self.code.definition:
                lines.append(f"    is what lookup.find({code}) gives")
            else:
                lines.append(f'    is reached by lookup.find("{definition.name}")')
                lines.append(f'    or by lookup.find({code}, message="{definition.message}")')
        return "\n".join(lines)

    def __repr__(self) -> str:
        """Name the code and its definitions."""
        names = ", ".join([definition.name for definition in self.definitions])
        return f"<Duplicate {self.code.catalog} {self.code:d}: {names}>"


def find(code: int | str, *, message: str | None = None) -> Definition:
    """Return the definition of a code or a name.

    Args:
        code: A code of either catalog as an int, an enum member or its digits, or a name.
        message: The text that came with the code. Of a code that its table defines twice, it picks
            the definition whose message it is; without it, or where it is neither's, the first.

    Raises:
        UnknownCodeError: no catalog has such a code or name; it says what is near.
    """
    try:
        found = _BY_TYPE[type(code)][code]
    except KeyError:
        found = _of_other(code)
    if message is None:
        return found
    return matching(found.code, message) or found


def definitions(code: int | str) -> tuple[Definition, ...]:
    """Return every definition of a code, in the table's order; nearly always one.

    Args:
        code: A code of either catalog as an int, an enum member or its digits, or a name.

    Raises:
        UnknownCodeError: no catalog has such a code or name; it says what is near.
    """
    return find(code).code.definitions


def duplicates() -> tuple[Duplicate, ...]:
    """Report the codes that a table defines more than once, such as Emma's 4109."""
    codes = dict.fromkeys([definition.code for definition in _ALL])
    return tuple([Duplicate(code) for code in codes if len(code.definitions) > 1])


def search(word: str) -> tuple[Definition, ...]:
    """Return the definitions that speak of a word, in the order of the tables.

    Args:
        word: Part of a name or of a text in either language, in any case; `"not found"` finds
            `ARTICLE_NOT_FOUND` too.
    """
    wanted = folded(word).replace("_", " ")
    return tuple(
        [
            d
            for d in _ALL
            if any(
                wanted in folded(text).replace("_", " ")
                for text in (d.name, d.message, d.description, d.en, d.zh)
            )
        ]
    )


def _of_other(code: object) -> Definition:
    """Return the definition of digits or of a subclass, or raise what says why there is none."""
    found = None
    if isinstance(code, str):
        plain = str.__str__(code)
        found = _BY_NAME.get(plain)
        if found is None and plain.isdecimal() and len(plain) < 10 and str(int(plain)) == plain:
            found = _BY_CODE.get(int(plain))
    elif isinstance(code, int) and not isinstance(code, bool):
        found = _BY_CODE.get(int(code))
    if found is None:
        raise UnknownCodeError(code, _near(code))
    return found


def _near(code: object) -> tuple[Definition, ...]:
    """Return up to three definitions whose code or name is like `code`."""
    if isinstance(code, bool):
        return ()
    if isinstance(code, str) and code.isdecimal() and len(code) < 10:
        code = int(code)
    if isinstance(code, int):
        near = sorted(_ALL, key=lambda d: abs(d.code - code))
        return tuple([d for d in near[:3] if abs(d.code - code) < 100])
    if isinstance(code, str) and len(code) < 100:
        from difflib import get_close_matches

        known = {d.name: d for d in _ALL} | {str(d.code): d for d in reversed(_ALL)}
        return tuple([known[name] for name in get_close_matches(code.upper(), known)])
    return ()
