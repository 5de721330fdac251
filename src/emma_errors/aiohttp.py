"""aiohttp's server: an error raised anywhere goes out as its HTTP answer.

    web.Application(middlewares=[error_middleware])
    web.Application(middlewares=[error_middleware(localize=True)])

It covers handlers, the middleware after it in the list, and sub-applications. An error that comes
once the response has begun, a WebSocket's too, is raised again to aiohttp, for the status is gone.
An `ExceptionGroup` of such errors alone, as `asyncio.TaskGroup` raises it, is answered with the
first of them. Any other exception, `web.HTTPException` included, passes through untouched.
"""

from functools import partial
from typing import overload

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from aiohttp.web import Request, StreamResponse  # `Handler` refers to them by these names

from .errors import ApiError
from .reply import Format, api_error

__all__ = ("error_middleware",)


@overload
async def error_middleware(request: Request, handler: Handler) -> StreamResponse: ...


@overload
def error_middleware(
    *, format: Format = "wire", localize: bool = False, type_base: str | None = None
) -> Middleware: ...


@web.middleware
def error_middleware(
    request: web.Request | None = None,
    handler: Handler | None = None,
    *,
    format: Format = "wire",
    localize: bool = False,
    type_base: str | None = None,
) -> object:
    """Answer errors: a middleware as it stands, and one with options when called with them.

    Args:
        request: What aiohttp passes.
        handler: What aiohttp passes.
        format: See `emma_errors.reply.reply`, as for the rest.
        localize: Whether an envelope speaks the reader's language.
        type_base: The address below which each code has a page.
    """
    answer = partial(_answer, format=format, localize=localize, type_base=type_base)
    if request is None or handler is None:
        return web.middleware(answer)
    return answer(request, handler)


async def _answer(
    request: web.Request,
    handler: Handler,
    *,
    format: Format,
    localize: bool,
    type_base: str | None,
) -> web.StreamResponse:
    """Return the response of a handler, or the answer to its error."""
    try:
        return await handler(request)
    except (ApiError, ExceptionGroup) as raised:
        error = api_error(raised)
        if error is None or request.writer.output_size:  # bytes of the response that are gone
            raise
        # An error object that is raised again and again would gather the frames of each time.
        raised.__traceback__ = None
    status, headers, body = error.reply(
        format=format,
        localize=localize,
        type_base=type_base,
        accept=",".join(request.headers.getall("Accept", ())),
        accept_language=",".join(request.headers.getall("Accept-Language", ())),
    )
    return web.Response(status=status, headers=headers, body=body)
