"""`ApiError`, the base class of the exceptions of every catalog.

    Exception
      ApiError
        emma.EmmaError
          a class for each category, such as emma.NotFoundError
            a class for each definition, such as emma.ArticleNotFound
        baidu.BaiduError
          a class for each category, such as baidu.ParameterError
            a class for each definition, such as baidu.AccessTokenExpired

The values of the table are class attributes. The state of an error is only its `args` and its
`__dict__`, and its messages are created on demand. Every class therefore supports pickle, copy and
notes, and you can show the same error in both languages.
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

__all__ = ("ApiError", "Headers", "classes", "exception_of", "lineage", "restored")


class Headers(Mapping[str, str]):
    """Header fields by name; names are case-insensitive (RFC 9110, section 5.1)."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields

    def __getitem__(self, name: str) -> str:
        lowered = name.lower()
        for field, value in self._fields.items():
            if field.lower() == lowered:
                return value
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        return f"Headers({dict(self._fields)!r})"


class ApiError(Exception):
    """Base class of every error of every catalog.

    The class of a definition takes the parameters of its message as arguments.
    """

    catalog: str | None = None
    """The name of the catalog, such as `"emma"`; None if it is not known."""

    rows: tuple[Definition, ...] = ()
    """The rows of the catalog; empty if the catalog is not known."""

    envelope: tuple[str, ...] | None = None
    """The fields of the API's body that contain the code and the message, such as Baidu's
    `("error_code", "error_msg")`; None for Emma's envelope."""

    code: int | str | None = None
    """The code: a member of the catalog's enum, or an int or str that the table does not have."""

    definition: Definition | None = None
    """The row of the table; None if no row is known for this error."""

    http_status: int | None = None
    """The table's HTTP status code, such as 404; otherwise the one that was received, or None."""

    advice: Advice | None = None
    """What a client can do about the error, or None."""

    retryable: bool = False
    """Whether the same request may succeed later: the advice is `retry` or `back_off`, or a gateway
    answered 502, 503 or 504 without an error of the API in the body."""

    request_id: int | str | None = None
    """The server's identifier of the request, such as Baidu's `request_id`; None if not known."""

    response_status: int | None = None
    """The HTTP status code that was received with the error; None for an error that you raise."""

    body: str | None = None
    """The body that was received with the error, at most 8,192 characters; None for an error that
    you raise."""

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
                    f"{', '.join([shown(arg, repr) for arg in args])}"
                )

        def _signature(self) -> None: ...

        __init__.__wrapped__ = _signature  # what inspect.signature and editors show

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Make the first class that has a definition the definition's `exception`."""
        super().__init_subclass__(**kwargs)
        definition: object = cls.__dict__.get("definition")
        if isinstance(definition, Definition) and definition._exception is None:  # pyright: ignore[reportPrivateUsage]
            definition._exception = cls  # pyright: ignore[reportPrivateUsage]

    @property
    def status_code(self) -> int | None:
        """The same as `http_status`, under the name that web frameworks use."""
        return self.http_status

    @property
    def message(self) -> str:
        """The server's message, or the table's message with the arguments inserted."""
        return self._filled(None) if self._message is None else self._message

    @property
    def params(self) -> dict[str, str]:
        """The arguments by name, such as `{"user": "bob"}`."""
        names = () if self.definition is None else self.definition.params
        return {name: shown(arg) for name, arg in zip(names, self.args, strict=False)}

    @property
    def headers(self) -> Mapping[str, str]:
        """The header fields to send, or those that were received; names are case-insensitive."""
        return Headers(self._headers or {})

    @property
    def details(self) -> Mapping[str, object]:
        """The details to send, or those that were received: members of a JSON object."""
        return self._details or {}

    @property
    def retry_after(self) -> float | None:
        """The seconds to wait before the next request, from `Retry-After`; None if not known.

        The header contains a number of seconds or an HTTP date (RFC 9110, section 10.2.3).
        """
        value = self.headers.get("Retry-After")
        if value is None:
            return None
        from .headers import seconds

        return seconds(value)

    def with_headers(self, headers: Mapping[str, str]) -> Self:
        """Add header fields to send, and return the error, like `with_traceback`.

            raise emma.AppRateLimited().with_headers({"Retry-After": "30"})

        Fields of the body and the connection, such as `Content-Type`, `Date`, `Connection` and
        `Transfer-Encoding`, are not sent, because the response has its own. HTTP status 416 keeps
        `Content-Range`, and 426 keeps `Upgrade` and `Connection`, except under WSGI and in Django.
        `Vary` is added to the response's own.

        Args:
            headers: Names and values, in ASCII and without line breaks. A field that was added
                before under the same name, in any case, is replaced.

        Raises:
            TypeError: It is not a mapping, or a name or a value is not a str.
            ValueError: A name is not a token (RFC 9110, section 5.6.2) or is given twice, or a
                value is not printable ASCII.
        """
        from .headers import checked_headers

        added = checked_headers(headers)
        replaced = {name.lower() for name in added}
        kept = {k: v for k, v in (self._headers or {}).items() if k.lower() not in replaced}
        self._headers = {**kept, **added}
        return self

    def with_details(self, details: Mapping[str, object]) -> Self:
        """Add details to send, and return the error, like `with_traceback`.

            raise emma.FormatInvalid("email").with_details({"pointer": "/email"})

        An envelope contains them as the member `details`, a problem as extension members.

        Args:
            details: Names, and values that have a JSON form. A detail that was added before under
                the same name is replaced.

        Raises:
            TypeError: It is not a mapping, a name is not a str, or a value has no JSON form.
            ValueError: A value is circular, infinite or NaN, or a name is a member of every
                problem, such as `"status"`.
        """
        from .headers import checked_details

        self._details = {**(self._details or {}), **checked_details(details)}
        return self

    def text(self, lang: Language) -> str:
        """Return the display text with the arguments inserted, or `…` for an unknown argument.

        If the error has no definition, this is the server's message in any language.

        Args:
            lang: `"en"` or `"zh"`.

        Raises:
            ValueError: `lang` is neither of these.
        """
        if lang not in ("en", "zh"):
            raise ValueError(f'no text in {lang!r}: lang is "en" or "zh"')
        return self._filled(lang)

    def log_fields(self) -> dict[str, str | int]:
        """Return fields for a log record or a span, named after OpenTelemetry's conventions.

        `error.type` is `"emma.2101"`, or the name of the class if there is no code.
        `http.response.status_code` is the status that was received, otherwise the one to answer
        with, and is omitted if neither is known. The fields contain no arguments and no server
        messages, and `logging` accepts their keys in `extra=`.
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
        """Return the error in the API's own format, to be sent as JSON.

        Emma's is `{"error": 1, "code": "2101", "message": "Article is not found"}`, Baidu's
        `{"error_code": 111, "error_msg": "Access token expired"}`, with a `request_id` if known.
        If the error has details, they are the member `details`.
        """
        from .envelopes import envelope_of

        return envelope_of(type(self)).write(self)

    def to_problem(
        self, *, lang: Language = "en", type_base: str | None = None
    ) -> dict[str, object]:
        """Return the error as RFC 9457 problem details; see `emma_errors.reply.problem`."""
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
        """Return the HTTP response for the error; see `emma_errors.reply.reply`."""
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
        """Return the message or the text in `lang`, with `…` for an unknown argument."""
        definition = self.definition
        return self._message or "" if definition is None else definition.filled(self.args, lang)

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
        """Return the class, the arguments, and the attributes that differ from the class."""
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
        """Pickle and copy by state, so that a subclass may take any arguments."""
        return restored, (type(self), self.args), self.__dict__


def _import_path(cls: type[ApiError]) -> str:
    """Return the import path of a class: by its catalog's package if possible."""
    package = cls.__module__.rpartition(".")[0]
    if cls.catalog and getattr(sys.modules.get(package), cls.__qualname__, None) is cls:
        return f"{package}.{cls.__qualname__}"
    return f"{cls.__module__}.{cls.__qualname__}"


def restored(kind: "type[E]", args: tuple[object, ...]) -> "E":
    """Create an error of class `kind` with `args`, without calling its `__init__`."""
    error = kind.__new__(kind, *args)
    error.args = args  # beside OSError, `__new__` does not set them
    return error


def lineage(definition: Definition) -> list[type[ApiError]]:
    """Return the exception classes of a definition, of its category and of its catalog.

    Raises:
        AttributeError: The definition means success.
    """
    classes = definition.exception.__mro__
    return [cls for cls in classes if issubclass(cls, ApiError) and cls is not ApiError]


def classes(
    base: "type[E]", definitions: Iterable[Definition]
) -> "dict[type[object], dict[object, Callable[..., E]]]":
    """Return the exception classes of a catalog by code, name and definition.

    The outer keys are the types of the inner keys, because `True == 1` and `2101.0 == 2101`.
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
        UnknownCodeError: There is no such code.
        TypeError: The code belongs to another API.
        ValueError: The code means success.
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
