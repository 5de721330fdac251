"""aiohttp's server: an error raised anywhere goes out as its HTTP answer.

    web.Application(middlewares=[error_middleware])
    web.Application(middlewares=[error_middleware(catalog=emma)])

It covers handlers, the middleware after it in the list, and sub-applications. An error that comes
once the response has begun, a WebSocket's too, is raised again to aiohttp, for the status is gone.
An `ExceptionGroup` of such errors alone, as `asyncio.TaskGroup` raises it, is answered with the
first of them. With `catalog=` a `web.HTTPException` of 400 and above is answered too, an unknown
route and a wrong method among them, and so is a bug unless the event loop is in debug mode;
without, they stay as they are.
"""

from asyncio import get_running_loop
from functools import partial
from typing import overload

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from aiohttp.web import Request, StreamResponse  # `Handler` refers to them by these names

from .errors import ApiError
from .fallbacks import answer_for, checked_catalog
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
    """Answer errors: a middleware as it stands, and one with options when called with them.

    Args:
        request: What aiohttp passes.
        handler: What aiohttp passes.
        format: See `emma_errors.reply.reply`, as for the rest.
        localize: Whether an envelope speaks the reader's language.
        type_base: The address below which each code has a page.
        catalog: A package such as `emma_errors.emma`, whose definitions answer aiohttp's own
            failures; None leaves aiohttp's own answers.

    Raises:
        TypeError: `catalog` is no package of a catalog.
    """
    options: Options = {"format": format, "localize": localize, "type_base": type_base}
    middleware = partial(_answer, options=options, catalog=checked_catalog(catalog))
    if request is None or handler is None:
        return web.middleware(middleware)
    return middleware(request, handler)


async def _answer(
    request: web.Request, handler: Handler, *, options: Options, catalog: Catalog | None
) -> web.StreamResponse:
    """Return the response of a handler, or the answer to its error."""
    try:
        return await handler(request)
    except Exception as raised:
        error = api_error(raised)
        if error is None and catalog is not None:
            error = _error_for(catalog, raised)
        if error is None or request.writer.output_size:  # bytes of the response that are gone
            raise
        status, headers, body = answer(
            error,
            raised,
            options,
            accept=",".join(request.headers.getall("Accept", ())),
            accept_language=",".join(request.headers.getall("Accept-Language", ())),
        )
        # An error object that is raised again and again would gather the frames of each time.
        raised.__traceback__ = None
        return web.Response(status=status, headers=headers, body=body)


def _error_for(catalog: Catalog, raised: Exception) -> ApiError | None:
    """Return the answer to an exception of aiohttp's, or to a bug; None where aiohttp answers."""
    if not isinstance(raised, web.HTTPException):
        # In debug mode aiohttp answers a bug with its traceback.
        return None if get_running_loop().get_debug() else answer_for(catalog, 500)
    if raised.status < 400:
        return None
    return answer_for(catalog, raised.status, headers=raised.headers)
