"""The model of an error-code table.

A `Definition` is a row of the table. Its code is a member of an enum based on `ErrorCode`, for
codes that are ints, or on `TextCode`, for codes that are strings. `Label` is the base of the enums
of categories and subcategories, and `Advice` is what a client can do about an error. The catalogs
`emma_errors.emma` and `emma_errors.baidu` are generated from `data/*.tsv` and consist of these.
"""

import sys
from collections.abc import Iterable, Mapping
from enum import IntEnum, StrEnum

from .template import folded, plain, shown

TYPE_CHECKING = False  # type checkers accept it, and it avoids `import typing` at run time
if TYPE_CHECKING:
    from builtins import property as fact
    from typing import Literal, Never, Self, TypeAlias

    from .errors import ApiError

    Language: TypeAlias = Literal["en", "zh"]
else:
    ApiError, Language, Self = Exception, str, object

    class fact:  # noqa: N801
        """A property that is computed once and then stored in the member's `__dict__`."""

        def __init__(self, read: object) -> None:
            self.read = read
            self.__doc__ = read.__doc__

        def __get__(self, member: object, owner: type) -> object:
            if member is None:
                return self
            value = member.__dict__[self.read.__name__] = self.read(member)
            return value


__all__ = (
    "Advice",
    "Code",
    "Definition",
    "ErrorCode",
    "Label",
    "Language",
    "TextCode",
    "class_name",
    "folded",
    "has_text",
    "link",
    "shown",
)


def class_name(name: str) -> str:
    """Return the class name of a code's name: `URL_NOT_FOUND` gives `UrlNotFound`."""
    return "".join([word.capitalize() for word in name.split("_")])


class Advice(StrEnum):
    """What a client can do about an error. It depends on the code, not on the HTTP status."""

    RETRY = "retry"
    """The fault is transient: send the same request again."""

    BACK_OFF = "back_off"
    """Sent too often or too soon, or the service is busy: send the same request again later."""

    REAUTHENTICATE = "reauthenticate"
    """Get a new token or log in again, then send the request again."""


class Label(StrEnum):
    """Base class of every `Category` and `Subcategory`; the value is the table's label.

    Attributes:
        en: The English display text.
        zh: The Chinese display text.
    """

    en: str
    zh: str

    def __new__(cls, label: str, en: str = "", zh: str = "") -> Self:
        """Create a member from the table's label and its two display texts."""
        member = str.__new__(cls, label)
        member._value_ = label
        member.en = en
        member.zh = zh
        return member


class Code:
    """The attributes that every code has. They are read-only.

    A code that the table defines twice, such as Emma's 4109, has the attributes of its first
    definition; `definitions` contains both.
    """

    if TYPE_CHECKING:

        def __setattr__(self, name: str, value: Never) -> None: ...
    else:

        def __setattr__(self, name: str, value: object) -> None:
            if not name.startswith("_"):  # the enum module sets these
                raise AttributeError(f"{self!r}.{name} is read-only")
            super().__setattr__(name, value)

    @fact
    def catalog(self) -> str:
        """The name of the catalog, such as `"emma"`."""
        return type(self).__module__.rpartition(".")[2]  # without `link`

    @fact
    def definitions(self) -> "tuple[Definition, ...]":
        """The definitions of this code, in the table's order; nearly always one."""
        table = getattr(sys.modules[type(self).__module__], "DEFINITIONS", ())  # without `link`
        return tuple([definition for definition in table if definition.code is self])

    @fact
    def definition(self) -> "Definition":
        """The first definition of this code."""
        return self.definitions[0]

    @fact
    def http_status(self) -> int | None:
        """The HTTP status code, such as 404; None if the table has none."""
        return self.definition.http_status

    @fact
    def category(self) -> Label:
        """The category, a member of the catalog's `Category`."""
        return self.definition.category

    @fact
    def subcategory(self) -> Label | None:
        """The subcategory, a member of the catalog's `Subcategory`, or None."""
        return self.definition.subcategory

    @fact
    def message(self) -> str:
        """The text that the API sends, verbatim, with `%s` for each parameter."""
        return self.definition.message

    @fact
    def description(self) -> str:
        """The table's description, verbatim; empty if the table has none."""
        return self.definition.description

    @fact
    def en(self) -> str:
        """The English display text, with `%s` for each parameter."""
        return self.definition.en

    @fact
    def zh(self) -> str:
        """The Chinese display text, with `%s` for each parameter.

        It is Traditional Chinese for Emma and Simplified Chinese for Baidu.
        """
        return self.definition.zh

    @fact
    def params(self) -> tuple[str, ...]:
        """The name of each `%s`, in order."""
        return self.definition.params

    @fact
    def advice(self) -> Advice | None:
        """What a client can do about the error, or None."""
        return self.definition.advice

    @fact
    def exception(self) -> "type[ApiError]":
        """The exception class of the first definition.

        Raises:
            AttributeError: The code means success, such as Baidu's 0.
        """
        return self.definition.exception


class ErrorCode(Code, IntEnum):
    """Base class of `EmmaCode`, `BaiduCode` and other enums whose codes are ints."""


class TextCode(Code, StrEnum):
    """Base class of the enums whose codes are strings, such as `"card_declined"`."""


class Definition:
    """A row of a catalog's table.

    There is one object for each row: pickle and copy return the same object.
    """

    __slots__ = (
        "__weakref__",
        "_advice",
        "_catalog",
        "_category",
        "_code",
        "_description",
        "_en",
        "_exception",
        "_extra",
        "_http_status",
        "_message",
        "_name",
        "_params",
        "_subcategory",
        "_subcode",
        "_success",
        "_zh",
    )

    _catalog: str
    _exception: "type[ApiError] | None"

    def __init__(
        self,
        code: ErrorCode | TextCode,
        *,
        name: str,
        http_status: int | None = None,
        category: Label,
        subcategory: Label | None = None,
        message: str,
        description: str = "",
        en: str,
        zh: str,
        params: tuple[str, ...] = (),
        advice: Advice | None = None,
        success: bool | None = None,
        subcode: str | None = None,
        extra: Mapping[str, str] | None = None,
    ) -> None:
        """Create a row. Only the generated catalogs do this."""
        self._code = code
        self._name = name
        self._http_status = http_status
        self._category = category
        self._subcategory = subcategory
        self._message = message
        self._description = description
        self._en = en
        self._zh = zh
        self._params = params
        self._advice = advice
        self._success = success
        self._subcode = subcode
        self._extra = extra
        self._catalog = ""
        self._exception = None

    @property
    def code(self) -> ErrorCode | TextCode:
        """The code, a member of the catalog's enum."""
        return self._code

    @property
    def name(self) -> str:
        """The name of this definition, such as `"ARTICLE_NOT_FOUND"`."""
        return self._name

    @property
    def http_status(self) -> int | None:
        """The HTTP status code, such as 404; None if the table has none."""
        return self._http_status

    @property
    def category(self) -> Label:
        """The category, a member of the catalog's `Category`."""
        return self._category

    @property
    def subcategory(self) -> Label | None:
        """The subcategory, a member of the catalog's `Subcategory`, or None."""
        return self._subcategory

    @property
    def message(self) -> str:
        """The text that the API sends, verbatim, with `%s` for each parameter."""
        return self._message

    @property
    def description(self) -> str:
        """The table's description, verbatim; empty if the table has none."""
        return self._description

    @property
    def en(self) -> str:
        """The English display text, with `%s` for each parameter."""
        return self._en

    @property
    def zh(self) -> str:
        """The Chinese display text, with `%s` for each parameter.

        It is Traditional Chinese for Emma and Simplified Chinese for Baidu.
        """
        return self._zh

    @property
    def params(self) -> tuple[str, ...]:
        """The name of each `%s`, in order."""
        return self._params

    @property
    def advice(self) -> Advice | None:
        """What a client can do about the error, or None."""
        return self._advice

    @property
    def success(self) -> bool:
        """Whether the row means success: the table says so, or its HTTP status is below 400."""
        if self._success is None:
            return self._http_status is not None and self._http_status < 400
        return self._success

    @property
    def subcode(self) -> str | None:
        """The sub-code that the API sends in addition to the code, verbatim, or None."""
        return self._subcode

    @property
    def extra(self) -> Mapping[str, str]:
        """The table's additional columns, whose names begin with `x_`: the cells by column."""
        return self._extra or {}

    @property
    def catalog(self) -> str:
        """The name of the catalog, such as `"emma"`."""
        return self._catalog or self._code.catalog

    @property
    def exception(self) -> "type[ApiError]":
        """The exception class of this definition.

        Raises:
            AttributeError: The definition means success, such as Baidu's 0.
        """
        if self._exception is None and not self.success:  # of a module without `link`
            package = sys.modules[type(self._code).__module__]
            self._exception = getattr(package, class_name(self._name))
        if self._exception is None:
            status = "success" if self._http_status is None else f"HTTP {self._http_status}"
            name = f"{type(self._code).__name__}.{self._name}"
            raise AttributeError(f"{name} has no exception: {status} is not an error")
        return self._exception

    def text(self, lang: Language) -> str:
        """Return the display text, with `%s` for each parameter.

        Args:
            lang: `"en"` or `"zh"`.

        Raises:
            ValueError: `lang` is neither of these.
        """
        if lang == "en":
            return self._en
        if lang == "zh":
            return self._zh
        raise ValueError(f'no text in {lang!r}: lang is "en" or "zh"')

    def format(self, *args: str, lang: Language | None = None) -> str:
        """Return the text with each `%s` replaced by an argument.

        Args:
            args: One argument for each name in `params`, inserted unchanged.
            lang: `"en"` or `"zh"` for the display text, None for the verbatim message.

        Raises:
            TypeError: The number of arguments is not that of `params`.
            ValueError: `lang` is none of these.
        """
        if len(args) != len(self._params):
            count, names = len(self._params), ", ".join(self._params)
            takes = f"{count} argument{'s'[: count > 1]} ({names})" if count else "no argument"
            raise TypeError(f"{self._code} {self._name} takes {takes}, got {len(args)}")
        template = self._message if lang is None else self.text(lang)
        return template % args if args else plain(template)

    def filled(self, args: tuple[object, ...], lang: Language | None) -> str:
        """Return the same as `format`, with `…` for each argument that is missing or not printable.

        Args:
            args: The arguments of an error, which may be fewer or more than `params`.
            lang: `"en"` or `"zh"` for the display text, None for the verbatim message.

        Raises:
            ValueError: `lang` is none of these.
        """
        template = self._message if lang is None else self.text(lang)
        if not self._params:
            return plain(template)
        try:
            return template % args
        except Exception:  # too few or too many arguments, or one whose __str__ fails
            unknown = ("…",) * len(self._params)
            texts = tuple([shown(arg) for arg in args])
            return template % (texts if len(texts) == len(unknown) else unknown)

    def __repr__(self) -> str:
        """Return a string such as `<Definition emma 2101 ARTICLE_NOT_FOUND>`."""
        return f"<Definition {self.catalog} {self._code} {self._name}>"

    def __reduce__(self) -> "tuple[object, tuple[ErrorCode | TextCode, str]]":
        """Pickle and copy by name, so that there is one object for each row."""
        return _definition_of, (self._code, self._name)


def _definition_of(code: ErrorCode | TextCode, name: str) -> Definition:
    """Return the definition of `code` that has `name`."""
    return next(definition for definition in code.definitions if definition.name == name)


def link(catalog: str, definitions: Iterable[Definition]) -> None:
    """Set the definitions of each code of a catalog, and the catalog's name on each definition.

    Args:
        catalog: The name of the catalog, such as `"emma"`.
        definitions: The rows of the catalog, in the table's order.
    """
    by_code: dict[ErrorCode | TextCode, list[Definition]] = {}
    for definition in definitions:
        definition._catalog = catalog  # pyright: ignore[reportPrivateUsage]
        by_code.setdefault(definition.code, []).append(definition)
    for code, rows in by_code.items():
        vars(code).update(catalog=catalog, definitions=tuple(rows))


def has_text(definition: Definition, message: str | None) -> bool:
    """Return whether a message is that of a definition, or one of its display texts.

    Texts are compared after NFKC normalization, ignoring case and a final full stop.
    """
    # A longer message is longer than every text of a table, and slow to normalize.
    if message is None or len(message) > 1000:
        return False
    wanted = folded(message)
    texts = (definition.message, definition.en, definition.zh)
    return any(wanted == folded(text.replace("%%", "%")) for text in texts)
