"""From a code, a name or a word to the definitions of every catalog.

`find` gives one definition, `definitions` all of a code, `search` those that speak of a word, and
`duplicates` reports the codes that a table defines more than once. `register` adds a catalog of
your own to those of Emma and Baidu, which `catalogs` tells.
"""

from . import baidu as _baidu
from . import emma as _emma
from .model import Definition, ErrorCode, folded, matching

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Catalog(Protocol):
        """A package that `emma-errors generate` wrote, such as `emma_errors.emma`."""

        @property
        def TITLE(self) -> str:  # noqa: N802
            """Whose codes they are, such as `"PIXNET's Emma API"`."""
            ...

        @property
        def DEFINITIONS(self) -> tuple[Definition, ...]:  # noqa: N802
            """The rows of the table."""
            ...
else:
    Catalog = object

__all__ = (
    "Catalog",
    "Duplicate",
    "UnknownCodeError",
    "catalogs",
    "definitions",
    "duplicates",
    "find",
    "register",
    "search",
    "within",
)

REGISTERED: "list[Catalog]" = []  # the catalogs of your own, for `wire`

_CATALOGS: "dict[str, Catalog]" = {}
_BY_CODE: "dict[object, Definition]" = {}
_BY_NAME: "dict[object, Definition]" = {}

# The type of the key comes first, because True == 1 and 2101.0 == 2101.
_BY_TYPE: "dict[type[object], dict[object, Definition]]" = {int: _BY_CODE, str: _BY_NAME}


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
        code = key = f"{self.code:d}"
        given = _BY_CODE.get(self.code.value)
        if given is None or given.code is not self.code:  # another catalog has the number
            key = f"{type(self.code).__name__}({code})"
        lines = [f"{self.code.catalog} {code} is defined {len(self.definitions)} times:"]
        for definition in self.definitions:
            message = definition.message.replace("%%", "%")
            lines.append(f"  {definition.name}: {message}")
            if definition is self.code.definition:
                lines.append(f"    is what lookup.find({key}) gives")
                continue
            quoted = f'"{message}"' if '"' not in message else repr(message)
            ways = [f"lookup.find({key}, message={quoted})"]
            if _BY_NAME.get(definition.name) is definition:
                ways.insert(0, f'lookup.find("{definition.name}")')
            lines.append(f"    is reached by {ways[0]}")
            lines += [f"    or by {way}" for way in ways[1:]]
        return "\n".join(lines)

    def __repr__(self) -> str:
        """Name the code and its definitions."""
        names = ", ".join([definition.name for definition in self.definitions])
        return f"<Duplicate {self.code.catalog} {self.code:d}: {names}>"


def find(code: int | str, *, message: str | None = None) -> Definition:
    """Return the definition of a code or a name.

    Args:
        code: A code of any catalog as an int, an enum member or its digits, or a name.
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

    Of a number or a name that a registered catalog has as well, it returns those of each catalog.

    Args:
        code: A code of any catalog as an int, an enum member or its digits, or a name.

    Raises:
        UnknownCodeError: no catalog has such a code or name; it says what is near.
    """
    found = find(code)
    codes = [found.code]
    if not isinstance(code, ErrorCode):
        same = found.name if code == found.name else found.code.value
        codes += [d.code for d in _all() if same in (d.name, d.code.value)]
    # By type and number: members of two enums are equal where their numbers are.
    each = {(type(one), one): one for one in codes}.values()
    return tuple([definition for one in each for definition in one.definitions])


def catalogs() -> dict[str, Catalog]:
    """Return the catalogs that lookups know, by name: Emma's, Baidu's and the registered ones."""
    return _CATALOGS.copy()


def register(catalog: Catalog) -> None:
    """Make a catalog of your own part of every lookup, and of `emma_errors.parse_error`.

    A number or a name that an earlier catalog has too still gives the earlier one's definition;
    the catalog's own enum, as in `ShopCode(1001).definition`, and `definitions` reach the other.

    Args:
        catalog: The package that `emma-errors generate` wrote. Once more does nothing.

    Raises:
        TypeError: `catalog` is no such package.
        ValueError: another catalog has its name.
    """
    rows = getattr(catalog, "DEFINITIONS", ())
    if not isinstance(rows, tuple) or not rows or not isinstance(rows[0], Definition):
        raise TypeError(
            f"register() takes a package that emma-errors generate wrote, got {catalog!r}"
        )
    known = _CATALOGS.setdefault(rows[0].catalog, catalog)
    if known is not catalog:
        raise ValueError(
            f"{catalog!r} is named {rows[0].catalog!r}, as is {known!r}: "
            "generate it with another --name"
        )
    if catalog not in (*REGISTERED, _emma, _baidu):
        REGISTERED.append(catalog)
    by_code: dict[object, Definition] = {d.code.value: d for d in reversed(catalog.DEFINITIONS)}
    _BY_TYPE[type(rows[0].code)] = by_code
    for code, definition in by_code.items():
        _BY_CODE.setdefault(code, definition)
    for definition in catalog.DEFINITIONS:
        _BY_NAME.setdefault(definition.name, definition)


def duplicates() -> tuple[Duplicate, ...]:
    """Report the codes that a table defines more than once, such as Emma's 4109."""
    return tuple(
        [
            Duplicate(d.code)
            for d in _all()
            if len(d.code.definitions) > 1 and d is d.code.definition
        ]
    )


def _all() -> list[Definition]:
    """Return the definitions of every catalog."""
    return [d for catalog in _CATALOGS.values() for d in catalog.DEFINITIONS]


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
            for d in _all()
            if any(
                wanted in folded(text.replace("%%", "%")).replace("_", " ")
                for text in (d.name, d.message, d.description, d.en, d.zh)
            )
        ]
    )


def within(codes: type[ErrorCode], code: object) -> Definition:
    """Return what `find` does, but a definition of one enum, registered or not, before others."""
    key = None if isinstance(code, ErrorCode) else _key(code)
    if isinstance(key, str) and key in codes.__members__:
        return next(d for d in codes[key].definitions if d.name == key)
    member = codes._value2member_map_.get(key) if isinstance(key, int) else None
    return member.definition if isinstance(member, ErrorCode) else _of_other(code)


def _of_other(code: object) -> Definition:
    """Return the definition of digits or of a subclass, or raise what says why there is none."""
    if isinstance(code, ErrorCode):  # of a catalog that is not registered
        return code.definition
    key = _key(code)
    found = (_BY_NAME if isinstance(key, str) else _BY_CODE).get(key)
    if found is None:
        raise UnknownCodeError(code, _near(code))
    return found


def _key(code: object) -> int | str | None:
    """Return the number or the name that is asked for; None for what is neither."""
    if isinstance(code, str):
        plain = str.__str__(code)
        digits = plain.isdecimal() and len(plain) < 10
        return int(plain) if digits and str(int(plain)) == plain else plain
    if isinstance(code, int) and not isinstance(code, bool):
        return int(code)
    return None


def _near(code: object) -> tuple[Definition, ...]:
    """Return up to three definitions whose code or name is like `code`."""
    if isinstance(code, bool):
        return ()
    if isinstance(code, str) and code.isdecimal() and len(code) < 10:
        code = int(code)
    if isinstance(code, int):
        near = sorted(_all(), key=lambda d: abs(d.code - code))
        return tuple([d for d in near[:3] if abs(d.code - code) < 100])
    if isinstance(code, str) and len(code) < 100:
        from difflib import get_close_matches

        known = {d.name: d for d in _all()} | {str(d.code): d for d in reversed(_all())}
        return tuple([known[name] for name in get_close_matches(code.upper(), known)])
    return ()


register(_emma)
register(_baidu)
