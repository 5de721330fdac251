"""Answer errors in Flask and other WSGI apps.

    install(app, catalog=emma)  # a Flask app
    app = ApiErrorMiddleware(app)  # any other WSGI app

`ApiErrorMiddleware` answers an error of the app, or of its body before the first chunk. A later
error is re-raised, because the status line has already been sent. An `ExceptionGroup` that contains
only such errors is answered with the first of them. With `catalog=`, the framework's own errors are
answered too, including unhandled exceptions. This module imports no framework before the app does.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from traceback import walk_tb
from typing import cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment
from wsgiref.util import is_hop_by_hop

from .errors import ApiError
from .fallbacks import (
    NO_JSON,
    REQUIRED,
    Fault,
    answer_for,
    checked_catalog,
    invalid_input,
    raised_in,
)
from .headers import joined
from .http import PHRASES
from .reply import Format, Options, answer, api_error, log

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, TypeAlias

    from flask import Flask, Request, Response
    from flask.typing import ResponseReturnValue
    from werkzeug.exceptions import HTTPException

    from .lookup import Catalog

    ExcInfo: TypeAlias = (
        tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]
    )
    ErrorFor: TypeAlias = Callable[[Exception], ApiError | None]
else:
    Any = Catalog = ErrorFor = ExcInfo = Flask = HTTPException = Request = Response = object
    ResponseReturnValue = object

__all__ = ("ApiErrorMiddleware", "install")


class ApiErrorMiddleware:
    """A WSGI app (PEP 3333) that answers the errors of another WSGI app."""

    def __init__(
        self,
        app: WSGIApplication,
        *,
        format: Format = "wire",
        localize: bool = False,
        type_base: str | None = None,
        catalog: Catalog | None = None,
    ) -> None:
        """Wrap an app.

        Args:
            app: The app whose errors to answer.
            format: See `emma_errors.reply.reply`, also for the other options.
            localize: Whether the message of an envelope is in the client's language.
            type_base: The URL below which each code has a page.
            catalog: A package such as `emma_errors.emma`, whose definition for the status 500
                answers every other exception.

        Raises:
            TypeError: `catalog` is not the package of a catalog.
        """
        self.app = app
        options: Options = {"format": format, "localize": localize, "type_base": type_base}
        self.options: Options = options
        self.error_for: ErrorFor = partial(_error_for, checked_catalog(catalog))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        exchange = _Exchange(environ, start_response, self.options, self.error_for)
        return exchange.body_of(self.app)


def install(
    app: Flask,
    *,
    format: Format = "wire",
    localize: bool = False,
    type_base: str | None = None,
    catalog: Catalog | None = None,
) -> None:
    """Make a Flask app answer every error that is raised in it or in its blueprints.

    An error handler answers the errors of views and `before_request`, so `after_request` sees the
    response. `ApiErrorMiddleware` around `app.wsgi_app` answers the errors of `after_request`,
    `teardown_request` and streamed bodies before their first chunk.

    With `catalog`, Flask's own errors are answered with that catalog's definitions: unknown routes,
    wrong methods, `abort` and any other `HTTPException`, missing form fields and arguments, uploads
    that are too large, and unhandled exceptions. If Flask propagates an unhandled exception, as in
    debug mode, it still does.

    You can call it again: the options of the last call apply.

    Args:
        app: The app, before its first request.
        format: See `emma_errors.reply.reply`, also for the other options.
        localize: Whether the message of an envelope is in the client's language.
        type_base: The URL below which each code has a page.
        catalog: A package such as `emma_errors.emma`; None leaves Flask's own errors to it.

    Raises:
        TypeError: `catalog` is not the package of a catalog.
    """
    options: Options = {"format": format, "localize": localize, "type_base": type_base}
    checked = checked_catalog(catalog)
    installed: object = app.extensions.get("emma_errors")
    if not isinstance(installed, _Installed):
        installed = app.extensions["emma_errors"] = _Installed(app)
        installed.patch()
    installed.use(options, checked)


class _Installed:
    """The state of `install` in a Flask app; the options of its last call apply."""

    _handles_http_exceptions = False

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._catalog: Catalog | None = None
        app.register_error_handler(ApiError, self.answer_error)
        app.register_error_handler(ExceptionGroup, self.answer_error)
        self._around = ApiErrorMiddleware(app.wsgi_app)
        self._around.error_for = self._error_for
        self._unhandled: Callable[..., Response] = app.handle_exception
        self._log_unhandled: Callable[..., None] = app.log_exception

    def use(self, options: Options, catalog: "Catalog | None") -> None:
        """Use other options, and another catalog."""
        self._around.options = options
        self._catalog = catalog
        if catalog is not None and not self._handles_http_exceptions:
            from werkzeug.exceptions import HTTPException

            self._app.register_error_handler(HTTPException, self.answer_http_exception)
            self._handles_http_exceptions = True

    def patch(self) -> None:
        """Replace two methods, because Flask has no hook for this.

        Both are public methods that a subclass may override. If Flask no longer called them on the
        app, an error of `after_request` would be answered with Flask's 500 instead, and a bug would
        be logged by the app's logger, without the fields; tests/test_wsgi.py and
        tests/test_fallbacks.py would fail.
        """
        app = self._app
        app.handle_exception = self._handle_exception  # type: ignore[assignment, method-assign]  # ty: ignore[invalid-assignment]
        app.log_exception = self._log_exception  # type: ignore[method-assign]
        app.wsgi_app = self._around  # type: ignore[method-assign]

    def answer_error(self, error: Exception) -> "Response":
        """Answer an `ApiError`, or a group of them."""
        first = api_error(error)
        if first is None:
            raise error
        return self._response(first, error)

    def answer_http_exception(self, error: "HTTPException") -> "ResponseReturnValue":
        """Answer a werkzeug exception, including that of an unhandled exception."""
        from flask import Request, request
        from werkzeug.exceptions import BadRequestKeyError

        if self._catalog is None or error.response is not None or (error.code or 0) < 400:
            return error
        bug: BaseException | None = getattr(error, "original_exception", None)
        if bug is not None:  # which `_log_exception` has logged
            return self._response(answer_for(self._catalog, 500), bug, logged=True)
        headers = joined(error.get_headers(request.environ))
        if isinstance(error, BadRequestKeyError):
            faults = _missing_keys(error, request)
            answered = invalid_input(self._catalog, faults, headers=headers)
        elif error.code == 400 and raised_in(error, Request.on_json_loading_failed):
            answered = invalid_input(self._catalog, [Fault("body", "", NO_JSON)], headers=headers)
        else:
            answered = answer_for(self._catalog, error.code or 500, headers=headers)
        return self._response(answered, error)

    def _response(
        self, error: ApiError, raised: BaseException, *, logged: bool = False
    ) -> "Response":
        """Return Flask's response for an error."""
        from flask import request

        fields = request.headers
        accept, accept_language = fields.get("Accept"), fields.get("Accept-Language")
        negotiated = {"accept": accept, "accept_language": accept_language}
        if logged:
            reply = error.reply(**self._around.options, **negotiated)
        else:
            reply = answer(error, raised, self._around.options, **negotiated)
        response_class: type[Response] = self._app.response_class  # ty: ignore[invalid-assignment]
        return response_class(reply.body, reply.status, _end_to_end(reply.headers))

    def _handle_exception(self, *arguments: Any) -> "Response":
        if api_error(sys.exception()) is not None:
            raise  # to the middleware; Flask would log it and answer 500
        return self._unhandled(*arguments)

    def _log_exception(self, exc_info: Any) -> None:
        if self._catalog is None:
            self._log_unhandled(exc_info)
        else:
            log(answer_for(self._catalog, 500), exc_info[1])

    def _error_for(self, raised: Exception) -> ApiError | None:
        config = cast("dict[str, bool | None]", self._app.config)
        propagate = config["PROPAGATE_EXCEPTIONS"]
        if propagate is None:
            propagate = self._app.testing or self._app.debug
        return _error_for(None if propagate else self._catalog, raised)


# The mappings of Flask's request, and the source of their keys.
_SOURCES = {"args": "query", "cookies": "cookie", "form": "body", "files": "body"}


def _missing_keys(error: KeyError, request: Request) -> list[Fault]:
    """Return the key that is missing, if it is certain where in the request it was looked up."""
    frames = [frame for frame, _ in walk_tb(error.__traceback__)]
    mapping: object = frames[-1].f_locals.get("self") if frames else None  # in its `__getitem__`
    sources = {**_SOURCES, "values": "query"} if request.method == "GET" else _SOURCES
    # Those that were not read are not there; to read the form now could raise.
    read = [source for name, source in sources.items() if vars(request).get(name, ()) is mapping]
    return [Fault(source, str(error.args[0]), REQUIRED, missing=True) for source in read]


def _error_for(catalog: "Catalog | None", raised: Exception) -> ApiError | None:
    """Return the error to answer with; None for a bug without a catalog."""
    error = api_error(raised)
    return answer_for(catalog, 500) if error is None and catalog is not None else error


def _end_to_end(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return header fields without those of the connection, which PEP 3333 forbids an app."""
    return [(name, value) for name, value in headers if not is_hop_by_hop(name)]


class _Exchange:
    """One request: what of its response was sent, and the chunks of the rest."""

    def __init__(
        self,
        environ: WSGIEnvironment,
        start_response: StartResponse,
        options: Options,
        error_for: "ErrorFor",
    ) -> None:
        self._environ = environ
        self._start_response = start_response
        self._options = options
        self._error_for = error_for
        self._started = False
        self._sent = False
        self._body: Iterable[bytes] = ()
        self._chunks: Iterator[bytes] | None = None

    def body_of(self, app: WSGIApplication) -> Iterable[bytes]:
        """Return the body of the app's response, or that of the answer to its error."""
        try:
            self._body = app(self._environ, self._start)
        except Exception as error:
            answer = self._answer(error)
            if answer is None:
                raise
            return answer
        # A server may measure a list and send a file by the system; neither of them raises.
        wrapper: object = self._environ.get("wsgi.file_wrapper")
        plain = (list, tuple, wrapper) if isinstance(wrapper, type) else (list, tuple)
        return self._body if isinstance(self._body, plain) else self

    def _start(
        self, status: str, headers: list[tuple[str, str]], exc_info: ExcInfo | None = None, /
    ) -> Callable[[bytes], object]:
        """Start the response, as the app asks."""
        write = self._start_response(status, headers, exc_info)
        self._started = True

        def write_chunk(chunk: bytes, /) -> object:
            self._sent = self._sent or bool(chunk)
            return write(chunk)

        return write_chunk

    def _answer(self, error: Exception) -> list[bytes] | None:
        """Start the answer to an error and return its body; None where there is none."""
        first = None if self._sent else self._error_for(error)
        if first is None:
            return None
        status, headers, body = answer(
            first,
            error,
            self._options,
            accept=self._environ.get("HTTP_ACCEPT"),
            accept_language=self._environ.get("HTTP_ACCEPT_LANGUAGE"),
        )
        line = f"{status} {PHRASES.get(status, 'Error')}"
        fields = [*_end_to_end(headers), ("Content-Length", str(len(body)))]
        if self._started:
            # A server raises the error from here if it sent the headers already.
            self._start_response(line, fields, sys.exc_info())
        else:
            self._start_response(line, fields)
        return [] if self._environ["REQUEST_METHOD"] == "HEAD" else [body]

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            if self._chunks is None:
                self._chunks = iter(self._body)
            chunk = next(self._chunks)
        except StopIteration:
            raise
        except Exception as error:
            answer = self._answer(error)
            if answer is None:
                raise
            self._chunks = iter(answer)
            chunk = next(self._chunks)
        self._sent = self._sent or bool(chunk)
        return chunk

    def close(self) -> None:
        """Close the app's body, as a server must."""
        close: Callable[[], object] | None = getattr(self._body, "close", None)
        if close is not None:
            close()
