"""Find definitions of every catalog by code, name or word.

`find` returns one definition, `definitions` all definitions of a code, and `search` the definitions
that contain a word. `duplicates` reports the codes that a table defines more than once. `register`
adds a catalog of your own to Emma's and Baidu's, and `catalogs` returns all of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from operator import index
from threading import Lock

from . import baidu as _baidu
from . import emma as _emma
from .model import Code, Definition, class_name, folded, has_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Catalog(Protocol):
        """A package that `emma-errors generate` wrote, such as `emma_errors.emma`."""

        @property
        def TITLE(self) -> str:  # noqa: N802
            """The name of the API, such as `"PIXNET's Emma API"`."""
            ...

        @property
        def DEFINITIONS(self) -> tuple[Definition, ...]:  # noqa: N802
            """The rows of the table."""
            ...

        @property
        def FALLBACKS(self) -> Mapping[int | str, Definition]:  # noqa: N802
            """The definitions for a framework's own errors, by HTTP status or kind of error."""
            ...
else:
    Catalog = object

__all__ = (
    "Catalog",
    "Duplicate",
    "UnknownCodeError",
    "catalogs",
    "current",
    "definitions",
    "duplicates",
    "find",
    "register",
    "search",
    "within",
)


class UnknownCodeError(LookupError):
    """No catalog has such a code or name.

    Attributes:
        code: The key that was looked up.
        near: Up to three definitions with a similar code or name, the most similar first.
    """

    code: object
    near: tuple[Definition, ...]

    def __init__(self, code: object, near: tuple[Definition, ...] = ()) -> None:
        """Create the error for a key and similar definitions."""
        super().__init__(code, near)
        self.code = code
        self.near = near

    def __str__(self) -> str:
        """Return the key, and similar definitions or the allowed forms."""
        given = self._given()
        if self.near:
            near = ", ".join([f"{d.code} {d.name} ({d.catalog})" for d in self.near])
            return f"unknown code or name {given}; similar: {near}"
        return (
            f"unknown code or name {given}: "
            "give an int such as 2101 or a name such as 'ARTICLE_NOT_FOUND'"
        )

    def __repr__(self) -> str:
        """Return the class, the shortened key and the similar definitions."""
        return f"{type(self).__qualname__}({self._given()}, {self.near!r})"

    def _given(self) -> str:
        """Return the shortened key."""
        from reprlib import repr as shortened

        try:
            return shortened(self.code)
        except Exception:  # an int of more digits than Python prints, or an object whose repr fails
            digits = isinstance(self.code, int)
            return "an int with too many digits to print" if digits else object.__repr__(self.code)


class Duplicate:
    """A code that its table defines more than once; `str()` returns the report.

    Attributes:
        code: The code.
        definitions: Its definitions, in the table's order.
    """

    __slots__ = ("code", "definitions")

    code: Code
    definitions: tuple[Definition, ...]

    def __init__(self, code: Code) -> None:
        """Create the report of a code that has several definitions."""
        self.code = code
        self.definitions = code.definitions

    def __str__(self) -> str:
        """Return each name and message, and the lookup that returns it."""
        lines = self.lines()
        return "\n".join([" " * indent + text.format(**values) for indent, text, values in lines])

    def lines(self) -> "Iterator[tuple[int, str, dict[str, object]]]":
        """Yield the lines of the report: the indent, a template and the values in it."""
        key = str(self.code)
        first = self.definitions[0]
        exact = _index.exact
        number: dict[object, Definition] = exact[int]
        if number.get(first.code.value) is not first:  # another catalog has the number
            key = f"{type(self.code).__name__}({first.code.value!r})"
        count = len(self.definitions)
        code = f"{first.catalog} {self.code}"
        yield 0, "{code} is defined {count} times:", {"code": code, "count": count}
        for definition in self.definitions:
            message = definition.message.replace("%%", "%")
            yield 2, "{name}: {message}", {"name": definition.name, "message": message}
            if definition is first:
                yield 4, "{find} returns this definition", {"find": f"lookup.find({key})"}
                continue
            quoted = f'"{message}"' if '"' not in message else repr(message)
            ways = [f"lookup.find({key}, message={quoted})"]
            if exact[str].get(definition.name) is definition:
                ways.insert(0, f'lookup.find("{definition.name}")')
            for template, way in zip(("get it with {find}", "or with {find}"), ways, strict=False):
                yield 4, template, {"find": way}

    def __repr__(self) -> str:
        """Return the code and the names of its definitions."""
        names = ", ".join([definition.name for definition in self.definitions])
        return f"<Duplicate {self.definitions[0].catalog} {self.code}: {names}>"


class _Table:
    """The rows of one catalog by code and by name."""

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self.definitions = tuple(definitions)
        self.catalog = self.definitions[0].catalog
        self.codes = type(self.definitions[0].code)
        self.by_code: dict[object, Definition] = {}
        self.by_name: dict[object, Definition] = {}
        self.by_class: dict[str, Definition] = {}
        for definition in self.definitions:
            self.by_code.setdefault(definition.code.value, definition)
            self.by_name[definition.name] = definition
            self.by_class[class_name(definition.name)] = definition

    def find(self, key: object) -> Definition | None:
        """Return the definition of a code, a name in any case or a class name.

        Each may come after the name of the catalog, as in `emma.2101`.
        """
        if not isinstance(key, str):
            return self.by_code.get(_number(key))
        text = str.__str__(key)
        catalog, _, rest = text.partition(".")
        keys = (text, rest) if catalog.lower() == self.catalog else (text,)
        rows = [
            self.by_code.get(key)
            or self.by_code.get(_digits(key))
            or self.by_name.get(key.upper())
            or self.by_class.get(key)
            for key in keys
        ]
        return rows[0] or rows[-1]


class _Index:
    """The tables of all catalogs, complete before the index is published and never changed."""

    def __init__(self, catalogs: "Mapping[str, Catalog]") -> None:
        self.catalogs = catalogs
        self.tables = {name: _Table(c.DEFINITIONS) for name, c in catalogs.items()}
        numbers: dict[object, Definition] = {}
        names: dict[object, Definition] = {}
        # The outer keys are the types of the inner keys, because True == 1 and 2101.0 == 2101.
        self.exact: dict[type[object], dict[object, Definition]] = {int: numbers, str: names}
        for table in self.tables.values():
            self.exact[table.codes] = table.by_code
            for code, definition in table.by_code.items():
                if isinstance(code, int):
                    numbers.setdefault(code, definition)
            for name, definition in table.by_name.items():
                names.setdefault(name, definition)

    def matches(self, key: object) -> list[Definition]:
        """Return the definition of each catalog for a key."""
        if isinstance(key, Code):  # its catalog need not be registered
            return [key.definition]
        rows = [table.find(key) for table in self.tables.values()]
        return [row for row in rows if row is not None]


def find(code: int | str, *, message: str | None = None) -> Definition:
    """Return the definition of a code or a name.

    Args:
        code: A code as an int, an enum member or digits; a name in any case; a class name; or one
            of these after the name of a catalog, such as `"emma.2101"`.
        message: The text that came with the code. If the table defines the code more than once,
            the definition with this message is returned; if none has it, the first one.

    Raises:
        UnknownCodeError: No catalog has such a code or name.
    """
    try:
        definition = _index.exact[type(code)][code]
    except KeyError:
        definition = _first(code)
    if message is None:
        return definition
    rows = definition.code.definitions
    return next((row for row in rows if has_text(row, message)), definition)


def _first(code: object) -> Definition:
    """Return the first catalog's definition of a key.

    Raises:
        UnknownCodeError: No catalog has it.
    """
    for definition in _index.matches(code):
        return definition
    raise UnknownCodeError(code, _near(code))


def definitions(code: int | str) -> tuple[Definition, ...]:
    """Return every definition of a code, in the table's order; nearly always one.

    If several catalogs have the number or the name, the definitions of each are returned.

    Args:
        code: Any key that `find` takes.

    Raises:
        UnknownCodeError: No catalog has such a code or name.
    """
    rows = _index.matches(code)
    if not rows:
        raise UnknownCodeError(code, _near(code))
    return tuple([definition for row in rows for definition in row.code.definitions])


def catalogs() -> dict[str, Catalog]:
    """Return all catalogs by name: Emma's, Baidu's and the registered ones."""
    return dict(_index.catalogs)


def current() -> "Mapping[str, Catalog]":
    """Return the catalogs without a copy: the same object until another one is registered."""
    return _index.catalogs


_lock = Lock()


def register(catalog: Catalog) -> None:
    """Add a catalog of your own to the lookups and to `emma_errors.parse_error`.

    If an earlier catalog has the same number or name, `find` still returns the earlier one's
    definition. To get the other, use the enum, as in `ShopCode(1001).definition`, `definitions`, or
    a key such as `"shop.1001"`.

    Args:
        catalog: The package that `emma-errors generate` wrote. Registering it again has no effect.

    Raises:
        TypeError: `catalog` is not such a package.
        ValueError: Another catalog has the same name.
    """
    global _index
    match getattr(catalog, "DEFINITIONS", None):
        case (Definition(catalog=str(name)), *_):
            pass
        case _:
            raise TypeError(
                f"register() takes a package that emma-errors generate wrote, got {catalog!r}"
            )
    with _lock:
        known = _index.catalogs.get(name)
        if known is None:
            _index = _Index({**_index.catalogs, name: catalog})
        elif known is not catalog:
            raise ValueError(
                f"{catalog!r} is named {name!r}, as is {known!r}: generate it with another --name"
            )


def duplicates() -> tuple[Duplicate, ...]:
    """Return the codes that a table defines more than once, such as Emma's 4109."""
    return tuple(
        [
            Duplicate(d.code)
            for table in _index.tables.values()
            for d in table.by_code.values()
            if len(d.code.definitions) > 1
        ]
    )


def search(word: str) -> tuple[Definition, ...]:
    """Return the definitions that contain a word, in the order of the tables.

    Args:
        word: Part of a name or of a text in either language, in any case. `"not found"` also finds
            `ARTICLE_NOT_FOUND`.
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


def within(codes: type[Code], code: object) -> Definition:
    """Return the same as `find`, but look in the catalog of one enum first, registered or not."""
    if isinstance(code, Code):
        return code.definition
    table = next((t for t in _index.tables.values() if t.codes is codes), None)
    if table is None:
        members: list[Code] = [*getattr(codes, "__members__").values()]  # noqa: B009
        table = _Table(dict.fromkeys(d for member in members for d in member.definitions))
    return table.find(code) or _first(code)


def _all() -> list[Definition]:
    """Return the definitions of every catalog."""
    return [d for table in _index.tables.values() for d in table.definitions]


def _number(key: object) -> int | None:
    """Return the value of any integer type; None for a bool, a float or another type."""
    if isinstance(key, (bool, float)):
        return None
    try:
        return index(key)  # type: ignore[arg-type]  # ty: ignore[invalid-argument-type]
    except Exception:  # __index__ of an object may raise anything
        return None


def _digits(text: str) -> int | None:
    """Return the number that digits without leading zeros mean, or None."""
    if len(text) > 20 or not text.isascii() or not text.removeprefix("-").isdigit():
        return None
    number = int(text)
    return number if str(number) == text else None


def _near(code: object) -> tuple[Definition, ...]:
    """Return up to three definitions whose code or name is similar to `code`."""
    rows = _all()
    if isinstance(code, str):
        catalog, _, rest = code.partition(".")
        if table := _index.tables.get(catalog.lower()):
            code, rows = rest, [*table.definitions]
    number = _digits(code) if isinstance(code, str) else _number(code)
    if number is not None:
        by_distance = [(abs(d.code - number), d) for d in rows if isinstance(d.code, int)]
        near = sorted([pair for pair in by_distance if pair[0] < 100], key=lambda pair: pair[0])
        return tuple([definition for _, definition in near[:3]])
    if isinstance(code, str) and len(code) < 100:
        from difflib import get_close_matches

        known = {str(d.code): d for d in reversed(rows)} | {d.name: d for d in rows}
        return tuple([known[name] for name in get_close_matches(code.upper(), known)])
    return ()


_BUILT_IN: tuple[Catalog, ...] = (_emma, _baidu)
_index = _Index({catalog.DEFINITIONS[0].catalog: catalog for catalog in _BUILT_IN})
