"""Django, REST framework and Ninja: an error that is raised anywhere goes out as its HTTP answer.

    MIDDLEWARE = [..., "emma_errors.django.ApiErrorMiddleware"]
    EMMA_ERRORS = {"format": "wire", "localize": True, "type_base": None}  # each may be left out

The middleware covers views of all three, sync and async, and what raises below it in `MIDDLEWARE`;
put it below Django's own middleware and above yours. With ATOMIC_REQUESTS the transaction is rolled
back. An `ExceptionGroup` of such errors alone is answered with the first of them.

REST framework and Ninja can also answer by themselves, and Ninja must where DEBUG is on, for there
it answers every other error with its traceback:

    REST_FRAMEWORK = {"EXCEPTION_HANDLER": "emma_errors.django.drf_exception_handler"}
    api.add_exception_handler(ApiError, ninja_exception_handler)
"""

import sys
from collections.abc import Awaitable, Callable, Mapping

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import got_request_exception
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from .errors import ApiError
from .reply import Format, api_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypedDict

    class Options(TypedDict, total=False):
        """What `settings.EMMA_ERRORS` may hold; see `emma_errors.reply.reply`."""

        format: Format
        localize: bool
        type_base: str | None
else:
    Options = dict

__all__ = ("ApiErrorMiddleware", "drf_exception_handler", "ninja_exception_handler")

# In a request's META while the middleware waits for the response.
_ANSWERED = "emma_errors.answered"


class ApiErrorMiddleware:
    """Django middleware, sync and async, that answers errors."""

    sync_capable = True
    async_capable = True

    def __init__(
        self,
        get_response: Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]],
    ) -> None:
        """Wrap the rest of the chain, as Django does.

        Raises:
            ImproperlyConfigured: `settings.EMMA_ERRORS` holds what is no option.
        """
        self._get_response = get_response
        # The one of `inspect` knows what asgiref marks from Python 3.12 on.
        self._is_async = iscoroutinefunction(get_response)  # pyright: ignore[reportDeprecated]
        if self._is_async:
            markcoroutinefunction(self)  # ty: ignore[invalid-argument-type]
        _options()
        got_request_exception.connect(_pass_on, dispatch_uid="emma_errors.django")

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        """Answer a request."""
        if self._is_async:
            return self._call_async(request)
        request.META[_ANSWERED] = True
        try:
            return self._get_response(request)
        except Exception as error:
            return _answered(request, error)
        finally:
            request.META.pop(_ANSWERED, None)

    async def _call_async(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request where the chain is async."""
        request.META[_ANSWERED] = True
        try:
            response = self._get_response(request)
            assert isinstance(response, Awaitable)
            return await response
        except Exception as error:
            return _answered(request, error)
        finally:
            request.META.pop(_ANSWERED, None)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer an error of a view, once its transaction is rolled back."""
        told = api_error(exception)
        return None if told is None else _response(request, told)


def drf_exception_handler(exc: Exception, context: Mapping[str, object]) -> HttpResponseBase | None:
    """Answer an error of a REST framework view; leave any other to REST framework's own handler.

    Args:
        exc: What the view raised.
        context: REST framework's, with the `request`.
    """
    told = api_error(exc)
    if told is None:
        from rest_framework.views import exception_handler

        return exception_handler(exc, {**context})
    _set_rollback()
    # A request of REST framework stands around Django's.
    request = getattr(context["request"], "_request", context["request"])
    assert isinstance(request, HttpRequest)
    return _response(request, told)


def ninja_exception_handler(request: HttpRequest, exc: Exception | type[Exception]) -> HttpResponse:
    """Answer an error of a Ninja operation; for `NinjaAPI.add_exception_handler`.

    Args:
        request: The request.
        exc: What the operation raised: an `ApiError`, or an `ExceptionGroup` if registered for it.
    """
    told = api_error(exc)
    if told is None:
        raise exc
    _set_rollback()
    return _response(request, told)


def _pass_on(*, request: HttpRequest, **_: object) -> None:
    """Pass an error that other middleware raised up to ours.

    Django turns what a middleware raises into a 500 right around it, out of reach of the middleware
    above, but for this signal, whose receivers may raise.
    """
    error = sys.exception()
    if error is not None and _ANSWERED in request.META and api_error(error) is not None:
        raise error


def _answered(request: HttpRequest, error: Exception) -> HttpResponse:
    """Return the answer to an error, or raise it if it has none."""
    told = api_error(error)
    if told is None:
        raise error
    return _response(request, told)


def _response(request: HttpRequest, error: ApiError) -> HttpResponse:
    """Return the response to a request that met an error."""
    reply = error.reply(
        **_options(),
        accept=request.headers.get("Accept"),
        accept_language=request.headers.get("Accept-Language"),
    )
    body = b"" if request.method == "HEAD" else reply.body
    length = {"Content-Length": str(len(reply.body))}
    return HttpResponse(body, status=reply.status, headers={**dict(reply.headers), **length})


def _set_rollback() -> None:
    """Roll back what ATOMIC_REQUESTS began, for a view that returns is committed."""
    for connection in connections.all(initialized_only=True):
        if connection.settings_dict["ATOMIC_REQUESTS"] and connection.in_atomic_block:
            connection.set_rollback(True)


def _options() -> Options:
    """Return `settings.EMMA_ERRORS`, read each time so that a test may override it."""
    options: Options = getattr(settings, "EMMA_ERRORS", Options())
    unknown = sorted(options.keys() - {"format", "localize", "type_base"})
    if unknown or options.get("format", "wire") not in ("wire", "problem"):
        raise ImproperlyConfigured(
            'EMMA_ERRORS takes "format" ("wire" or "problem"), "localize" and "type_base", '
            f"got {options!r}"
        )
    return options
