"""What every exception of every catalog can do: `ApiError`, the root of the tree.

    Exception
      ApiError
        emma.EmmaError
          a class a category, such as emma.NotFoundError
            a class a definition, such as emma.ArticleNotFound
        baidu.BaiduError
          a class a category, such as baidu.ParameterError
            a class a definition, such as baidu.AccessTokenExpired

An exception's state is `args` and `__dict__` alone and its texts are made on demand, so every class
survives pickle, copy and notes, and one error can be shown in both languages.
"""

from .model import Advice, Definition, ErrorCode, Language

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from .reply import Format, Reply

    E = TypeVar("E", bound="ApiError")
else:
    E = Exception
    Format = Reply = object

__all__ = ("ApiError", "error", "restored")


class ApiError(Exception):
    """Base of every error of every catalog.

    A class of a definition takes the definition's parameters as arguments, and nothing else.
    """

    catalog: str | None = None
    """The catalog's name, such as `"emma"`; None where it is not known."""

    envelope: tuple[str, str] | None = None
    """The fields of the API's body that hold the code, a number, and the message, such as Baidu's
    `("error_code", "error_msg")`; None for Emma's envelope."""

    code: int | None = None
    """The code: a member of the catalog's enum, or a plain int where the table has no such code."""

    request_id: int | str | None = None
    """What the server calls the request, where it says so: Baidu's `request_id` or `log_id`."""

    response_status: int | None = None
    """The HTTP status code that arrived with the error; None for one that did not arrive."""

    body: str | None = None
    """The body that arrived with the error, cut after 8,192 characters; None for one that did not
    arrive."""

    _message: str | None = None

    if TYPE_CHECKING:

        def __init__(self) -> None:
            """Take nothing: the text of this class has no `%s`."""
    else:

        def __init__(self, *args: object) -> None:
            if args:
                raise TypeError(
                    f"{type(self).__qualname__}() takes no argument, got {len(args)}: "
                    f"{', '.join(map(repr, args))}"
                )

    @property
    def definition(self) -> Definition | None:
        """The row of the table that this error stands for; None where the table has none."""
        if "code" in self.__dict__:  # off the wire, and of no class of its own
            return None
        kind = type(self)
        if kind not in _DEFINITIONS:
            code = kind.code
            definitions = code.definitions if isinstance(code, ErrorCode) else ()
            own = [
                definition for definition in definitions if issubclass(kind, definition.exception)
            ]
            _DEFINITIONS[kind] = own[0] if own else None
        return _DEFINITIONS[kind]

    @property
    def http_status(self) -> int | None:
        """The HTTP status code of the table, such as 404, or else the one that arrived, or None."""
        if isinstance(self.code, ErrorCode):
            return (self.definition or self.code).http_status
        return self.response_status

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
        definition = self.definition
        names = () if definition is None else definition.params
        return {name: _shown(arg) for name, arg in zip(names, self.args, strict=False)}

    @property
    def advice(self) -> Advice | None:
        """What a client can do about it, or None."""
        definition = self.definition
        return None if definition is None else definition.advice

    @property
    def retryable(self) -> bool:
        """Whether the same request may succeed later: the advice is to retry or to back off."""
        return self.advice in (Advice.RETRY, Advice.BACK_OFF)

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

        `error.type` is `"emma.2101"`, or the class where there is no code;
        `http.response.status_code` is left out where it is not known. Neither holds an argument or
        a server's text, and neither is a key that `logging` refuses in `extra=`.
        """
        if self.code is None:
            kind = f"{type(self).__module__}.{type(self).__qualname__}"
        else:
            kind = f"{self.catalog}.{self.code:d}"
        fields: dict[str, str | int] = {"error.type": kind}
        if self.http_status is not None:
            fields["http.response.status_code"] = self.http_status
        return fields

    def to_wire(self) -> dict[str, int | str]:
        """Return the body that the API answers with, to be sent as JSON.

        Emma's is `{"error": 1, "code": "2101", "message": "Article is not found"}`, Baidu's
        `{"error_code": 111, "error_msg": "Access token expired"}` with a `request_id` if known.
        """
        code = self.code
        if self.envelope is None:
            told = {} if code is None else {"code": str(int(code))}
            return {"error": 1, **told, "message": self.message}
        of_code, of_message = self.envelope
        body: dict[str, int | str] = {} if code is None else {of_code: int(code)}
        body[of_message] = self.message
        if self.request_id is not None:
            body["request_id"] = self.request_id
        return body

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
        if definition is None:
            if lang not in (None, "en", "zh"):
                raise ValueError(f'no text in {lang!r}: lang is "en" or "zh"')
            return self._message or ""
        args = [_shown(arg) for arg in self.args]
        if len(args) != len(definition.params):
            args = ["…"] * len(definition.params)
        return definition.format(*args, lang=lang)

    def __str__(self) -> str:
        """Return the code and the message: `[2101] Article is not found`."""
        if self.code is not None:
            return f"[{self.code:d}] {self.message}".rstrip()
        if self.message or self.response_status is None:
            return self.message
        return f"HTTP {self.response_status}"

    def __reduce__(self) -> "tuple[object, tuple[object, ...], dict[str, object]]":
        """Pickle and copy by state, so that a subclass may take whatever arguments it likes."""
        return restored, (type(self), self.args), self.__dict__


_DEFINITIONS: "dict[type[ApiError], Definition | None]" = {}


def _shown(arg: object) -> str:
    """Return the text of an argument; an error must be shown even if its argument cannot be."""
    try:
        return str(arg)
    except Exception:
        return "…"


def restored(kind: "type[E]", args: tuple[object, ...]) -> "E":
    """Make an error of `kind` from its state, past its `__init__`."""
    return kind.__new__(kind, *args)


def error(base: "type[E]", codes: type[ErrorCode], code: object, args: tuple[str, ...]) -> "E":
    """Make the exception of a code known only at run time, as `error` of a catalog says."""
    if isinstance(code, codes):
        definition = code.definition
    elif isinstance(code, Definition):
        definition = code
    else:
        from .lookup import within

        definition = within(codes, code)
    if not isinstance(definition.code, codes):
        raise TypeError(
            f"{base.catalog}.error() takes a member of {codes.__name__} or a Definition of one, "
            f"got {definition!r}"
        )
    try:
        exception = definition.exception
    except AttributeError as no_exception:
        raise ValueError(str(no_exception)) from None
    assert issubclass(exception, base)
    return exception(*args)
