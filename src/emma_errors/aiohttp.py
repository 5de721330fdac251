"""Answer errors in aiohttp's server.

    web.Application(middlewares=[error_middleware])
    web.Application(middlewares=[error_middleware(catalog=emma)])

The middleware answers errors of handlers, of the middleware after it in the list, and of
sub-applications. An error raised after the response has started, or in a prepared WebSocket, is
re-raised, because the status line has already been sent. An `ExceptionGroup` that contains only
such errors is answered with the first of them. With `catalog=`, every `web.HTTPException` of 400
and above is answered too, including unknown routes and wrong methods, and unhandled exceptions
unless the event loop is in debug mode.
"""

from asyncio import get_running_loop
from functools import partial
from typing import cast, overload

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from aiohttp.web import Request, StreamResponse  # `Handler` refers to them by these names

from .errors import ApiError
from .fallbacks import answer_for, checked_catalog, malformed_body, raised_in
from .reply import Format, Options, answer, api_error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .lookup import Catalog
else:
    Catalog = object

__all__ = ("error_middleware",)


@overload
async def error_middleware(request: Request, handler: Handler) -> StreamResponse: ...


@overload
def error_middleware(
    *,
    format: Format = "wire",
    localize: bool = False,
    type_base: str | None = None,
    catalog: Catalog | None = None,
) -> Middleware: ...


@web.middleware
def error_middleware(
    request: web.Request | None = None,
    handler: Handler | None = None,
    *,
    format: Format = "wire",
    localize: bool = False,
    type_base: str | None = None,
    catalog: Catalog | None = None,
) -> object:
    """Answer errors; use it as a middleware, or call it with options to get one.

    Args:
        request: Passed by aiohttp.
        handler: Passed by aiohttp.
        format: See `emma_errors.reply.reply`, also for the other options.
        localize: Whether the message of an envelope is in the client's language.
        type_base: The URL below which each code has a page.
        catalog: A package such as `emma_errors.emma`, whose definitions answer aiohttp's own
            errors; None leaves them to aiohttp.

    Raises:
        TypeError: `catalog` is not the package of a catalog.
    """
    options: Options = {"format": format, "localize": localize, "type_base": type_base}
    middleware = partial(_answer, options=options, catalog=checked_catalog(catalog))
    if request is None or handler is None:
        return web.middleware(middleware)
    return middleware(request, handler)


# What decodes and parses the body of a request.
_READERS = (web.Request.json, web.Request.text, web.Request.post)


async def _answer(
    request: web.Request, handler: Handler, *, options: Options, catalog: Catalog | None
) -> web.StreamResponse:
    """Return the response of a handler, or the answer to its error."""
    try:
        returned = cast("object", await handler(request))
        if catalog is not None and not isinstance(returned, web.StreamResponse):
            raise TypeError(f"{handler} returned {returned!r}, which is not a response")
        return cast("web.StreamResponse", returned)
    except Exception as raised:
        error = api_error(raised)
        if error is None and catalog is not None:
            error = _error_for(catalog, raised)
        if error is None or request.writer.output_size:  # bytes that are already sent
            raise
        status, headers, body = answer(
            error,
            raised,
            options,
            accept=",".join(request.headers.getall("Accept", ())),
            accept_language=",".join(request.headers.getall("Accept-Language", ())),
        )
        response = web.Response(status=status, headers=headers, body=body)
        if isinstance(raised, web.HTTPException):
            response.cookies.update(raised.cookies)
        # An error object that is raised repeatedly would keep the frames of each request. This line
        # is last: PyPy restores the traceback when another exception is caught in this block.
        raised.__traceback__ = None
        return response


def _error_for(catalog: Catalog, raised: Exception) -> ApiError | None:
    """Return the answer to an exception of aiohttp's, or to a bug; None where aiohttp answers."""
    if not isinstance(raised, web.HTTPException):
        if isinstance(raised, (LookupError, ValueError)) and raised_in(raised, *_READERS):
            return malformed_body(catalog, raised)
        # In debug mode aiohttp answers a bug with its traceback.
        return None if get_running_loop().get_debug() else answer_for(catalog, 500)
    if raised.status < 400:
        return None
    return answer_for(catalog, raised.status, headers=raised.headers)
