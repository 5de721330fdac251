"""Answer errors in Django, REST framework and Ninja.

    MIDDLEWARE = [..., "emma_errors.django.ApiErrorMiddleware"]
    EMMA_ERRORS = {"catalog": "emma_errors.emma", "localize": True}  # both are optional
    CSRF_FAILURE_VIEW = "emma_errors.django.csrf_failure"
    handler400 = handler403 = handler404 = handler500 = "emma_errors.django.error_view"  # urls.py

The middleware answers errors of views of all three, sync or async, and of the middleware below it.
Put it below Django's own middleware and above yours. With ATOMIC_REQUESTS, the transaction is
rolled back. An `ExceptionGroup` that contains only such errors is answered with the first of them.
With a catalog, it also answers unknown routes, wrong methods, bodies that are not JSON, `Http404`,
`PermissionDenied` and `SuspiciousOperation` of views and, if DEBUG is off, every other exception.
If DEBUG is off, the error view answers what other middleware raises, wherever it stands.

REST framework and Ninja answer their own errors before the middleware sees them, and Ninja answers
every other error with a traceback if DEBUG is on. These handlers use the catalog there:

    REST_FRAMEWORK = {"EXCEPTION_HANDLER": "emma_errors.django.drf_exception_handler"}
    for kind in (Exception, HttpError, ValidationError, Http404):
        api.add_exception_handler(kind, ninja_exception_handler)
"""

import json
import logging
import sys
from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from typing import cast
from wsgiref.util import is_hop_by_hop

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    ImproperlyConfigured,
    PermissionDenied,
    SuspiciousOperation,
)
from django.core.signals import got_request_exception
from django.db import connections
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException, UnreadablePostError
from django.http.response import HttpResponseBase
from django.urls import Resolver404, get_resolver, resolve
from django.utils.log import log_response
from django.views import defaults

from .django_faults import drf_faults, ninja_faults
from .errors import ApiError
from .fallbacks import answer_for, checked_catalog, invalid_input, malformed_body
from .reply import Options, answer, api_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from .lookup import Catalog

    ErrorView: TypeAlias = Callable[[HttpRequest, Exception], HttpResponse]
else:
    Catalog = object

__all__ = (
    "ApiErrorMiddleware",
    "csrf_failure",
    "drf_exception_handler",
    "error_view",
    "ninja_exception_handler",
)

# In a request's META while the middleware waits for the response.
_ANSWERED = "emma_errors.answered"

# The bodies with which Django and Ninja answer a wrong method.
_NOT_ALLOWED = (b"", b"Method not allowed")

# What Django answers an exception with, other than a bug: the status, and the view of the page.
_STATUSES: "tuple[tuple[type[Exception], int, ErrorView], ...]" = (
    (Http404, 404, defaults.page_not_found),
    (PermissionDenied, 403, defaults.permission_denied),
    (BadRequest, 400, defaults.bad_request),
    (MultiPartParserError, 400, defaults.bad_request),
    (SuspiciousOperation, 400, defaults.bad_request),
)


class ApiErrorMiddleware:
    """A Django middleware, for sync and async, that answers errors."""

    sync_capable = True
    async_capable = True

    def __init__(
        self,
        get_response: Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]],
    ) -> None:
        """Wrap the next middleware or the view; Django calls this.

        Raises:
            ImproperlyConfigured: `settings.EMMA_ERRORS` has an unknown option or a wrong value.
        """
        self._get_response = get_response
        # `inspect.iscoroutinefunction` recognizes what asgiref marks only from Python 3.12 on.
        self._is_async = iscoroutinefunction(get_response)  # pyright: ignore[reportDeprecated]  # ty: ignore[deprecated]
        if self._is_async:
            markcoroutinefunction(self)  # ty: ignore[invalid-argument-type]
        _catalog()
        got_request_exception.connect(_pass_on, dispatch_uid="emma_errors.django")

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        """Answer a request."""
        if self._is_async:
            return self._call_async(request)
        outermost = request.META.setdefault(_ANSWERED, self) is self
        try:
            response = self._get_response(request)
            assert isinstance(response, HttpResponseBase)
            return _translated(request, response)
        except Exception as error:
            return _answered(request, error)
        finally:
            if outermost:
                del request.META[_ANSWERED]

    async def _call_async(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request where the chain is async."""
        outermost = request.META.setdefault(_ANSWERED, self) is self
        try:
            response = self._get_response(request)
            assert isinstance(response, Awaitable)
            return _translated(request, await response)
        except Exception as error:
            return _answered(request, error)
        finally:
            if outermost:
                del request.META[_ANSWERED]

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer an error of a view after its transaction is rolled back."""
        error, catalog = api_error(exception) or _known(exception), _catalog()
        if error is None and catalog is not None and _is_of_body(request, exception):
            error = malformed_body(catalog, exception)
        return None if error is None else _response(request, error, exception)


def error_view(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an exception that Django converts to a response; for `handler400` to `handler500`.

    Django calls it for exceptions of all middleware if DEBUG is off. Without a catalog, only the
    errors that the app raises are answered, and others have Django's own page.

    Args:
        request: The request.
        exception: The exception; Django omits it for a status of 500.
    """
    raised = exception or sys.exception()
    assert isinstance(raised, Exception)
    error = _known(raised) or _error_for(raised)
    if error is not None:
        return _response(request, error, raised)
    page = next((page for kind, _, page in _STATUSES if isinstance(raised, kind)), None)
    return defaults.server_error(request) if page is None else page(request, raised)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a request without a valid CSRF token; for `CSRF_FAILURE_VIEW`.

    Args:
        request: The request.
        reason: Django's description of the error; it is not sent.
    """
    catalog = _catalog()
    if catalog is None:
        from django.views.csrf import csrf_failure

        return csrf_failure(request, reason)
    error = answer_for(catalog, 403)
    return _response(request, error, error)


def drf_exception_handler(exc: Exception, context: Mapping[str, object]) -> HttpResponseBase | None:
    """Answer an error of a REST framework view; with a catalog, also REST framework's own.

    Other exceptions are left to Django.

    Args:
        exc: The exception that the view raised.
        context: The context of REST framework, which contains the `request`.
    """
    # A request of REST framework wraps Django's.
    request = getattr(context["request"], "_request", context["request"])
    assert isinstance(request, HttpRequest)
    error, catalog = api_error(exc), _catalog()
    if error is None:
        from rest_framework.views import exception_handler

        response = exception_handler(exc, {**context})
        if response is None or catalog is None:
            return response
        headers, status = dict(response.headers), response.status_code
        faults = drf_faults(request, exc) if status in (400, 422) else None
        if faults is not None:
            error = invalid_input(catalog, faults, status=status, headers=headers)
        else:
            error = answer_for(catalog, status, headers=headers)
    _set_rollback()
    return _response(request, error, exc)


def ninja_exception_handler(request: HttpRequest, exc: Exception | type[Exception]) -> HttpResponse:
    """Answer an error of a Ninja operation; for `NinjaAPI.add_exception_handler`.

    With a catalog, it also answers Ninja's `HttpError` and `ValidationError` and Django's
    `Http404`.

    Args:
        request: The request.
        exc: The exception that the operation raised, of a class for which this handler is
            registered.
    """
    assert isinstance(exc, Exception)
    error, catalog = api_error(exc) or _known(exc), _catalog()
    if error is None and catalog is not None:
        from ninja.errors import HttpError

        faults = ninja_faults(exc)
        if faults is not None:
            error = invalid_input(catalog, faults, status=getattr(exc, "status_code", 422))
        elif isinstance(exc, HttpError):
            wait: object = getattr(exc, "wait", None)
            headers = {} if wait is None else {"Retry-After": f"{wait:.0f}"}
            error = answer_for(catalog, exc.status_code, headers=headers)
    if error is None:
        raise exc
    _set_rollback()
    return _response(request, error, exc)


def _pass_on(*, request: HttpRequest, **_: object) -> None:
    """Raise an error of other middleware, or a bug, to our middleware.

    Django converts an exception of a middleware to a response directly around it, so the middleware
    above does not see it. Only this signal is sent before, and its receivers may raise.
    """
    error = sys.exception()
    if isinstance(error, Exception) and _ANSWERED in request.META and _error_for(error) is not None:
        raise error


def _known(error: Exception) -> ApiError | None:
    """Return the answer to an exception that Django has a status for; None without a catalog."""
    catalog = _catalog()
    status = next((status for kind, status, _ in _STATUSES if isinstance(error, kind)), None)
    return None if catalog is None or status is None else answer_for(catalog, status)


def _is_of_body(request: HttpRequest, error: Exception) -> bool:
    """Return whether an error of `json.loads` is about the request's body.

    If that is empty, it may as well be about another server's empty response.
    """
    if not isinstance(error, (json.JSONDecodeError, UnicodeDecodeError)):
        return False
    try:
        body = request.body
        if isinstance(error, UnicodeDecodeError):
            return body == error.object
        return body != b"" and body.decode(json.detect_encoding(body), "surrogatepass") == error.doc
    except (RawPostDataException, SuspiciousOperation, UnicodeDecodeError, UnreadablePostError):
        return False


def _error_for(error: Exception) -> ApiError | None:
    """Return the answer to an error, or to a bug; None where Django answers it."""
    answered, catalog = api_error(error), _catalog()
    if answered is not None or catalog is None:
        return answered
    debugs = settings.DEBUG or settings.DEBUG_PROPAGATE_EXCEPTIONS
    return None if debugs else answer_for(catalog, 500)


def _answered(request: HttpRequest, error: Exception) -> HttpResponse:
    """Return the answer to an error, or raise it if it has none."""
    answered = _error_for(error)
    if answered is None:
        raise error
    return _response(request, answered, error)


def _translated(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return the response, or with a catalog the answer that replaces one of Django's."""
    if response.status_code not in (404, 405):
        return response
    catalog = _catalog()
    if catalog is None:
        return response
    if isinstance(response, HttpResponseNotAllowed):
        if response.content not in _NOT_ALLOWED:
            return response
    elif response.status_code == 405 or request.resolver_match is not None or _is_of_app(request):
        return response
    error = answer_for(catalog, response.status_code, headers=dict(response.headers))
    answered = _response(request, error, error)
    answered.cookies = response.cookies
    return answered


def _is_of_app(request: HttpRequest) -> bool:
    """Return whether the app made a 404: its middleware for a known route, or its error view."""
    urlconf = getattr(request, "urlconf", None)
    try:
        resolve(request.path_info, urlconf)
    except Resolver404:
        view: object = get_resolver(urlconf).resolve_error_handler(404)
        return view not in (defaults.page_not_found, error_view)
    return True


def _response(request: HttpRequest, error: ApiError, raised: BaseException) -> HttpResponse:
    """Return the response to a request that met an error."""
    reply = answer(
        error,
        raised,
        _options(),
        accept=request.headers.get("Accept"),
        accept_language=request.headers.get("Accept-Language"),
    )
    body = b"" if request.method == "HEAD" else reply.body
    headers = {name: value for name, value in reply.headers if not is_hop_by_hop(name)}  # PEP 3333
    headers["Content-Length"] = str(len(reply.body))
    response = HttpResponse(body, status=reply.status, headers=headers)
    if reply.status >= 500:
        # The private attribute by which Django logs a response once. If Django no longer read it,
        # `django.request` would log 500 and above too, and tests/test_django.py would fail.
        response._has_been_logged = True  # type: ignore[attr-defined]  # ty: ignore[missing-attribute]
    elif isinstance(raised, SuspiciousOperation):  # which Django logs for security
        logger = logging.getLogger(f"django.security.{type(raised).__name__}")
        log_response(
            str(raised),
            exception=raised,
            request=request,
            response=response,
            level="error",
            logger=logger,
        )
    return response


def _set_rollback() -> None:
    """Roll back the transaction of ATOMIC_REQUESTS, which is committed if a view returns."""
    for connection in connections.all(initialized_only=True):
        if connection.settings_dict["ATOMIC_REQUESTS"] and connection.in_atomic_block:
            connection.set_rollback(True)


def _settings() -> dict[str, object]:
    """Return `settings.EMMA_ERRORS`, read each time so that a test may override it."""
    options: dict[str, object] = getattr(settings, "EMMA_ERRORS", {})
    unknown = sorted(options.keys() - {"format", "localize", "type_base", "catalog"})
    if unknown or options.get("format", "wire") not in ("wire", "problem"):
        raise ImproperlyConfigured(
            'EMMA_ERRORS takes "format" ("wire" or "problem"), "localize", "type_base" and '
            f'"catalog", got {options!r}'
        )
    return options


def _options() -> Options:
    """Return the options of an answer."""
    defaults: Options = {"format": "wire", "localize": False, "type_base": None}
    given = {name: value for name, value in _settings().items() if name != "catalog"}
    return cast("Options", {**defaults, **given})  # ty: ignore[redundant-cast]


def _catalog() -> Catalog | None:
    """Return the catalog whose definitions answer Django's own errors."""
    given = _settings().get("catalog")
    try:
        catalog: object = import_module(given) if isinstance(given, str) else given
        return checked_catalog(cast("Catalog | None", catalog))
    except (ImportError, TypeError) as error:
        raise ImproperlyConfigured(
            'EMMA_ERRORS["catalog"] takes a package that emma-errors generate wrote, or its name '
            f"such as 'emma_errors.emma', got {given!r}"
        ) from error
