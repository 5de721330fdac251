"""Clients of Baidu's APIs that others wrote, against a Flask server that raises our errors."""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from emma_errors import BaiduError, baidu, parse_error
from emma_errors.wsgi import install

GIVEN_UP = Event()

flask = pytest.importorskip("flask")
serving = pytest.importorskip("werkzeug.serving")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A server of tokens, of texts and of files; a token is good once it has been renewed."""
    app: Any = flask.Flask(__name__)
    install(app)

    def check_token() -> None:
        token = flask.request.args["access_token"]
        if token == "expired":
            raise baidu.AccessTokenExpired
        if token != "renewed":
            raise baidu.AccessTokenInvalid

    issued: list[str] = []

    def token() -> dict[str, object]:
        issued.append("renewed" if issued or flask.request.method == "POST" else "first")
        answer: dict[str, object] = {"access_token": issued[-1], "expires_in": 2_592_000}
        return {**answer, "refresh_token": "again", "scope": "brain_all_scope"}

    def lexer() -> dict[str, object]:
        check_token()
        text = json.loads(flask.request.get_data())["text"]
        if text == "busy":
            raise baidu.RequestLimitReached
        if text == "slow":
            GIVEN_UP.wait(30)
        return {"text": text, "items": []}

    def quota() -> dict[str, object]:
        check_token()
        return {"quota": 2048, "used": 1024, "request_id": 7}

    def file() -> None:
        check_token()
        raise baidu.ObjectNotFound

    for path, view, method in (
        ("/token", token, "GET"),
        ("/token", token, "POST"),
        ("/lexer", lexer, "POST"),
        ("/pcs/quota", quota, "GET"),
        ("/pcs/file", file, "GET"),
    ):
        app.add_url_rule(path, view_func=view, methods=[method])
    server: Any = serving.make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_baidu_aip_understands_the_errors(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    aip: Any = pytest.importorskip("aip")
    monkeypatch.setattr(aip.AipNlp, "_AipBase__accessTokenUrl", f"{url}/token")
    monkeypatch.setattr(aip.AipNlp, "_AipNlp__lexerUrl", f"{url}/lexer")
    client = aip.AipNlp("app", "key", "secret")
    with client.s:
        # Its first token is refused with 110, so it asks for another and tries again.
        assert client.lexer("hello") == {"text": "hello", "items": []}
        answer = client.lexer("busy")
        assert answer == baidu.RequestLimitReached().to_wire()
        assert type(parse_error(answer)) is baidu.RequestLimitReached
        client.setSocketTimeoutInMillis(50)
        error = parse_error(client.lexer("slow"))
        GIVEN_UP.set()
        assert type(error) is BaiduError
        assert (error.code, error.message) == ("SDK108", "connection or read data timeout")


BYPY = """
import json, sys, time
from bypy import ByPy, const
from bypy.requester import RequestsRequester
from emma_errors import ApiError, raise_for_error

url, folder = sys.argv[1:]

class Local(RequestsRequester):
    @classmethod
    def request(cls, method, address, **options):
        for remote, local in ((const.TokenUrl, "/token"), (const.PcsUrl, "/pcs/")):
            address = address.replace(remote, url + local)
        return super().request(method, address, **options)

with open(folder + "/" + const.TokenFileName, "w") as file:
    json.dump({"access_token": "expired", "refresh_token": "again"}, file)
with open(folder + "/" + const.SettingFileName, "w") as file:
    json.dump({const.SettingKey_LastUpdateCheckTime: int(time.time())}, file)
pan = ByPy(configdir=folder, requester=Local, secretkey="secret", retry=1, verbose=1)
print("quota", pan.quota())
print("meta", pan.meta("/missing"))
try:
    raise_for_error(pan.response)
except ApiError as error:
    print(repr(error), error.definition)
"""


def test_bypy_understands_the_errors(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a process of its own, for it writes to the home folder and warns on import."""
    if find_spec("bypy") is None:
        pytest.skip("bypy is not installed")
    monkeypatch.setenv("HOME", str(tmp_path))
    command = [sys.executable, "-W", "ignore", "-c", BYPY, url, str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    output = ran.stdout + ran.stderr
    assert ran.returncode == 0, output
    # 111 makes it renew its token and ask again.
    assert "Quota: 2.000kB" in output, output
    assert "quota 0" in output
    assert "Error code: 803" in output, output
    assert "Error Description: Specified object cannot be found" in output
    assert "ObjectNotFound() <Definition baidu 803 OBJECT_NOT_FOUND>" in output
