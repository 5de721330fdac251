"""Hooks that make a client raise the error a response stands for; each imports no client.

    httpx.Client(event_hooks={"response": [hooks.httpx_response]})
    httpx.AsyncClient(event_hooks={"response": [hooks.httpx_async_response]})
    requests.Session().hooks["response"].append(hooks.requests_response)
    aiohttp.ClientSession(raise_for_status=hooks.aiohttp_response)

Baidu answers errors under HTTP 200 too, so a hook reads every body that may hold one. It leaves
alone a body under a status below 400 whose media type says that it is neither JSON nor text, or
that it is an event stream.
"""

from .errors import ApiError
from .wire import parse_catalog

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    import aiohttp
    import httpx
    import requests

__all__ = ("aiohttp_response", "httpx_async_response", "httpx_response", "requests_response")


def httpx_response(response: "httpx.Response") -> None:
    """Raise the error that a response of `httpx.Client` stands for.

    Raises:
        ApiError: the response stands for an error.
    """
    if _may_tell(response.status_code, response.headers):
        _raise(response.read(), response.status_code)


async def httpx_async_response(response: "httpx.Response") -> None:
    """Raise the error that a response of `httpx.AsyncClient` stands for.

    Raises:
        ApiError: the response stands for an error.
    """
    if _may_tell(response.status_code, response.headers):
        _raise(await response.aread(), response.status_code)


def requests_response(response: "requests.Response", *_: object, **__: object) -> None:
    """Raise the error that a response of `requests` stands for.

    Raises:
        ApiError: the response stands for an error.
    """
    if _may_tell(response.status_code, response.headers):
        _raise(response.content, response.status_code)


async def aiohttp_response(response: "aiohttp.ClientResponse") -> None:
    """Raise the error that a response of `aiohttp.ClientSession` stands for.

    Raises:
        ApiError: the response stands for an error.
    """
    if _may_tell(response.status, response.headers):
        _raise(await response.read(), response.status)


def _may_tell(status: int, headers: "Mapping[str, str]") -> bool:
    """Return whether the body may hold an error."""
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    return (
        status >= 400
        or not media_type
        or media_type.endswith(("/json", "+json", "javascript"))
        or (media_type.startswith("text/") and media_type != "text/event-stream")
    )


def _raise(body: bytes, status: int) -> None:
    """Raise the error that a body stands for, if it stands for one."""
    error = parse_catalog(ApiError, body, status)
    if error is not None:
        raise error
