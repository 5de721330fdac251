"""What every exception of every catalog can do: `ApiError`, the root of the tree.

    Exception
      ApiError
        emma.EmmaError
          one class per category, such as emma.NotFoundError
            one class per definition, such as emma.ArticleNotFound
        baidu.BaiduError
          one class per category, such as baidu.ParameterError
            one class per definition, such as baidu.AccessTokenExpired

Facts of the table are attributes of the classes. The state of an error is `args` and `__dict__`
alone, and its texts are made on demand, so every class survives pickle, copy and notes, and one
error can be shown in both languages.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping

from .model import Advice, Code, Definition, Language, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self, TypeVar

    from .reply import Format, Reply

    E = TypeVar("E", bound="ApiError")
else:
    E = Exception
    Format = Reply = Self = object

__all__ = ("ApiError", "Headers", "classes", "exception_of", "restored")


class Headers(Mapping[str, str]):
    """Header fields by name; a name is found in any case (RFC 9110, section 5.1)."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields

    def __getitem__(self, name: str) -> str:
        wanted = name.lower()
        for field, value in self._fields.items():
            if field.lower() == wanted:
                return value
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        return f"Headers({dict(self._fields)!r})"


class ApiError(Exception):
    """Base of every error of every catalog.

    A class of a definition takes the definition's parameters as arguments, and nothing else.
    """

    catalog: str | None = None
    """The name of the catalog, such as `"emma"`; None where it is not known."""

    rows: tuple[Definition, ...] = ()
    """The rows of the catalog; none for an error of no catalog."""

    envelope: tuple[str, ...] | None = None
    """The fields of the API's body that hold the code and the message, such as Baidu's
    `("error_code", "error_msg")`; None for Emma's envelope."""

    code: int | str | None = None
    """The code: a member of the catalog's enum, or a plain int or str that is not in the table."""

    definition: Definition | None = None
    """The row of the table; None where the table has none for this error."""

    http_status: int | None = None
    """The HTTP status code of the table, such as 404, or else the one that arrived, or None."""

    advice: Advice | None = None
    """What a client can do about it, or None."""

    retryable: bool = False
    """Whether the same request may succeed later: the advice is to retry or to back off, or a
    gateway answered 502, 503 or 504 without a body of the API's."""

    request_id: int | str | None = None
    """The server's name for the request, such as Baidu's `request_id`; None if not known."""

    response_status: int | None = None
    """The HTTP status code that arrived with the error; None for one that did not arrive."""

    body: str | None = None
    """The body that arrived with the error, cut after 8,192 characters; None for one that did not
    arrive."""

    _message: str | None = None
    _headers: dict[str, str] | None = None
    _details: dict[str, object] | None = None

    if TYPE_CHECKING:

        def __init__(self) -> None: ...
    else:

        def __init__(self, *args: object) -> None:
            if args:
                raise TypeError(
                    f"{type(self).__qualname__}() takes no argument, got {len(args)}: "
                    f"{', '.join(map(repr, args))}"
                )

        def _signature(self) -> None: ...

        __init__.__wrapped__ = _signature  # what inspect.signature and editors show

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Make the class that brings a definition the one that the definition names."""
        super().__init_subclass__(**kwargs)
        definition: object = cls.__dict__.get("definition")
        if isinstance(definition, Definition) and definition._exception is None:  # pyright: ignore[reportPrivateUsage]
            definition._exception = cls  # pyright: ignore[reportPrivateUsage]

    @property
    def status_code(self) -> int | None:
        """The same as `http_status`, under the name that web frameworks look for."""
        return self.http_status

    @property
    def message(self) -> str:
        """The text as the server sent it, or as the table has it with the arguments in place."""
        return self._filled(None) if self._message is None else self._message

    @property
    def params(self) -> dict[str, str]:
        """The arguments by name, such as `{"user": "bob"}`."""
        names = () if self.definition is None else self.definition.params
        return {name: shown(arg) for name, arg in zip(names, self.args, strict=False)}

    @property
    def headers(self) -> Mapping[str, str]:
        """The header fields to answer with, or those that arrived; a name is found in any case."""
        return Headers(self._headers or {})

    @property
    def details(self) -> Mapping[str, object]:
        """The details to answer with, or those that arrived: members of a JSON object."""
        return self._details or {}

    @property
    def retry_after(self) -> float | None:
        """How many seconds to wait before the next request, from `Retry-After`; None if not known.

        The header holds a number of seconds or an HTTP date (RFC 9110, section 10.2.3).
        """
        value = self.headers.get("Retry-After")
        if value is None:
            return None
        from .headers import seconds

        return seconds(value)

    def with_headers(self, headers: Mapping[str, str]) -> Self:
        """Add header fields to answer with, and return the error, as `with_traceback` does.

            raise emma.AppRateLimited().with_headers({"Retry-After": "30"})

        Args:
            headers: Names and values, in ASCII and without line breaks. A name that is there
                already, in any case, is replaced.

        Raises:
            TypeError: a name or a value is no str.
            ValueError: a name is no token (RFC 9110, section 5.6.2), or a value is not printable
                ASCII.
        """
        from .headers import checked

        added = checked(headers)
        replaced = {name.lower() for name in added}
        kept = {k: v for k, v in (self._headers or {}).items() if k.lower() not in replaced}
        self._headers = {**kept, **added}
        return self

    def with_details(self, details: Mapping[str, object]) -> Self:
        """Add details to answer with, and return the error, as `with_traceback` does.

            raise emma.FormatInvalid("email").with_details({"pointer": "/email"})

        They go out under `details` in an envelope, and as extension members in a problem.

        Args:
            details: Members of a JSON object: names, and values that JSON can hold. A name that
                is there already is replaced.

        Raises:
            TypeError: a name is no str, or a value is nothing that JSON can hold.
            ValueError: a value is circular or no number of JSON, or a name is one of the members
                that a problem has itself, such as `"status"`.
        """
        from .headers import json_object

        self._details = {**(self._details or {}), **json_object(details)}
        return self

    def text(self, lang: Language) -> str:
        """Return the text for display, with the arguments in place and `…` for an unknown one.

        Args:
            lang: `"en"` or `"zh"`. Of an error that the table does not have, there is only the
                server's message.

        Raises:
            ValueError: `lang` is neither.
        """
        return self._filled(lang)

    def log_fields(self) -> dict[str, str | int]:
        """Return what a log record or a span should carry, in OpenTelemetry's terms.

        `error.type` is `"emma.2101"`, or the class where there is no code.
        `http.response.status_code` is the status that arrived, or else the one to answer with; it
        is left out where neither is known. Neither field holds an argument or a server's text, and
        neither is a key that `logging` refuses in `extra=`.
        """
        if self.code is None:
            kind = _import_path(type(self))
        elif self.catalog is None:
            kind = str(self.code)
        else:
            kind = f"{self.catalog}.{self.code}"
        fields: dict[str, str | int] = {"error.type": kind}
        status = self.http_status if self.response_status is None else self.response_status
        if status is not None:
            fields["http.response.status_code"] = status
        return fields

    def to_wire(self) -> dict[str, object]:
        """Return the body that the API answers with, to be sent as JSON.

        Emma's is `{"error": 1, "code": "2101", "message": "Article is not found"}`, Baidu's
        `{"error_code": 111, "error_msg": "Access token expired"}` with a `request_id` if known.
        `details` is added where there are any.
        """
        from .envelopes import envelope_of

        return envelope_of(type(self)).write(self)

    def to_problem(
        self, *, lang: Language = "en", type_base: str | None = None
    ) -> dict[str, object]:
        """Return the problem details of RFC 9457; see `emma_errors.reply.problem`."""
        from .reply import problem

        return problem(self, lang=lang, type_base=type_base)

    def reply(
        self,
        *,
        format: Format = "wire",
        localize: bool = False,
        type_base: str | None = None,
        accept: str | None = None,
        accept_language: str | None = None,
    ) -> Reply:
        """Return the HTTP response to answer with; see `emma_errors.reply.reply`."""
        from .reply import reply

        return reply(
            self,
            format=format,
            localize=localize,
            type_base=type_base,
            accept=accept,
            accept_language=accept_language,
        )

    def _filled(self, lang: Language | None) -> str:
        """Return the message or the text in `lang`, with `…` for what cannot be filled in."""
        definition = self.definition
        if definition is not None:
            return definition.filled(self.args, lang)
        if lang not in (None, "en", "zh"):
            raise ValueError(f'no text in {lang!r}: lang is "en" or "zh"')
        return self._message or ""

    def __str__(self) -> str:
        """Return the code and the message, such as `[2101] Article is not found`; never empty."""
        message, definition, code = self._message, self.definition, self.code
        if message is None:
            message = "" if definition is None else definition.filled(self.args, None)
        if code is not None:
            return f"[{code}] {message}" if message else f"[{code}]"
        if message or self.response_status is None:
            return message or type(self).__qualname__
        return f"HTTP {self.response_status}"

    def __repr__(self) -> str:
        """Return the class, the arguments, and what arrived that the class does not say."""
        cls = type(self)
        parts = [shown(arg, repr) for arg in self.args]
        if "code" in self.__dict__:
            parts.append(
                f"code={self.code}" if isinstance(self.code, int) else f"code={self.code!r}"
            )
        if self._message is not None and self._message != restored(cls, self.args).message:
            parts.append(f"message={self._message!r}")
        if self.response_status is not None and self.response_status != cls.http_status:
            parts.append(f"response_status={self.response_status}")
        if self.request_id is not None:
            parts.append(f"request_id={self.request_id!r}")
        if self._details:
            parts.append(f"details={self._details!r}")
        return f"{cls.__qualname__}({', '.join(parts)})"

    def __reduce__(self) -> "tuple[object, tuple[object, ...], dict[str, object]]":
        """Pickle and copy by state, so that a subclass may take whatever arguments it likes."""
        return restored, (type(self), self.args), self.__dict__


def _import_path(cls: type[ApiError]) -> str:
    """Return where a class is imported from: its catalog's package, or else its module."""
    package = cls.__module__.rpartition(".")[0]
    if cls.catalog and getattr(sys.modules.get(package), cls.__qualname__, None) is cls:
        return f"{package}.{cls.__qualname__}"
    return f"{cls.__module__}.{cls.__qualname__}"


def restored(kind: "type[E]", args: tuple[object, ...]) -> "E":
    """Make an error of `kind` from its state, past its `__init__`."""
    return kind.__new__(kind, *args)


def classes(
    base: "type[E]", definitions: Iterable[Definition]
) -> "dict[type[object], dict[object, Callable[..., E]]]":
    """Return the exception classes of a catalog by code, name and definition.

    The type of the key comes first, because `True == 1` and `2101.0 == 2101`.
    """
    by_code: dict[object, Callable[..., E]] = {}
    by_name: dict[object, Callable[..., E]] = {}
    by_definition: dict[object, Callable[..., E]] = {}
    by_type: dict[type[object], dict[object, Callable[..., E]]] = {int: by_code, str: by_name}
    for definition in definitions:
        by_type[type(definition.code)] = by_code
        by_type[type(definition)] = by_definition
        if definition.success:
            continue
        exception = definition.exception
        assert issubclass(exception, base)
        by_code.setdefault(definition.code.value, exception)
        by_name[definition.name] = by_definition[definition] = exception
    return by_type


def exception_of(base: "type[E]", codes: type[Code], code: object) -> "Callable[..., E]":
    """Return the exception class of any key that `lookup.find` takes.

    Raises:
        UnknownCodeError: there is no such code.
        TypeError: the code is of another API.
        ValueError: the code means success.
    """
    from .lookup import within

    definition = code if isinstance(code, Definition) else within(codes, code)
    if not isinstance(definition.code, codes):
        raise TypeError(
            f"{base.catalog}.error() takes a member of {codes.__name__} or a Definition of one, "
            f"got {definition!r}"
        )
    try:
        exception = definition.exception
    except AttributeError as success:
        raise ValueError(str(success)) from None
    assert issubclass(exception, base)
    return exception
