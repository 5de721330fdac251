"""Handle errors in a client, with httpx and tenacity: catch, match, renew a token, retry.

Run `.venv/bin/python examples/clients.py`. It needs httpx and tenacity, starts its own server on
loopback, on a port that the system picks, and ends when it is done.
"""

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import httpx
import tenacity

from emma_errors import ApiError, BaiduCode, EmmaCode, baidu, emma, hooks


def open_client(url: str) -> httpx.Client:
    """Open a client that raises the error in any response."""
    return httpx.Client(base_url=url, event_hooks={"response": [hooks.httpx_response]})


def article_title(client: httpx.Client, number: int) -> str | None:
    """Catch by category: return None if the article is not found."""
    try:
        title: str = client.get(f"/articles/{number}").json()["title"]
    except emma.NotFoundError:
        return None
    return title


def hint(error: ApiError) -> str:
    """Match by code."""
    match error.code:
        case EmmaCode.USER_EXISTS:
            return f"Choose a name other than {error.params['user']}."
        case EmmaCode.STORAGE_QUOTA_EXCEEDED | BaiduCode.DATA_STORE_QUOTA_EXCEEDED:
            return "Delete something first."
        case _:
            return error.text("en")


def with_fresh_token(client: httpx.Client, path: str, token: Callable[[], str]) -> httpx.Response:
    """Send a request, and send it again with a new token if the advice is to reauthenticate."""
    try:
        return client.get(path)
    except ApiError as error:
        if error.advice != "reauthenticate":
            raise
        client.headers["Authorization"] = f"Bearer {token()}"
        return client.get(path)


LONGEST = 60.0  # seconds; a longer wait is not worth a retry


def may_succeed(error: BaseException) -> bool:
    """Return whether the same request may succeed soon enough."""
    return isinstance(error, ApiError) and error.retryable and (error.retry_after or 0) <= LONGEST


growing = tenacity.wait_random_exponential(multiplier=0.01, max=1)


def seconds_to_wait(state: tenacity.RetryCallState) -> float:
    """Return the time in `Retry-After`, or a growing time if there is none."""
    error = state.outcome and state.outcome.exception()
    seconds = error.retry_after if isinstance(error, ApiError) else None
    return growing(state) if seconds is None else seconds


@tenacity.retry(
    retry=tenacity.retry_if_exception(may_succeed),
    wait=seconds_to_wait,
    stop=tenacity.stop_after_attempt(5),
    reraise=True,
)
def get(client: httpx.Client, path: str) -> httpx.Response:
    """Send a request, and retry while it may succeed."""
    return client.get(path)


class Server(BaseHTTPRequestHandler):
    """A server with one article, a taken name, a busy service, and a disk that needs a token."""

    busy = 2

    def do_GET(self) -> None:
        """Respond like Emma, and under /disk like Baidu, whose errors have HTTP status 200."""
        status = 200
        body: dict[str, object] = {"error": 0, "title": "Hello"}
        headers = {"Content-Type": "application/json; charset=utf-8"}
        try:
            self.refuse()
        except emma.EmmaError as error:
            status, body = error.http_status or 500, error.to_wire()
            headers.update(error.headers)
        except baidu.BaiduError as error:
            body = error.to_wire()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def refuse(self) -> None:
        """Raise the error of a request that fails."""
        if self.path == "/disk" and self.headers["Authorization"] != "Bearer new":
            raise baidu.AccessTokenExpired
        if self.path == "/register" and Server.busy:
            Server.busy -= 1
            raise emma.MibBusy().with_headers({"Retry-After": "0"})
        if self.path == "/closed":
            raise emma.MibBusy().with_headers({"Retry-After": "86400"})
        if self.path == "/users/bob":
            raise emma.UserExists("bob")
        if self.path.startswith("/articles/") and self.path != "/articles/1":
            raise emma.ArticleNotFound

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing, so that only the client prints."""


def main() -> None:
    """Run each recipe."""
    with HTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with open_client(f"http://127.0.0.1:{server.server_port}") as client:
            print("catch:", article_title(client, 1), article_title(client, 2))
            try:
                client.get("/users/bob")
            except ApiError as error:
                print("match:", hint(error))
            print("refresh:", with_fresh_token(client, "/disk", lambda: "new").status_code)
            print("try again:", get(client, "/register").status_code)
            try:
                get(client, "/closed")
            except ApiError as error:
                print("give up:", error.retry_after)
        server.shutdown()


if __name__ == "__main__":
    main()
