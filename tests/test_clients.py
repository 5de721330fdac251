"""Real clients over loopback: the error of a response is raised, and a success stays whole."""

import asyncio
import gzip
import runpy
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import aiohttp
import aiohttp.web
import httpx
import pytest
import requests
import tenacity

from emma_errors import ApiError, baidu, emma, hooks, parse_error, raise_for_error

EXPIRED = b'{"error_code":"111","error_msg":"expired"}'
LONGEST = EXPIRED + b" " * (hooks.LONGEST - len(EXPIRED))
LINE = b"1," * 2_000 + b"\n"
LONG = b'{"error":1,"code":"2101","data":[' + LINE * (hooks.LONGEST // len(LINE) + 1) + b"1]}"

# path: status, media type, body
ANSWERS: dict[str, tuple[int, str | None, bytes]] = {
    "/emma": (400, "application/json", b'{"error":1,"code":"4200","message":"User bob exists"}'),
    "/baidu": (200, "application/json", b'{"error_code":110,"error_msg":"token?","log_id":7}'),
    "/text": (200, "text/html; charset=utf-8", EXPIRED),
    "/plain": (200, "text/plain", EXPIRED),
    "/untyped": (200, None, EXPIRED),
    "/charset": (200, "application/json; charset=utf-8", EXPIRED),
    "/capitals": (200, "Application/JSON ;charset=UTF-8", EXPIRED),
    "/vendor": (200, "application/vnd.api+json", EXPIRED),
    "/script": (200, "application/javascript", b'f({"error":1,"code":2101});'),
    "/jsonp": (200, "text/javascript", b'f({"error":1,"code":2101});'),
    "/old/json": (200, "text/x-json", EXPIRED),
    "/old/script": (200, "application/x-javascript", EXPIRED),
    "/short": (200, "json", EXPIRED),
    "/longest": (200, "application/json", LONGEST),
    "/compressed": (200, "application/json", EXPIRED),
    "/problem": (404, "application/problem+json", b'{"title":"Gone","code":"E7"}'),
    "/busy": (400, "image/png", b"\x89PNG"),
    "/gateway": (502, "image/png", b"<html>Bad gateway</html>"),
    "/empty": (503, None, b""),
    "/ok": (200, "application/json", b'{"error":0,"title":"Hello"}'),
    "/ok/compressed": (200, "application/json", b'{"error":0,"title":"Hello"}'),
    "/ok/text": (200, "text/plain", b"Hello\nthere\n"),
    "/none": (204, None, b""),
    "/photo": (200, "image/jpeg", b"\xff\xd8" * 50_000),
    "/events": (200, "text/event-stream", b"data: 1\n\n"),
    "/unusual": (399, "image/jpeg", b"\xff\xd8"),
    "/csv": (200, "text/csv", EXPIRED),
    "/lines": (200, "application/x-ndjson", EXPIRED + b"\n"),
    "/stream": (200, "application/stream+json", EXPIRED + b"\n"),
    "/long": (200, "application/json", LONG),
}
RAISED: dict[str, tuple[type[ApiError], int | str | None, int]] = {
    "/emma": (emma.UserExists, 4200, 400),
    "/baidu": (baidu.AccessTokenInvalid, 110, 200),
    "/text": (baidu.AccessTokenExpired, 111, 200),
    "/plain": (baidu.AccessTokenExpired, 111, 200),
    "/untyped": (baidu.AccessTokenExpired, 111, 200),
    "/charset": (baidu.AccessTokenExpired, 111, 200),
    "/capitals": (baidu.AccessTokenExpired, 111, 200),
    "/vendor": (baidu.AccessTokenExpired, 111, 200),
    "/script": (emma.ArticleNotFound, 2101, 200),
    "/jsonp": (emma.ArticleNotFound, 2101, 200),
    "/old/json": (baidu.AccessTokenExpired, 111, 200),
    "/old/script": (baidu.AccessTokenExpired, 111, 200),
    "/short": (baidu.AccessTokenExpired, 111, 200),
    "/longest": (baidu.AccessTokenExpired, 111, 200),
    "/compressed": (baidu.AccessTokenExpired, 111, 200),
    "/problem": (ApiError, "E7", 404),
    "/busy": (ApiError, None, 400),
    "/gateway": (ApiError, None, 502),
    "/empty": (ApiError, None, 503),
}
LEFT = ["/csv", "/lines", "/stream", "/long"]  # hold an error, and say that they are no envelope
PASSED = sorted(ANSWERS.keys() - RAISED.keys())


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        status, media_type, body = ANSWERS[path]
        self.send_response(status)
        if media_type:
            self.send_header("Content-Type", media_type)
        if path.endswith("compressed"):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        if status >= 400:
            self.send_header("Retry-After", "30")
            self.send_header("X-Request-Id", "r-7")
        if status != 204 and not query:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
            while query == "endless":  # until the client goes
                self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A server that answers as both APIs do."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


# No client reads certificates: that would be most of its time, and all is plain HTTP.


def by_httpx(url: str) -> bytes:
    with httpx.Client(event_hooks={"response": [hooks.httpx_response]}, verify=False) as client:
        return client.get(url).content


def by_httpx_stream(url: str) -> bytes:
    with (
        httpx.Client(event_hooks={"response": [hooks.httpx_response]}, verify=False) as client,
        client.stream("GET", url) as response,
    ):
        return b"".join(response.iter_bytes())


def by_async_httpx(url: str) -> bytes:
    async def get() -> bytes:
        event_hooks = {"response": [hooks.httpx_async_response]}
        async with httpx.AsyncClient(event_hooks=event_hooks, verify=False) as client:
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
    response = httpx.get(url, verify=False)
    raise_for_error(response)
    return response.content


def by_raise_for_error_of_requests(url: str) -> bytes:
    response = requests.get(url, timeout=10)
    raise_for_error(response)
    return response.content


HOOKED = (by_httpx, by_httpx_stream, by_async_httpx, by_requests, by_aiohttp)
CLIENTS = (*HOOKED, by_raise_for_error_of_httpx, by_raise_for_error_of_requests)


def outcome(get: Callable[[], bytes]) -> bytes | ApiError:
    """The body of a response, or the error that is raised for it."""
    try:
        return get()
    except ApiError as error:
        return error


@pytest.mark.parametrize("get", CLIENTS)
def test_error_of_a_response_is_raised(get: Callable[[str], bytes], url: str) -> None:
    for path, (kind, code, status) in RAISED.items():
        error = outcome(partial(get, url + path))
        assert isinstance(error, ApiError), path
        assert type(error) is kind, path
        assert (error.code, error.response_status) == (code, status), path
        body = ANSWERS[path][2].decode(errors="replace")
        assert error.body == (body if len(body) <= 8_192 else f"{body[:8_191]}…"), path
        if status >= 400:
            assert (error.retry_after, error.request_id) == (30, "r-7"), path


@pytest.mark.parametrize("get", CLIENTS)
def test_successful_response_keeps_its_body(get: Callable[[str], bytes], url: str) -> None:
    for path in PASSED:
        read = outcome(partial(get, url + path))
        if path in LEFT and get not in HOOKED:
            assert isinstance(read, ApiError), path
        else:
            assert read == ANSWERS[path][2], path


# Each way to read a response, behind a hook and without one


def with_httpx(read: Callable[[httpx.Response], bytes], url: str, hooked: bool) -> bytes:
    event_hooks = {"response": [hooks.httpx_response]} if hooked else {}
    with (
        httpx.Client(event_hooks=event_hooks, verify=False) as client,
        client.stream("GET", url) as response,
    ):
        return read(response)


def with_async_httpx(
    read: Callable[[httpx.Response], AsyncIterator[bytes]], url: str, hooked: bool
) -> bytes:
    async def get() -> bytes:
        event_hooks = {"response": [hooks.httpx_async_response]} if hooked else {}
        async with (
            httpx.AsyncClient(event_hooks=event_hooks, verify=False) as client,
            client.stream("GET", url) as response,
        ):
            return b"".join([part async for part in read(response)])

    return asyncio.run(get())


def with_requests(read: Callable[[requests.Response], bytes], url: str, hooked: bool) -> bytes:
    with requests.Session() as session:
        if hooked:
            session.hooks["response"].append(hooks.requests_response)
        with session.get(url, timeout=10, stream=True) as response:
            return read(response)


def with_aiohttp(
    read: Callable[[aiohttp.ClientResponse], Awaitable[bytes]], url: str, hooked: bool
) -> bytes:
    async def get() -> bytes:
        async with (
            aiohttp.ClientSession(
                raise_for_status=hooks.aiohttp_response if hooked else False
            ) as session,
            session.get(url) as response,
        ):
            return await read(response)

    return asyncio.run(get())


async def lines_of(response: httpx.Response) -> AsyncIterator[bytes]:
    async for line in response.aiter_lines():
        yield line.encode("latin-1", "replace")


async def first_bytes_of(response: httpx.Response) -> AsyncIterator[bytes]:
    async for part in response.aiter_raw(9):
        yield part
        return


def size_of_chunks(headers: Mapping[str, str]) -> int:
    """A size that splits a short body, and a long one into a thousand."""
    return 7 + int(headers.get("Content-Length", 0)) // 1_000


async def chunks_of(response: aiohttp.ClientResponse) -> bytes:
    size = size_of_chunks(response.headers)
    return b"".join([chunk async for chunk in response.content.iter_chunked(size)])


async def any_of(response: aiohttp.ClientResponse) -> bytes:
    return b"".join([chunk async for chunk in response.content.iter_any()])


async def content_lines_of(response: aiohttp.ClientResponse) -> bytes:
    return b"".join([line async for line in response.content])


READERS: dict[str, Callable[[str, bool], bytes]] = {
    "httpx, raw": partial(with_httpx, lambda r: b"".join(r.iter_raw())),
    "httpx, raw chunks": partial(
        with_httpx, lambda r: b"".join(r.iter_raw(size_of_chunks(r.headers)))
    ),
    "httpx, bytes": partial(with_httpx, lambda r: b"".join(r.iter_bytes())),
    "httpx, lines": partial(with_httpx, lambda r: "|".join(r.iter_lines()).encode()),
    "httpx, read": partial(with_httpx, lambda r: r.read()),
    "async httpx, raw": partial(with_async_httpx, lambda r: r.aiter_raw()),
    "async httpx, bytes": partial(with_async_httpx, lambda r: r.aiter_bytes()),
    "async httpx, lines": partial(with_async_httpx, lines_of),
    "requests, raw": partial(with_requests, lambda r: r.raw.read()),
    "requests, chunks": partial(
        with_requests, lambda r: b"".join(r.iter_content(size_of_chunks(r.headers)))
    ),
    "requests, content": partial(with_requests, lambda r: r.content),
    "aiohttp, chunks": partial(with_aiohttp, chunks_of),
    "aiohttp, any": partial(with_aiohttp, any_of),
    "aiohttp, lines": partial(with_aiohttp, content_lines_of),
    "aiohttp, content": partial(with_aiohttp, lambda r: r.content.read()),
    "aiohttp, read": partial(with_aiohttp, lambda r: r.read()),
}


# Without a length nothing says that the long one is no envelope, so it is read as one.
ADDRESSES = [*PASSED, *[f"{path}?unsized" for path in PASSED if path != "/long"]]


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_successful_response_is_read_as_without_a_hook(
    read: Callable[[str, bool], bytes], url: str
) -> None:
    for address in ADDRESSES:
        hooked = outcome(partial(read, url + address, True))
        assert hooked == read(url + address, False), address


ENDLESS: dict[str, Callable[[str, bool], bytes]] = {
    "httpx": partial(with_httpx, lambda r: next(r.iter_raw(9))),
    "requests": partial(with_requests, lambda r: next(r.iter_content(9))),
    "async httpx": partial(with_async_httpx, first_bytes_of),
    "aiohttp": partial(with_aiohttp, lambda r: r.content.readexactly(9)),
}


@pytest.mark.parametrize("read", ENDLESS.values(), ids=ENDLESS)
def test_hook_does_not_read_an_endless_stream(read: Callable[[str, bool], bytes], url: str) -> None:
    for path in ("/events", "/lines", "/stream", "/photo", "/unusual"):
        assert read(f"{url}{path}?endless", True) == (ANSWERS[path][2] * 5)[:9], path


def test_requests_hook_does_not_read_an_endless_stream_of_json(url: str) -> None:
    read = ENDLESS["requests"]
    assert read(f"{url}/ok?endless", True) == ANSWERS["/ok"][2][:9]


def test_request_of_aiohttp_can_omit_the_hook(url: str) -> None:
    async def get() -> bytes:
        async with (
            aiohttp.ClientSession(raise_for_status=hooks.aiohttp_response) as session,
            session.get(f"{url}/ok?endless", raise_for_status=False) as response,
        ):
            return await response.content.readexactly(9)

    assert asyncio.run(get()) == ANSWERS["/ok"][2][:9]


def test_error_is_raised_where_the_caller_streams(url: str) -> None:
    for read in READERS.values():
        with pytest.raises(emma.UserExists):
            read(f"{url}/emma", True)


def test_error_under_success_is_raised_where_httpx_or_aiohttp_streams(url: str) -> None:
    for name, read in READERS.items():
        if not name.startswith("requests"):
            with pytest.raises(baidu.AccessTokenInvalid):
                read(f"{url}/baidu", True)


def test_hook_of_httpx_reads_what_another_hook_has_read(url: str) -> None:
    def look(response: httpx.Response) -> None:
        response.read()

    event_hooks = {"response": [look, hooks.httpx_response]}
    with httpx.Client(event_hooks=event_hooks, verify=False) as client:
        assert client.get(f"{url}/ok").json() == {"error": 0, "title": "Hello"}
        with pytest.raises(baidu.AccessTokenInvalid):
            client.get(f"{url}/baidu")


def test_async_hook_of_httpx_reads_what_another_hook_has_read(url: str) -> None:
    async def look(response: httpx.Response) -> None:
        await response.aread()

    async def get() -> None:
        event_hooks = {"response": [look, hooks.httpx_async_response]}
        async with httpx.AsyncClient(event_hooks=event_hooks, verify=False) as client:
            assert (await client.get(f"{url}/ok")).json() == {"error": 0, "title": "Hello"}
            with pytest.raises(baidu.AccessTokenInvalid):
                await client.get(f"{url}/baidu")

    asyncio.run(get())


def with_length(length: str) -> httpx.Response:
    """A response to a hooked client whose length is said to be a text."""

    def answer(request: httpx.Request) -> httpx.Response:
        headers = [(b"Content-Length", length.encode()), (b"Content-Type", b"application/json")]
        return httpx.Response(200, headers=headers, stream=httpx.ByteStream(EXPIRED))

    event_hooks = {"response": [hooks.httpx_response]}
    with httpx.Client(transport=httpx.MockTransport(answer), event_hooks=event_hooks) as client:
        return client.get("http://a.example")


@pytest.mark.parametrize("length", ["many", "-1", "９", ""])
def test_length_that_is_not_a_number_is_ignored(length: str) -> None:
    with pytest.raises(baidu.AccessTokenExpired):
        with_length(length)


class Endless(httpx.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        raise AssertionError("the stream is read")


def test_hook_does_not_read_after_a_switch_of_protocols() -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(101, stream=Endless()))
    event_hooks = {"response": [hooks.httpx_response]}
    with (
        httpx.Client(transport=transport, event_hooks=event_hooks) as client,
        client.stream("GET", "http://a.example") as response,
    ):
        assert response.status_code == 101


def test_length_of_thousands_of_digits_is_too_long() -> None:
    assert with_length("9" * 5000).content == EXPIRED


def test_hook_ignores_a_body_that_does_not_decode() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
        return httpx.Response(200, headers=headers, stream=httpx.ByteStream(b"no gzip"))

    transport = httpx.MockTransport(answer)
    with httpx.Client(
        transport=transport, event_hooks={"response": [hooks.httpx_response]}
    ) as client:
        with client.stream("GET", "http://a.example") as response:
            assert b"".join(response.iter_raw()) == b"no gzip"
        with pytest.raises(httpx.DecodingError):
            client.get("http://a.example")


def test_web_socket_opens_with_the_hook_of_aiohttp() -> None:
    async def echo(request: aiohttp.web.Request) -> aiohttp.web.WebSocketResponse:
        socket = aiohttp.web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(await socket.receive_str())
        return socket

    async def talk() -> str:
        app = aiohttp.web.Application()
        app.router.add_get("/", echo)
        runner = aiohttp.web.AppRunner(app)
        await runner.setup()
        site = aiohttp.web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        async with (
            aiohttp.ClientSession(raise_for_status=hooks.aiohttp_response) as session,
            session.ws_connect(f"http://127.0.0.1:{port}/") as socket,
        ):
            await socket.send_str("hello")
            answered = await socket.receive_str()
        await runner.cleanup()
        return answered

    assert asyncio.run(asyncio.wait_for(talk(), 30)) == "hello"


def test_hooks_import_no_client() -> None:
    code = "from emma_errors import hooks; import sys; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert not {"httpx", "requests", "aiohttp"} & set(ran.stdout.split())


@pytest.mark.parametrize(
    ("header", "least", "most"), [("0.5", 0.5, 0.5), ("0", 0, 0), ("60", 60, 60), ("soon", 0, 1)]
)
def test_recipe_waits_as_long_as_the_server_asks(
    root: Path, header: str, least: float, most: float
) -> None:
    recipe = runpy.run_path(str(root / "examples/clients.py"))
    state = tenacity.RetryCallState(tenacity.Retrying(), None, (), {})
    error = parse_error("", http_status=503, headers={"retry-after": header})
    assert error is not None
    assert recipe["may_succeed"](error)
    state.set_exception((type(error), error, error.__traceback__))
    assert least <= recipe["seconds_to_wait"](state) <= most


def test_recipe_does_not_wait_for_a_day(root: Path) -> None:
    recipe = runpy.run_path(str(root / "examples/clients.py"))
    error = parse_error("", http_status=503, headers={"retry-after": "86400"})
    assert error is not None
    assert error.retryable
    assert not recipe["may_succeed"](error)


def test_client_recipes_run(root: Path) -> None:
    example = str(root / "examples/clients.py")
    ran = subprocess.run(
        [sys.executable, example], capture_output=True, text=True, check=True, timeout=120
    )
    assert ran.stdout == (
        "catch: Hello None\nmatch: Choose a name other than bob.\nrefresh: 200\n"
        "try again: 200\ngive up: 86400.0\n"
    )
    assert ran.stderr == ""
