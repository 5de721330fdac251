"""Hooks that make a client raise the error in a response. They import no client library.

    httpx.Client(event_hooks={"response": [hooks.httpx_response]})
    httpx.AsyncClient(event_hooks={"response": [hooks.httpx_async_response]})
    requests.Session().hooks["response"].append(hooks.requests_response)
    aiohttp.ClientSession(raise_for_status=hooks.aiohttp_response)

Baidu sends errors with HTTP status 200, so a hook also reads a successful body that may contain an
error. You can still read such a response in every way afterwards. A hook does not read a successful
body that is neither JSON, JavaScript, HTML nor plain text, whose `Content-Length` is above 1 MiB,
or that you stream with `requests`.

A hook reads a body without `Content-Length` to its end. For a stream that may not end, do not use
the hook: pass `raise_for_status=False` to a request of aiohttp, or use another client and
`raise_for_error` with httpx.

httpx calls the hook before an `auth` that answers a 401, such as `httpx.DigestAuth`, can do so: the
hook would raise each time. Use `raise_for_error` there.
"""

from .bodies import header, media_type
from .errors import ApiError
from .wire import parse_catalog

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import ClientResponse, StreamReader
    from httpx import Response as HttpxResponse
    from requests import Response as RequestsResponse
else:
    ClientResponse = HttpxResponse = Mapping = RequestsResponse = StreamReader = object

__all__ = ("aiohttp_response", "httpx_async_response", "httpx_response", "requests_response")

LONGEST = 1_048_576  # the maximum `Content-Length` of a successful body that is read

_MEDIA_TYPES = ("", "text/html", "text/plain")  # in addition to JSON and JavaScript


def httpx_response(response: HttpxResponse) -> None:
    """Raise the error in a response of `httpx.Client`.

    Raises:
        ApiError: The response contains an error.
    """
    if response.status_code >= 400:
        _raise(response.read(), response.status_code, response.headers)
    elif _may_be_envelope(response.status_code, response.headers):
        if response.is_stream_consumed:  # another hook has read it
            _raise(response.read(), response.status_code, response.headers)
        else:
            _raise_or_rewind(response, b"".join(response.iter_raw()))


async def httpx_async_response(response: HttpxResponse) -> None:
    """Raise the error in a response of `httpx.AsyncClient`.

    Raises:
        ApiError: The response contains an error.
    """
    if response.status_code >= 400:
        _raise(await response.aread(), response.status_code, response.headers)
    elif _may_be_envelope(response.status_code, response.headers):
        if response.is_stream_consumed:  # another hook has read it
            _raise(await response.aread(), response.status_code, response.headers)
        else:
            _raise_or_rewind(response, b"".join([part async for part in response.aiter_raw()]))


def requests_response(response: RequestsResponse, *_: object, **options: object) -> None:
    """Raise the error in a response of `requests`.

    Raises:
        ApiError: The response contains an error.
    """
    if response.status_code >= 400 or (
        not options.get("stream") and _may_be_envelope(response.status_code, response.headers)
    ):
        _raise(response.content, response.status_code, response.headers)


async def aiohttp_response(response: ClientResponse) -> None:
    """Raise the error in a response of `aiohttp.ClientSession`.

    Raises:
        ApiError: The response contains an error.
    """
    if response.status >= 400:
        _raise(await response.read(), response.status, response.headers)
    elif _may_be_envelope(response.status, response.headers):
        body = await response.read()
        _raise(body, response.status, response.headers)
        response.content = _stream_of(body)


def _may_be_envelope(status: int, headers: "Mapping[str, str]") -> bool:
    """Return whether a successful body may contain an error."""
    if status < 200:  # Switching Protocols: the stream that follows has no end
        return False
    length = header(headers, "content-length")
    if isinstance(length, str) and length.isdecimal() and int(length[:20]) > LONGEST:
        return False
    kind = media_type(headers)
    subtype = kind.rpartition("/")[2]
    return (
        kind in _MEDIA_TYPES
        or subtype in ("json", "x-json")
        or subtype.endswith("javascript")
        or (subtype.endswith("+json") and subtype != "stream+json")
    )


def _raise_or_rewind(response: HttpxResponse, sent: bytes) -> None:
    """Raise the error in a successful response of httpx, or make its body readable again.

    Args:
        response: The response, whose stream has been read.
        sent: The bytes of the stream, which may be compressed.
    """
    from httpx import ByteStream, DecodingError, Response

    response.stream = ByteStream(sent)
    response.is_stream_consumed = response.is_closed = False
    try:
        body = Response(response.status_code, headers=response.headers, content=sent).content
    except DecodingError:
        return  # httpx raises it when the caller reads the body
    _raise(body, response.status_code, response.headers)


def _stream_of(body: bytes) -> StreamReader:
    """Return a stream of aiohttp that contains a body and ends after it."""
    from asyncio import get_running_loop

    from aiohttp import StreamReader as Stream
    from aiohttp.base_protocol import BaseProtocol  # not documented; a StreamReader needs one

    loop = get_running_loop()
    stream = Stream(BaseProtocol(loop), len(body), loop=loop)
    stream.feed_data(body)
    stream.feed_eof()
    return stream


def _raise(body: bytes, status: int, headers: "Mapping[str, str]") -> None:
    """Raise the error in a body; do nothing for success."""
    error = parse_catalog(ApiError, body, status, headers)
    if error is not None:
        raise error
