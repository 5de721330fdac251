"""Real clients over loopback: the error of a response is raised, of either API."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import aiohttp
import httpx
import pytest
import requests

from emma_errors import ApiError, baidu, emma, hooks, raise_for_error

# path: status, media type, body
ANSWERS: dict[str, tuple[int, str | None, bytes]] = {
    "/emma": (400, "application/json", b'{"error":1,"code":"4200","message":"User bob exists"}'),
    "/baidu": (200, "application/json", b'{"error_code":110,"error_msg":"token?","log_id":7}'),
    "/text": (200, "text/html; charset=utf-8", b'{"error_code":"111","error_msg":"expired"}'),
    "/untold": (200, None, b'{"error_code":"111","error_msg":"expired"}'),
    "/jsonp": (200, "text/javascript", b'f({"error":1,"code":2101});'),
    "/gateway": (502, "image/png", b"<html>Bad gateway</html>"),
    "/empty": (503, None, b""),
    "/ok": (200, "application/json", b'{"error":0,"title":"Hello"}'),
    "/none": (204, None, b""),
    "/photo": (200, "image/jpeg", b"\xff\xd8" * 50_000),
    "/events": (200, "text/event-stream", b"data: 1\n\n"),
}
RAISED: dict[str, tuple[type[ApiError], int | None, int]] = {
    "/emma": (emma.UserExists, 4200, 400),
    "/baidu": (baidu.AccessTokenInvalid, 110, 200),
    "/text": (baidu.AccessTokenExpired, 111, 200),
    "/untold": (baidu.AccessTokenExpired, 111, 200),
    "/jsonp": (emma.ArticleNotFound, 2101, 200),
    "/gateway": (ApiError, None, 502),
    "/empty": (ApiError, None, 503),
}
PASSED = sorted(ANSWERS.keys() - RAISED.keys())


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, media_type, body = ANSWERS[self.path]
        self.send_response(status)
        if media_type:
            self.send_header("Content-Type", media_type)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A server that speaks both APIs."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def by_httpx(url: str) -> bytes:
    with httpx.Client(event_hooks={"response": [hooks.httpx_response]}) as client:
        return client.get(url).content


def by_httpx_stream(url: str) -> bytes:
    with (
        httpx.Client(event_hooks={"response": [hooks.httpx_response]}) as client,
        client.stream("GET", url) as response,
    ):
        return b"".join(response.iter_bytes())


def by_async_httpx(url: str) -> bytes:
    async def get() -> bytes:
        event_hooks = {"response": [hooks.httpx_async_response]}
        async with httpx.AsyncClient(event_hooks=event_hooks) as client:
            return (await client.get(url)).content

    return asyncio.run(get())


def by_requests(url: str) -> bytes:
    with requests.Session() as session:
        session.hooks["response"].append(hooks.requests_response)
        return session.get(url, timeout=10).content


def by_aiohttp(url: str) -> bytes:
    async def get() -> bytes:
        async with (
            aiohttp.ClientSession(raise_for_status=hooks.aiohttp_response) as session,
            session.get(url) as response,
        ):
            return await response.read()

    return asyncio.run(get())


def by_raise_for_error_of_httpx(url: str) -> bytes:
    response = httpx.get(url)
    raise_for_error(response)
    return response.content


def by_raise_for_error_of_requests(url: str) -> bytes:
    response = requests.get(url, timeout=10)
    raise_for_error(response)
    return response.content


CLIENTS = (
    by_httpx,
    by_httpx_stream,
    by_async_httpx,
    by_requests,
    by_aiohttp,
    by_raise_for_error_of_httpx,
    by_raise_for_error_of_requests,
)


@pytest.mark.parametrize("path", RAISED)
@pytest.mark.parametrize("get", CLIENTS)
def test_error_of_a_response_is_raised(get: Callable[[str], bytes], url: str, path: str) -> None:
    kind, code, status = RAISED[path]
    with pytest.raises(ApiError) as caught:
        get(url + path)
    assert type(caught.value) is kind
    assert (caught.value.code, caught.value.response_status) == (code, status)
    assert caught.value.body == ANSWERS[path][2].decode()


@pytest.mark.parametrize("path", PASSED)
@pytest.mark.parametrize("get", CLIENTS)
def test_success_passes_with_its_body(get: Callable[[str], bytes], url: str, path: str) -> None:
    assert get(url + path) == ANSWERS[path][2]


@pytest.mark.parametrize("path", ["/photo", "/events"])
def test_hook_leaves_a_stream_to_its_reader(url: str, path: str) -> None:
    with (
        httpx.Client(event_hooks={"response": [hooks.httpx_response]}) as client,
        client.stream("GET", url + path) as response,
    ):
        assert not response.is_stream_consumed
        assert response.read() == ANSWERS[path][2]


def test_hooks_import_no_client() -> None:
    code = "from emma_errors import hooks; import sys; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"httpx", "requests", "aiohttp"} & set(ran.stdout.split())


def test_client_recipes_run(root: Path) -> None:
    example = str(root / "examples/clients.py")
    ran = subprocess.run([sys.executable, example], capture_output=True, text=True, check=True)
    assert ran.stdout == (
        "catch: Hello None\nmatch: Choose a name other than bob.\nrefresh: 200\ntry again: 200\n"
    )
    assert ran.stderr == ""
