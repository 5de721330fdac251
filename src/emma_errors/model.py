"""What a row of an error-code table is.

`Definition` is the row, `ErrorCode` the enum its number lives in, `Label` the enum of its category,
`Advice` what a client can do about it. The catalogs, `emma_errors.emma` and `emma_errors.baidu`,
are generated from `data/*.tsv` in these terms.
"""

import sys
from enum import IntEnum, StrEnum

TYPE_CHECKING = False  # honoured by type checkers, and spares the run time `import typing`
if TYPE_CHECKING:
    from collections.abc import Callable
    from functools import cached_property
    from typing import Final, Literal, Self, TypeAlias

    from .errors import ApiError

    Language: TypeAlias = Literal["en", "zh"]
else:
    Language = str

    class cached_property:  # noqa: N801
        """What functools has by this name, without its import, which costs as much as a catalog."""

        def __init__(self, read: "Callable[[object], object]") -> None:
            self.read = read
            self.__doc__ = read.__doc__

        def __get__(self, member: object, owner: type) -> object:
            if member is None:
                return self
            value = member.__dict__[self.read.__name__] = self.read(member)
            return value


__all__ = (
    "Advice",
    "Definition",
    "ErrorCode",
    "Label",
    "Language",
    "class_name",
    "folded",
    "matching",
)


def class_name(name: str) -> str:
    """Return the class name of a code's name: `URL_NOT_FOUND` gives `UrlNotFound`."""
    return "".join([word.capitalize() for word in name.split("_")])


class Advice(StrEnum):
    """What a client can do about an error, given by code and never by HTTP status."""

    RETRY = "retry"
    """The fault is transient: send the same request again."""

    BACK_OFF = "back_off"
    """Sent too often or too soon, or the service is busy: send the same request again later."""

    REAUTHENTICATE = "reauthenticate"
    """Get a new token or log in again, then send the request again."""


class Label(StrEnum):
    """Base of every `Category` and `Subcategory`: the value is the table's own label."""

    en: str
    zh: str

    def __new__(cls, label: str, en: str = "", zh: str = "") -> "Self":
        """Make a member of the table's label and its two texts for display."""
        member = str.__new__(cls, label)
        member._value_ = label
        member.en = en
        member.zh = zh
        return member


class ErrorCode(IntEnum):
    """Base of `EmmaCode` and `BaiduCode`: a plain int that knows its row of the table.

    A code that the table defines twice (Emma's 4109) tells the facts of its first definition;
    `definitions` has both.
    """

    # Each fact is kept in the member's __dict__ on first use, so the next read is a plain one.

    @property
    def catalog(self) -> str:
        """The catalog's name, such as `"emma"`: that of its package, unless the enum says else."""
        return type(self).__module__.rpartition(".")[2]

    @cached_property
    def definitions(self) -> "tuple[Definition, ...]":
        """Every definition of this code, in the table's order; nearly always one."""
        table: tuple[Definition, ...] = sys.modules[type(self).__module__].DEFINITIONS
        return tuple([definition for definition in table if definition.code is self])

    @cached_property
    def definition(self) -> "Definition":
        """The first definition of this code."""
        return self.definitions[0]

    @cached_property
    def http_status(self) -> int:
        """The HTTP status code, such as 404."""
        return self.definition.http_status

    @cached_property
    def category(self) -> Label:
        """The category, a member of the catalog's `Category`."""
        return self.definition.category

    @cached_property
    def subcategory(self) -> Label | None:
        """The subcategory, a member of the catalog's `Subcategory`; None for Baidu."""
        return self.definition.subcategory

    @cached_property
    def message(self) -> str:
        """The text that the API sends, verbatim, with `%s` for each parameter."""
        return self.definition.message

    @cached_property
    def description(self) -> str:
        """The table's description, verbatim; empty where the table has none."""
        return self.definition.description

    @cached_property
    def en(self) -> str:
        """The English text for display, with `%s` for each parameter."""
        return self.definition.en

    @cached_property
    def zh(self) -> str:
        """The Chinese text for display: Traditional for Emma, Simplified for Baidu."""
        return self.definition.zh

    @cached_property
    def params(self) -> tuple[str, ...]:
        """The name of each `%s`, in order."""
        return self.definition.params

    @cached_property
    def advice(self) -> Advice | None:
        """What a client can do about it, or None."""
        return self.definition.advice

    @property
    def exception(self) -> "type[ApiError]":
        """The class to raise and to catch: that of the first definition.

        Raises:
            AttributeError: the code stands for success, as Baidu's 0 does.
        """
        return self.definition.exception


class Definition:
    """One row of a catalog: one object a row, the same object after pickle and copy."""

    __slots__ = (
        "advice",
        "category",
        "code",
        "description",
        "en",
        "http_status",
        "message",
        "name",
        "params",
        "subcategory",
        "zh",
    )

    def __init__(
        self,
        code: ErrorCode,
        *,
        name: str,
        http_status: int,
        category: Label,
        subcategory: Label | None = None,
        message: str,
        description: str = "",
        en: str,
        zh: str,
        params: tuple[str, ...] = (),
        advice: Advice | None = None,
    ) -> None:
        """Make a row; the generated catalogs do, once for each row of their table."""
        self.code: Final = code
        """The code, a member of the catalog's enum."""
        self.name: Final = name
        """The name of this very definition, such as `"ARTICLE_NOT_FOUND"`."""
        self.http_status: Final = http_status
        """The HTTP status code, such as 404."""
        self.category: Final = category
        """The category, a member of the catalog's `Category`."""
        self.subcategory: Final = subcategory
        """The subcategory, a member of the catalog's `Subcategory`; None for Baidu."""
        self.message: Final = message
        """The text that the API sends, verbatim, with `%s` for each parameter."""
        self.description: Final = description
        """The table's description, verbatim; empty where the table has none."""
        self.en: Final = en
        """The English text for display, with `%s` for each parameter."""
        self.zh: Final = zh
        """The Chinese text for display: Traditional for Emma, Simplified for Baidu."""
        self.params: Final = params
        """The name of each `%s`, in order."""
        self.advice: Final = advice
        """What a client can do about it, or None."""

    @property
    def catalog(self) -> str:
        """The catalog's name, `"emma"` or `"baidu"`."""
        return self.code.catalog

    @property
    def exception(self) -> "type[ApiError]":
        """The class to raise and to catch.

        Raises:
            AttributeError: the definition stands for success, as Baidu's 0 does.
        """
        if self.http_status < 400:
            raise AttributeError(
                f"{type(self.code).__name__}.{self.name} has no exception: "
                f"HTTP {self.http_status} is no error"
            )
        found: type[ApiError] = getattr(
            sys.modules[type(self.code).__module__], class_name(self.name)
        )
        return found

    def text(self, lang: Language) -> str:
        """Return the text for display, with `%s` for each parameter.

        Args:
            lang: `"en"` or `"zh"`.

        Raises:
            ValueError: `lang` is neither.
        """
        if lang == "en":
            return self.en
        if lang == "zh":
            return self.zh
        raise ValueError(f'no text in {lang!r}: lang is "en" or "zh"')

    def format(self, *args: str, lang: Language | None = None) -> str:
        """Return the text with an argument in the place of each `%s`.

        Args:
            args: One argument for each name in `params`, put in as they are.
            lang: `"en"` or `"zh"` for the text for display, None for the verbatim message.

        Raises:
            TypeError: there are more or fewer arguments than `params`.
            ValueError: `lang` is none of the three.
        """
        if len(args) != len(self.params):
            takes = ", ".join(self.params) or "no argument"
            raise TypeError(f"{self.code:d} {self.name} takes {takes}; got {len(args)} arguments")
        template = self.message if lang is None else self.text(lang)
        return template % args if "%" in template else template

    def __repr__(self) -> str:
        """Name the row: `<Definition emma 2101 ARTICLE_NOT_FOUND>`."""
        return f"<Definition {self.catalog} {self.code:d} {self.name}>"

    def __reduce__(self) -> "tuple[object, tuple[ErrorCode, str]]":
        """Pickle and copy by name, so that there stays one object a row."""
        return _named, (self.code, self.name)


def _named(code: ErrorCode, name: str) -> Definition:
    """Return the definition of `code` that bears `name`."""
    return next(definition for definition in code.definitions if definition.name == name)


def matching(code: ErrorCode, message: str | None) -> Definition | None:
    """Return the definition of `code` whose message or text `message` is, or None.

    Texts are compared by NFKC, without case and without a final full stop.
    """
    if message is None or len(message) > 1000:  # longer than any text, and slow to normalize
        return None
    said = folded(message)
    for definition in code.definitions:
        for text in (definition.message, definition.en, definition.zh):
            if said == folded(text.replace("%%", "%")):
                return definition
    return None


def folded(text: str) -> str:
    """Return `text` as texts are compared: NFKC, without case and without a final full stop."""
    from unicodedata import normalize

    return normalize("NFKC", text).casefold().strip().removesuffix(".").removesuffix("。")
