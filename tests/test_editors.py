"""What an editor shows: pyright's language server on hover, and jedi's completion."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

SERVER = Path(sys.executable).with_name("pyright-langserver")
SOURCE = """\
from emma_errors import EmmaCode, baidu, emma
emma.UserExists("bob")
emma.AppRateLimited
EmmaCode.APP_RATE_LIMITED
emma.Category.NOT_FOUND
emma.NotFoundError
baidu.GeneralError()
emma.UserExists.http_status
"""


class LanguageServer:
    """A client of the Language Server Protocol, as far as hovers need one."""

    def __init__(self, process: "subprocess.Popen[bytes]", folder: Path) -> None:
        self.process = process
        self.number = 0
        self.request("initialize", processId=None, rootUri=folder.as_uri(), capabilities={})
        self.send(method="initialized", params={})

    def send(self, **message: object) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while header := self.process.stdout.readline().strip():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return message

    def request(self, method: str, **params: object) -> dict[str, Any]:
        """The answer to a request; what the server asks in between is answered with null."""
        self.number += 1
        self.send(id=self.number, method=method, params=params)
        while True:
            message = self.receive()
            if "method" not in message and message["id"] == self.number:
                return message
            if "method" in message and "id" in message:
                self.send(id=message["id"], result=None)


@pytest.fixture(scope="module")
def hovers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """What is shown over the last name of each line of `SOURCE`, by that name."""
    if not SERVER.exists():
        pytest.skip("pyright is not installed")
    folder = tmp_path_factory.mktemp("editor")
    file = folder / "app.py"
    file.write_text(SOURCE, encoding="utf-8")
    with subprocess.Popen(
        [SERVER, "--stdio"],
        cwd=folder,
        env={**os.environ, "PATH": f"{SERVER.parent}{os.pathsep}{os.environ['PATH']}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        limit = Timer(120, process.kill)
        limit.start()
        try:
            server = LanguageServer(process, folder)
            document = {"uri": file.as_uri()}
            opened = {**document, "languageId": "python", "version": 1, "text": SOURCE}
            server.send(method="textDocument/didOpen", params={"textDocument": opened})
            shown: dict[str, str] = {}
            for number, line in enumerate(SOURCE.splitlines()[1:], 1):
                name = re.findall(r"\w+", line.partition("(")[0])[-1]
                position = {"line": number, "character": line.index(name)}
                hover = server.request(
                    "textDocument/hover", textDocument=document, position=position
                )
                shown[name] = hover["result"]["contents"]["value"]
            yield shown
        finally:
            limit.cancel()
            process.kill()


def test_hover_on_a_call_shows_the_text_of_the_class(hovers: dict[str, str]) -> None:
    assert hovers["UserExists"] == (
        "class UserExists(user: str)\n\n"
        "4200, HTTP 400: User {user} already exists.\n\n"
        "使用者 {user} 已存在。\n\n"
        "On the wire: User {user} exists"
    )


def test_hover_on_a_class_and_on_its_code_show_message_and_advice(hovers: dict[str, str]) -> None:
    _, _, text = hovers["AppRateLimited"].partition("\n\n")
    assert text.endswith("On the wire: Exceed App Rate Limit\n\nAdvice: back_off.")
    assert hovers["APP_RATE_LIMITED"].partition("\n\n")[2] == text


def test_hover_on_a_category_shows_its_text(hovers: dict[str, str]) -> None:
    assert hovers["NOT_FOUND"].endswith("\n\nNot found. 找不到資源。")
    assert "Not found, codes 2000 to 2902." in hovers["NotFoundError"]
    assert "General, codes 1 to 7." in hovers["GeneralError"]


def test_hover_on_a_fact_of_a_class_shows_its_type(hovers: dict[str, str]) -> None:
    assert hovers["http_status"].startswith("(variable) http_status: int")


@pytest.mark.parametrize(
    ("source", "completed"),
    [
        ("from emma_errors import EmmaCode; EmmaCode.USER_EX", "USER_EXISTS"),
        ("from emma_errors import emma; emma.UserEx", "UserExists"),
        ("from emma_errors.emma import UserEx", "UserExists"),
        ("from emma_errors import emma; emma.Category.NOT_F", "NOT_FOUND"),
        ("from emma_errors import emma; emma.UserExists('bob').http_s", "http_status"),
        ("import emma_errors; emma_errors.parse_e", "parse_error"),
    ],
)
def test_jedi_completes_a_name(source: str, completed: str) -> None:
    jedi = pytest.importorskip("jedi")
    assert [name.name for name in jedi.Script(source).complete()] == [completed]
