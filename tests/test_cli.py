"""The command, as a call and as a process, on a terminal, and its completion in real shells."""

import fcntl
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
import unicodedata
from codecs import getincrementaldecoder
from collections.abc import Generator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from shutil import which

import pytest

from emma_errors import lookup
from emma_errors.cli import main
from emma_errors.cli.words import words
from emma_errors.export import COLUMNS
from emma_errors.site.words import WORDS

MODULE = [sys.executable, "-m", "emma_errors"]
PATH = f"{Path(sys.executable).parent}:{os.defpath}"
ALL = [d for catalog in lookup.catalogs().values() for d in catalog.DEFINITIONS]


def run(
    *arguments: str,
    command: Sequence[str] = MODULE,
    stdin: bytes = b"",
    cwd: Path | None = None,
    env: Mapping[str, str] = {},
) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of the command."""
    ran = subprocess.run(
        [*command, *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=cwd,
        env={"PYTHONUTF8": "1", "PATH": PATH, **env},
        timeout=60,
    )
    return ran.returncode, ran.stdout.decode(), ran.stderr.decode()


def call(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
    """The same of the command in this process: where a process of its own proves no more."""
    out, err = [TextIOWrapper(BytesIO(), "utf-8") for _ in range(2)]
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin), "utf-8"))
        patch.setenv("COLUMNS", "80")  # or argparse asks the terminal that pytest has
        try:
            status = main(arguments)
        except SystemExit as exited:
            status = int(exited.code or 0)
    for stream in (out, err):
        stream.seek(0)
    return status, out.read(), err.read()


def call_in(folder: Path, *arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
    """The same in a folder whose package is imported and registered for this call alone."""
    package = arguments[arguments.index("--package") + 1].partition(".")[0]

    def imported() -> list[str]:
        return [name for name in sys.modules if name.partition(".")[0] == package]

    with chdir(folder), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", sys.path.copy())
        patch.setattr(lookup, "_index", lookup._index)  # pyright: ignore[reportPrivateUsage]
        for name in imported():  # another test may have a package of this name
            patch.delitem(sys.modules, name)
        ran = call(*arguments, stdin=stdin)
        for name in imported():
            del sys.modules[name]
    return ran


COMMANDS = {*re.findall(r"^    ([a-z]+)  ", call("--help")[1], re.MULTILINE)}


def titles(out: str) -> list[str]:
    """What each block of an explanation is about."""
    return re.findall(r"^\w+ [0-9]+ [A-Z_]+$", out, re.MULTILINE)


def columns(text: str) -> int:
    """The columns that a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(sign) in "FW" else 1 for sign in text)


class Terminal:
    """What a person has before them: a pseudo-terminal with a program in it."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.output = ""
        self.decoder = getincrementaldecoder("utf-8")()

    def until(self, wanted: str) -> str:
        """What the program writes, up to a text; all of it for an empty one."""
        deadline = time.monotonic() + 20
        while not wanted or wanted not in self.output:
            assert select.select([self.descriptor], [], [], deadline - time.monotonic())[0], (
                f"no {wanted!r} in {self.output!r}"
            )
            try:
                read = os.read(self.descriptor, 65536)
            except OSError:  # Linux says so where the program has ended
                read = b""
            if not read:
                assert not wanted, f"no {wanted!r} in {self.output!r}"
                break
            self.output += self.decoder.decode(read)
        seen, _, self.output = self.output.partition(wanted) if wanted else (self.output, "", "")
        return seen.replace("\r\n", "\n")

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.descriptor, keys.encode())


@contextmanager
def terminal(
    command: Sequence[str],
    *,
    width: int = 80,
    cwd: Path | None = None,
    env: Mapping[str, str] = {},
) -> Generator[Terminal]:
    """Run a program in a terminal of its own."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, bytes([24, 0, width, 0, 0, 0, 0, 0]))
    process = subprocess.Popen(
        command,
        stdin=its,
        stdout=its,
        stderr=its,
        cwd=cwd,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        env={"PYTHONUTF8": "1", "PATH": PATH, "TERM": "xterm", "LC_ALL": "C.UTF-8", **env},
    )
    os.close(its)
    try:
        yield Terminal(ours)
    finally:
        process.kill()
        process.wait(timeout=120)
        os.close(ours)


PLAIN = {"NO_COLOR": "1"}


def on_terminal(*arguments: str, width: int = 80, env: Mapping[str, str] = {}) -> str:
    """What the command writes on a terminal."""
    with terminal([*MODULE, *arguments], width=width, env=env) as screen:
        return screen.until("")


SEVERAL = """
import sys
from emma_errors.cli import main

for line in sys.argv[1:]:
    main(line.split())
    print("the end of", line)
"""


def each_on_terminal(
    *lines: str, width: int = 80, env: Mapping[str, str] = {}
) -> Generator[tuple[str, str]]:
    """Each line of arguments, and what the command writes for it on a terminal."""
    command = [sys.executable, "-c", SEVERAL, *lines]
    with terminal(command, width=width, env=env) as screen:
        for line in lines:
            yield line, screen.until(f"the end of {line}\r\n")


# explain


def test_explains_a_code_in_both_languages() -> None:
    status, out, err = run("explain", "4200")
    assert (status, err) == (0, "")
    assert out == (
        "emma 4200 USER_EXISTS\n"
        "  HTTP status  400\n"
        "  category     輸入錯誤 (Input error) / 狀態不符合 (State mismatch)\n"
        "  English      User %s already exists\n"
        "  Chinese      使用者 %s 已存在\n"
        "  on the wire  User %s exists\n"
        "  raise        emma.UserExists(user)\n"
        "  except       emma.UserExists, emma.InputError, emma.EmmaError, ApiError\n"
    )


def test_explains_a_code_in_one_language() -> None:
    assert call("explain", "1301", "--lang", "zh")[1] == (
        "emma 1301 APP_RATE_LIMITED\n"
        "  HTTP 狀態碼  403\n"
        "  分類         認證錯誤 / 頻率限制\n"
        "  說明         超過此 App 允許的呼叫頻率限制\n"
        "  訊息原文     Exceed App Rate Limit\n"
        "  原表說明     超過此 App 允許的呼叫頻率限制\n"
        "  建議         back_off：請稍後再重送同一請求\n"
        "  raise        emma.AppRateLimited()\n"
        "  except       emma.AppRateLimited, emma.AuthenticationError, emma.EmmaError, ApiError\n"
    )
    out = call("explain", "1301", "--lang", "en")[1]
    assert "  category      Authentication error / Rate limit\n" in out
    assert "back_off: wait, then send the same request again" in out


def test_language_and_format_may_stand_before_the_command() -> None:
    for command in (["explain", "2101"], ["list", "--status", "402"], ["search", "token"]):
        assert call("--lang", "zh", *command) == call(*command, "--lang", "zh")
        assert call("--format", "json", *command) == call(*command, "--format", "json")
    status, out, err = call("--format", "json", "export", "--format", "csv")
    assert (status, out) == (2, "")
    assert "argument --format: has no effect before export" in err


@pytest.mark.parametrize(
    "line",
    [
        "4109",
        "user_exists",
        "emma.2101 110 UserExists",
        "--lang zh 4109 --format json",
        "-1",
        "x y",
    ],
)
def test_code_in_the_place_of_a_command_is_explained(line: str) -> None:
    words = line.split()
    place = 2 if words[0] == "--lang" else 0
    assert call(*words) == call(*words[:place], "explain", *words[place:])


def test_misspelt_command_has_a_hint() -> None:
    for word, command in (("explane", "explain"), ("lst", "list"), ("duplicate", "duplicates")):
        status, out, err = call(word, "2101")
        assert (status, out) == (2, "")
        assert err.endswith(f"emma-errors: error: unknown command {word!r}; similar: {command}\n")


def test_labels_are_in_the_script_of_the_texts() -> None:
    assert call("explain", "110", "--lang", "zh")[1] == (
        "baidu 110 ACCESS_TOKEN_INVALID\n"
        "  HTTP 状态码  401\n"
        "  分类         参数\n"
        "  说明         Access Token 无效或已失效\n"
        "  消息原文     Access token invalid or no longer valid\n"
        "  原表说明     无效的access token\n"
        "  建议         reauthenticate：请重新获取 Token 或重新登录\n"
        "  raise        baidu.AccessTokenInvalid()\n"
        "  except       baidu.AccessTokenInvalid, baidu.ParameterError, "
        "baidu.BaiduError, ApiError\n"
    )


def test_words_are_those_of_the_pages() -> None:
    for ours, theirs in (
        ("HTTP status", "HTTP status"),
        ("category", "Category"),
        ("text", "Text"),
        ("on the wire", "Message on the wire"),
        ("described as", "Description in the table"),
        ("advice", "Advice"),
        ("catalog", "Catalog"),
        ("code", "Code"),
        ("name", "Name"),
        ("{find} returns this definition", "{find} returns this definition."),
        ("get it with {find}", "Get it with {find}."),
    ):
        assert words(ours, "zh", ["emma"]) == WORDS[theirs]["zh-Hant"]
        assert words(ours, "zh", ["baidu"]) == WORDS[theirs]["zh-Hans"]


def test_explains_both_definitions_of_4109_with_the_requested_one_first() -> None:
    status, out, _ = call("explain", "4109")
    assert status == 0
    first, second = "SUBSCRIPTION_GROUP_NAME_MISSING", "CELLPHONE_OR_CALLING_CODE_MISSING"
    assert titles(out) == [f"emma 4109 {first}", f"emma 4109 {second}"]
    assert 'lookup.find(4109, message="Missing cellphone or calling_code")' in out
    status, out, _ = call("explain", "cellphone_or_calling_code_missing")
    assert status == 0
    assert titles(out) == [f"emma 4109 {second}", f"emma 4109 {first}"]


def test_explains_several_at_once_and_each_once() -> None:
    status, out, err = call("explain", "110", "article_not_found", "8500", "emma.2101")
    assert (status, err) == (0, "")
    assert titles(out) == [
        "baidu 110 ACCESS_TOKEN_INVALID",
        "emma 2101 ARTICLE_NOT_FOUND",
        "emma 8500 MIB_REGISTER_FAILED",
    ]
    assert "reauthenticate: " in out
    assert "back_off: " in out


def test_success_is_explained_and_cannot_be_raised() -> None:
    status, out, _ = call("explain", "0")
    assert status == 0
    assert "baidu 0 SUCCESS" in out
    assert "raise" not in out


def test_unknown_code_exits_1_with_a_suggestion_on_standard_error() -> None:
    status, out, err = run("explain", "user_exist")
    assert (status, out) == (1, "")
    assert "'user_exist'; similar: 4200 USER_EXISTS (emma)" in err
    assert run("explain", "2110", "baidu.2101", "-1", "", "--format", "json")[:2] == (1, "")


def test_known_codes_are_explained_despite_an_unknown_one() -> None:
    status, out, err = call("explain", "2110", "2101")
    assert status == 1
    assert out.startswith("emma 2101 ARTICLE_NOT_FOUND")
    assert "2110" in err


def test_json_is_what_export_writes() -> None:
    status, out, err = call("explain", "4109", "--format", "json")
    assert (status, err) == (0, "")
    rows = json.loads(out)
    assert [row["name"] for row in rows] == [d.name for d in lookup.definitions(4109)]
    assert [tuple(row) for row in rows] == [COLUMNS, COLUMNS]
    exported = json.loads(call("export", "--format", "json")[1])
    assert json.loads(call("list", "--format", "json")[1]) == exported


# explain -


# What it reads is in test_logs.


def test_explains_the_errors_on_standard_input() -> None:
    text = 'WARN {"error_code":110,"error_msg":"x"}\n\nERROR error.type=emma.2101\nport 8500\n'
    status, out, err = call("explain", "-", stdin=b"\xef\xbb\xbf" + text.encode())
    assert (status, err) == (0, "")
    assert titles(out) == ["baidu 110 ACCESS_TOKEN_INVALID", "emma 2101 ARTICLE_NOT_FOUND"]
    assert call("-", stdin=text.encode()) == call("explain", "-", stdin=text.encode())


@pytest.mark.parametrize(
    "text",
    [
        '{"error": 1, "code": "4200", "message": "User bob already exists"}',
        '2024-05-01 WARN body={"error":1,"code":4200,"message":"使用者 bob 已存在"} in 9 ms',
        '{"level": "error", "message": "[4200] User bob exists"}',
        "emma_errors.emma.UserExists: [4200] User bob exists",
    ],
)
def test_arguments_are_kept(text: str) -> None:
    status, out, err = call("explain", "-", stdin=text.encode())
    assert (status, err) == (0, "")
    assert "  English      User bob already exists\n" in out
    assert "  Chinese      使用者 bob 已存在\n" in out
    assert "  arguments    user=bob\n" in out
    (row,) = json.loads(call("explain", "-", "--format", "json", stdin=text.encode())[1])
    assert tuple(row) == (*COLUMNS, "arguments")
    assert row["arguments"] == {"user": "bob"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello world",
        "[2999] Gone",
        "code=2101",
        '{"error": 0, "id": 2101}',
        "retry 3 of 5",
        '{"error": "invalid_grant"}',
        '{"error": true, "code": 4109}',
        '{"type": "a", "title": "b", "status": 404, "detail": "c", "code": 99}',
    ],
)
def test_input_without_an_error_exits_1_and_says_what_is_looked_for(text: str) -> None:
    status, out, err = call("explain", "-", stdin=text.encode())
    assert (status, out) == (1, "")
    assert "no error found on standard input" in err
    assert "emma.2101, [2101] with its message, error_code=110, " in err


@pytest.mark.parametrize(
    "text", ['{"error": 1, "code": "2999"}', "錯誤碼：2999", "2999", "emma.2999"]
)
def test_unknown_code_in_a_log_exits_1_with_a_suggestion(text: str) -> None:
    status, out, err = call("explain", "-", stdin=text.encode())
    assert (status, out) == (1, "")
    assert "2999" in err
    assert "similar: 2902 URL_NOT_FOUND (emma)" in err


def test_unknown_code_of_another_catalog_has_no_hint() -> None:
    body = b'{"error_code": 31066, "error_msg": "file does not exist"}'
    err = "emma-errors: unknown code or name 'baidu.31066'\n"
    assert call("explain", "-", stdin=body) == (1, "", err)


def test_body_whose_code_has_another_meaning_is_reported() -> None:
    body = b'{"error_code": 4, "error_msg": "No permission to do this operation"}'
    err = "emma-errors: no definition of baidu 4 means 'No permission to do this operation'\n"
    assert call("explain", "-", stdin=body) == (1, "", err)


def test_invalid_utf8_on_standard_input_is_read_over() -> None:
    status, out, err = run("explain", "-", stdin=b"caf\xe9 \xff\xfe [4200] User \xff exists\n")
    assert (status, err) == (0, "")
    assert "User � already exists" in out


def test_closed_standard_input_has_no_error() -> None:
    command = ["sh", "-c", 'exec "$@" <&-', "sh", *MODULE]
    status, out, err = run("explain", "-", command=command)
    assert (status, out) == (1, "")
    assert "no error found on standard input" in err


def test_what_would_steer_the_terminal_is_shown_as_an_escape() -> None:
    message = "User \x1b[31m\u202ebob\x07 exists"
    body = json.dumps({"error": 1, "code": "4200", "message": message}).encode()
    _, out, _ = call("explain", "-", stdin=body)
    assert r"arguments    user=\x1b[31m\u202ebob\x07" in out
    assert not {"\x1b", "\u202e", "\x07"} & {*out}


# list, search, duplicates


def test_list_has_a_line_for_each_definition() -> None:
    status, out, err = call("list")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert [line.split()[3] for line in lines] == [d.name for d in ALL]
    assert len({line.index(line.split()[4], 50) for line in lines}) == 1
    for line, definition in zip(lines, ALL, strict=True):
        assert line.endswith(f"  {definition.en}")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_list_is_in_the_language_that_is_asked_for(lang: str) -> None:
    _, out, _ = call("list", "--lang", lang)
    for line, definition in zip(out.splitlines(), ALL, strict=True):
        assert line.endswith(f"  {getattr(definition, lang)}")


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ("--catalog baidu", 36),
        ("--catalog EMMA", 164),
        ("--status 402", 2),
        ("--status 402 --status 429", 3),
        ("--advice retry", 2),
        ("--advice BACK-OFF --catalog emma", 7),
        ("--category 找不到東西", 26),
        ("--category Not_Found", 26),
        ("--category not-found --category batch", 30),
        ("--category 權限", 16),
        ("--category 權限不足", 16),
        ("--category FORBIDDEN", 16),
        ("--category 用户权限", 3),
    ],
)
def test_list_chooses(options: str, count: int) -> None:
    status, out, err = call("list", *options.split())
    assert (status, len(out.splitlines()), err) == (0, count, "")


@pytest.mark.parametrize(
    ("options", "near", "allowed"),
    [
        ("--catalog ema", "similar: emma;", "baidu, emma"),
        ("--category inptu", "similar: input;", "input (輸入錯誤, Input error)"),
        ("--category 內部", "similar: internal;", "internal (內部錯誤, Internal error)"),
        (
            "--status 504",
            "similar: 500, ",
            "choose from 200, 400, 401, 402, 403, 404, 409, 429, 500",
        ),
        ("--status 999", "unknown status '999'; choose from 200, ", "429, 500"),
        ("--status 4xx", "", "200, 400"),
        ("--advice rety", "similar: retry;", "back_off, reauthenticate, retry"),
    ],
)
def test_unknown_choice_is_wrong_usage_and_says_what_there_is(
    options: str, near: str, allowed: str
) -> None:
    status, out, err = call("list", *options.split())
    assert (status, out) == (2, "")
    assert f"argument {options.split()[0]}: unknown {options.split()[0][2:]} " in err
    assert near in err
    assert allowed in err


def test_list_of_nothing_exits_1() -> None:
    assert call("list", "--catalog", "baidu", "--status", "402") == (
        1,
        "",
        "emma-errors: no definition matches all of these options\n",
    )


def test_search_shows_the_text_that_has_the_word() -> None:
    status, out, err = call("search", "經度")
    assert (status, err) == (0, "")
    assert [line.split()[1] for line in out.splitlines()] == ["5206", "5207"]
    assert "經度" in out
    assert "經度" not in call("search", "longitude")[1]
    assert "經度" in call("search", "longitude", "--lang", "zh")[1]
    (header, *_) = on_terminal("list", "--catalog=baidu", "--lang=zh", env=PLAIN).splitlines()
    assert header.split() == ["错误码表", "错误码", "状态码", "名称", "说明"]
    assert call("search", "not", "Found") == call("search", "NOT FOUND")


def test_search_of_no_avail_exits_1() -> None:
    assert call("search", "xyzzy") == (1, "", "emma-errors: no name or text contains 'xyzzy'\n")


def test_duplicates_are_reported() -> None:
    (duplicate,) = lookup.duplicates()
    assert call("duplicates") == (0, f"{duplicate}\n", "")
    chinese = call("duplicates", "--lang", "zh")[1]
    assert chinese == call("--lang", "zh", "duplicates")[1]
    assert chinese.startswith("emma 4109 這個錯誤碼有 2 個定義：\n")
    assert '    可用 lookup.find("CELLPHONE_OR_CALLING_CODE_MISSING") 取得。\n' in chinese
    assert call("explain", "4109", "--lang", "zh")[1].endswith(f"\n\n{chinese}")
    rows = json.loads(call("duplicates", "--format", "json")[1])
    assert [row["name"] for row in rows] == [d.name for d in duplicate.definitions]


# a catalog of one's own


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a catalog that `emma-errors generate` wrote."""
    folder = tmp_path_factory.mktemp("shop")
    rows = [
        "code\tname\thttp_status\tcategory\tmessage\tparams",
        "7\tCART_NOT_FOUND\t404\tmissing\tCart %s not found\tcart",
        "2101\tTILL_BUSY\t503\tbusy\tTill is busy\t",
    ]
    folder.joinpath("shop_codes.tsv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    command = ["generate", "shop_codes.tsv", "--package", "myshop.errors", "--source", "."]
    assert run(*command, cwd=folder) == (0, "", "")
    return folder


@pytest.mark.parametrize("place", ["before", "after"])
def test_every_command_accepts_a_generated_catalog(shop: Path, place: str) -> None:
    def placed(*command: str) -> list[str]:
        package = ["--package", "myshop.errors"]
        return [*package, *command] if place == "before" else [*command, *package]

    def ran(*command: str, stdin: bytes = b"") -> str:
        status, out, err = call_in(shop, *placed(*command), stdin=stdin)
        assert (status, err) == (0, ""), command
        return out

    installed = [str(Path(sys.executable).with_name("emma-errors"))]
    for command in (["explain", "shop.7"], ["export", "--format", "json"]):
        by_process = run(*placed(*command), command=installed, cwd=shop)
        assert by_process == (0, ran(*command), "")
    assert titles(ran("explain", "cart_not_found")) == ["shop 7 CART_NOT_FOUND"]
    assert titles(ran("explain", "2101")) == ["emma 2101 ARTICLE_NOT_FOUND", "shop 2101 TILL_BUSY"]
    assert titles(ran("explain", "shop.2101")) == ["shop 2101 TILL_BUSY"]
    assert "myshop.errors.CartNotFound, myshop.errors.MissingError" in ran("explain", "shop.7")
    out = ran("explain", "-", stdin=b"WARN [7] Cart 31 not found")
    assert "arguments    cart=31" in out
    for log, title in (
        (b"[2101] Till is busy", "shop 2101 TILL_BUSY"),
        (b"error.type=shop.2101", "shop 2101 TILL_BUSY"),
        (b"error.type=emma.2101", "emma 2101 ARTICLE_NOT_FOUND"),
        (b"myshop.errors.TillBusy: [2101] Closed", "shop 2101 TILL_BUSY"),
        (b'{"code": 2101, "message": "Till is busy"}', "shop 2101 TILL_BUSY"),
        (b'{"code": 200, "message": "OK"} raised TillBusy', "shop 2101 TILL_BUSY"),
    ):
        assert titles(ran("explain", "-", stdin=log)) == [title]
    assert "CART_NOT_FOUND" in ran("list", "--catalog", "shop", "--category", "Missing")
    assert "TILL_BUSY" in ran("search", "till")
    assert '"shop.2101"' in ran("export", "--format", "json")
    assert "CART_NOT_FOUND" in ran("completion", "bash")


def test_package_that_cannot_be_registered_is_wrong_usage(shop: Path) -> None:
    for package, problem in (
        ("nowhere", "No module named 'nowhere'"),
        ("json", "takes a package that emma-errors generate wrote"),
        ("broken", "SyntaxError"),
    ):
        shop.joinpath("broken.py").write_text("def", encoding="utf-8")
        status, out, err = run("list", "--package", package, cwd=shop)
        assert (status, out) == (2, "")
        assert f"argument --package: cannot register {package}: " in err
        assert problem in err


@pytest.fixture(scope="module")
def bar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a catalog of per cent signs, of success with an argument, and of one name."""
    folder = tmp_path_factory.mktemp("bar")
    rows = [
        "code\tname\thttp_status\tmessage\tdescription\tzh\tparams",
        "70001\tKEG_FULL\t507\tKeg 100%% full\tIt is 100%% full\t酒桶 100%% 滿\t",
        "70002\tGLASS_CHIPPED\t409\tGlass %s is chipped by %s%%\tBy 5%% or more\t"
        "杯子 %s 缺 %s%%\tglass percent",
        "70003\tTEA_DONE\t200\tDone %s\t\t\twhat",
    ]
    folder.joinpath("bar_codes.tsv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    assert run("generate", "bar_codes.tsv", "--package", "bar", cwd=folder) == (0, "", "")
    return folder


def test_escaped_per_cent_sign_is_unescaped_without_parameters(bar: Path) -> None:
    def ran(*command: str, stdin: bytes = b"") -> str:
        status, out, err = call_in(bar, "--package", "bar", *command, stdin=stdin)
        assert (status, err) == (0, "")
        return out

    out = ran("explain", "keg_full")
    for line in (
        "English       Keg 100% full",
        "Chinese       酒桶 100% 滿",
        "on the wire   Keg 100% full",
        "described as  It is 100% full",
    ):
        assert f"  {line}\n" in out
    out = ran("explain", "glass_chipped")
    assert "  Chinese       杯子 %s 缺 %s%%\n" in out
    assert "  on the wire   Glass %s is chipped by %s%%\n" in out
    assert "  described as  By 5% or more\n" in out
    out = ran("explain", "-", stdin=b"[70002] Glass 5%%s is chipped by 3%")
    assert "  English       Glass 5%%s is chipped by 3%\n" in out
    assert ran("list", "--status", "507", "--lang", "zh").endswith("  酒桶 100% 滿\n")
    assert ran("search", "100% FULL") == ran("list", "--status", "507")
    assert ran("search", "缺 %s").endswith("  杯子 %s 缺 %s%%\n")
    assert "KEG_FULL:Keg 100% full'" in ran("completion", "zsh")
    (row,) = json.loads(ran("explain", "70001", "--format", "json"))
    assert [row[column] for column in ("message", "description", "en", "zh")] == [
        "Keg 100% full",
        "It is 100% full",
        "Keg 100% full",
        "酒桶 100% 滿",
    ]
    (row,) = json.loads(ran("explain", "70002", "--format", "json"))
    assert row["message"] == "Glass %s is chipped by %s%%"
    assert row["description"] == "By 5% or more"


@pytest.mark.parametrize(
    "line", ["x bar.70003", "bar.70003", "70003", "tea_done", "TEA_DONE reached"]
)
def test_success_with_a_parameter_is_explained_off_a_log(bar: Path, line: str) -> None:
    status, out, err = call_in(bar, "explain", "-", "--package", "bar", stdin=line.encode())
    assert (status, titles(out), err) == (0, ["bar 70003 TEA_DONE"], "")
    assert "  text         Done %s\n" in out


PAY = """
from emma_errors.errors import ApiError
from emma_errors.model import Definition, Label, TextCode, link

TITLE = "the payments"
FALLBACKS = {}


class Category(Label):
    GENERAL = "General", "General", "一般"


PayCode = TextCode("PayCode", {"CARD_DECLINED": "card.declined", "CARD_STOLEN": "card_stolen"})


class PayError(ApiError):
    catalog = "pay"


class GeneralError(PayError):
    pass


DEFINITIONS = tuple(
    Definition(
        code,
        name=code.name,
        category=Category.GENERAL,
        message=f"Sorry: {code.name.lower()}",
        en=f"Sorry: {code.name.lower()}",
        zh=f"抱歉：{code}",
        subcode="x7" if code == "card_stolen" else None,
    )
    for code in PayCode
)
link("pay", DEFINITIONS)
for definition in DEFINITIONS:
    name = definition.name.title().replace("_", "")
    facts = {"code": definition.code, "definition": definition, "http_status": None}
    globals()[name] = type(name, (GeneralError,), facts | {"__module__": __name__})
"""


def test_codes_that_are_texts_and_have_no_http_status(tmp_path: Path) -> None:
    tmp_path.joinpath("pay.py").write_text(PAY, encoding="utf-8")

    def ran(*command: str, stdin: bytes = b"") -> str:
        status, out, err = call_in(tmp_path, "--package", "pay", *command, stdin=stdin)
        assert (status, err) == (0, "")
        return out

    out = ran("card_stolen")
    assert out == (
        "pay card_stolen CARD_STOLEN\n"
        "  subcode      x7\n"
        "  category     General\n"
        "  English      Sorry: card_stolen\n"
        "  Chinese      抱歉：card_stolen\n"
        "  on the wire  Sorry: card_stolen\n"
        "  raise        pay.CardStolen()\n"
        "  except       pay.CardStolen, pay.GeneralError, pay.PayError, ApiError\n"
    )
    assert ran("pay.card.declined").startswith("pay card.declined CARD_DECLINED\n")
    assert "pay  card.declined  —  CARD_DECLINED" in ran("list", "--catalog", "pay")
    for log in (
        "error.type=pay.card.declined",
        "[card.declined] Sorry: card_declined",
        "pay.CardDeclined: x",
    ):
        assert ran("-", stdin=log.encode()).startswith("pay card.declined CARD_DECLINED\n")
    assert call_in(tmp_path, "--package", "pay", "-", stdin=b"a card_stolen")[0] == 1
    assert "card.declined" in ran("completion", "bash")


# usage


@pytest.mark.parametrize(
    "arguments",
    [[], ["explain"], ["explane", "1"], ["list", "--lang", "fr"], ["search"], ["completion", "sh"]],
    ids=str,
)
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    status, out, err = call(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("usage: emma-errors")


def test_version_is_printed() -> None:
    status, out, err = run("--version")
    assert (status, err) == (0, "")
    assert re.fullmatch(r"emma-errors [0-9]+\.[0-9]+\.[0-9]+\n", out)


def test_every_command_has_help_that_fits_80_columns() -> None:
    assert len(COMMANDS) == 11
    for command in COMMANDS:
        status, its, err = call(command, "--help")
        assert (status, err) == (0, "")
        assert its.startswith(f"usage: emma-errors {command} ")
        assert max(map(columns, its.splitlines())) <= 80


def test_installed_command_is_the_module() -> None:
    script = str(Path(sys.executable).with_name("emma-errors"))
    assert run("explain", "4", command=[script]) == run("explain", "4")


def test_explain_imports_no_other_command() -> None:
    code = "import sys, emma_errors.cli as c; c.main(['explain', '2101']); print(*sys.modules)"
    _, out, _ = run(code, command=[sys.executable, "-c"])
    loaded = out.splitlines()[-1].split()
    for module in ("export", "generate", "table", "check", "diff", "site", "completion", "wire"):
        assert f"emma_errors.{module}" not in loaded
    assert "json" not in loaded


# streams


def test_terminal_without_chinese_gets_escapes() -> None:
    # the arguments are UTF-8 all the same
    ascii_only = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C.UTF-8"}
    status, out, err = run("explain", "2101", env=ascii_only)
    assert (status, err) == (0, "")
    assert "\\u627e\\u4e0d\\u5230\\u6587\\u7ae0" in out
    assert run("search", "找不到", env=ascii_only)[0] == 0
    assert run("list", "--category", "無", env=ascii_only)[0] == 2
    assert json.loads(run("list", "--format", "json", env=ascii_only)[1]) == json.loads(
        run("list", "--format", "json")[1]
    )


def test_characters_that_the_encoding_lacks_stay_json() -> None:
    body = json.dumps({"error": 1, "code": "4200", "message": "User é😀\ud800 exists"}).encode()
    for encoding in ("ascii", "latin-1", "utf-8", "big5"):
        env = {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
        status, out, err = run("explain", "-", "--format", "json", stdin=body, env=env)
        assert (status, err) == (0, "")
        assert json.loads(out)[0]["arguments"] == {"user": "é😀\ud800"}


@pytest.mark.parametrize(
    "arguments", [["list"], ["explain", "2101"], ["--help"], ["completion", "zsh"]], ids=str
)
def test_closed_pipe_ends_quietly(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [*MODULE, *arguments],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        env={},
        timeout=120,
    )
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (141, b"")  # as of a shell's program that SIGPIPE ended


def test_first_line_can_be_taken_alone() -> None:
    line = "set -o pipefail; emma-errors list | head -1"
    status, out, err = run("-c", line, command=["bash"])
    assert status in (0, 141)  # as the pipe's reader is quick or slow to go
    assert (len(out.splitlines()), err) == (1, "")


def test_closed_standard_output_is_no_traceback() -> None:
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        command = ["sh", "-c", f'exec "$@" {closed}', "sh", *MODULE]
        assert run("list", command=command)[2] == ""
        assert "Traceback" not in run("explain", "x", command=command)[2]


def test_full_disk_exits_1_and_says_so() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    command = ["sh", "-c", 'exec "$@" >/dev/full', "sh", *MODULE]
    status, _, err = run("list", command=command)
    assert (status, err) == (1, "emma-errors: [Errno 28] No space left on device\n")


def test_interrupt_exits_130_quietly() -> None:
    process = subprocess.Popen(
        [*MODULE, "explain", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # nohup has it ignored
    )
    assert process.stdin is not None
    process.stdin.write(b"x\n" * 500_000)  # more than a pipe holds: when it is gone, it is read
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, b"", b"")


# a terminal


def test_terminal_has_styles_and_nothing_else_has() -> None:
    assert "\x1b[1memma 2101 ARTICLE_NOT_FOUND\x1b[m\n" in on_terminal("explain", "2101")
    assert "\x1b" not in run("explain", "2101", env={"TERM": "xterm"})[1]
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        lines = ("explain 2101", "list", "search token", "duplicates")
        for line, out in each_on_terminal(*lines, env=env):
            assert out, line
            assert "\x1b" not in out, line
    assert "\x1b" in on_terminal("list", env={"NO_COLOR": ""})


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [80, 120])
def test_list_on_a_terminal_is_columns_that_fit(width: int, lang: str) -> None:
    out = on_terminal("list", "--lang", lang, width=width, env=PLAIN)
    header, *lines = out.splitlines()
    assert (
        header.split()
        == {
            "en": ["catalog", "code", "status", "name", "text"],
            "zh": ["錯誤碼表", "錯誤碼", "狀態碼", "名稱", "說明"],
        }[lang]
    )
    start = columns(header[: header.index(header.split()[-1])])
    assert max(map(columns, lines)) <= width
    texts: list[str] = []
    for line in lines:
        text = line.lstrip() if line.startswith(" ") else line[start:]
        assert columns(line.removesuffix(text)) == start
        assert not text.startswith(tuple("，。：；！？、）」"))
        texts[-1:] = [texts[-1] + text] if line.startswith(" ") else [*texts[-1:], text]
    # What is wrapped is whole: nothing but the blanks at which it is broken is gone.
    wanted = [getattr(definition, lang).replace(" ", "") for definition in ALL]
    assert [text.replace(" ", "") for text in texts] == wanted


def test_list_on_a_narrow_terminal_has_texts_below_names() -> None:
    out = on_terminal("list", "--status", "402", width=40, env=PLAIN)
    assert out == (
        "catalog code status name\n"
        "  text\n"
        "emma 4208 402 STORAGE_QUOTA_EXCEEDED\n"
        "  Storage quota exceeded\n"
        "emma 4209 402 MONTHLY_UPLOAD_QUOTA_EXCEEDED\n"
        "  Monthly upload quota exceeded\n"
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_is_wider_than_50_columns(lang: str) -> None:
    commands = ("list", "search e", "explain 4109 5 1204", "duplicates")
    lines = [f"{command} --lang {lang}" for command in commands]
    wide = dict(each_on_terminal(*lines, width=250, env=PLAIN))
    for line, out in each_on_terminal(*lines, width=50, env=PLAIN):
        assert max(map(columns, out.splitlines())) <= 50, line
        # No word is broken: each is on the wide terminal too.
        assert {*re.findall(r"[!-~]+", out)} <= {*re.findall(r"[!-~]+", wide[line])}, line


def test_explanation_on_a_terminal_is_wrapped_below_its_start() -> None:
    out = on_terminal("explain", "1000", width=60, env=PLAIN)
    assert "  Chinese       Token 無效或已過期，請要求新的 Token\n" in out
    assert (
        "  except        emma.TokenInvalid, emma.AuthenticationError,\n"
        "                emma.EmmaError, ApiError\n"
    ) in out
    assert max(map(columns, out.splitlines())) <= 60


# completion

SHELLS = {
    "bash": (["bash", "--noprofile", "--norc", "-i"], "PS1='READY> '; source complete"),
    "zsh": (
        ["zsh", "-f", "-i"],
        "PS1='READY> '; autoload -Uz compinit; compinit -D -u; source ./complete",
    ),
    "fish": (
        ["fish", "--no-config", "-i"],
        "function fish_prompt; printf 'READY> '; end; source complete",
    ),
}
shells = pytest.mark.parametrize(
    "shell",
    [pytest.param(s, marks=pytest.mark.skipif(not which(s), reason=f"no {s}")) for s in SHELLS],
)


@shells
def test_tab_completes_in_a_shell(shell: str, tmp_path: Path) -> None:
    status, script, err = run("completion", shell)
    assert (status, err) == (0, "")
    tmp_path.joinpath("complete").write_text(script, encoding="utf-8")
    tmp_path.joinpath("my_codes.tsv").touch()
    stand_in = tmp_path / "emma-errors"
    stand_in.write_text('#!/bin/sh\necho "ran <$*>"\n', encoding="utf-8")
    stand_in.chmod(0o755)
    env = {"PATH": f"{tmp_path}:{PATH}", "HOME": str(tmp_path)}
    command, setup = SHELLS[shell]
    with terminal(command, width=200, cwd=tmp_path, env=env) as screen:
        screen.type(f"{setup}; echo is {'rea'}''dy\n")
        screen.until("is ready")
        for typed, wanted in (
            ("expl\t2101", "explain 2101"),
            ("explain article_lo\t", "explain ARTICLE_LOCKED"),
            ("explain payment_in\t", "explain PAYMENT_IN_PROGRESS"),
            ("explain 520\t1", "explain 5201"),
            ("list --cate\tforb\t", "list --category forbidden"),
            ("list --catalog=em\t", "list --catalog emma"),
            ("--lang zh compl\tzs\t", "--lang zh completion zsh"),
            ("--lang=zh dupl\t--form\tjs\t", "--lang zh duplicates --format json"),
            ("generate my_\t", "generate my_codes.tsv"),
        ):
            screen.type(f"emma-errors {typed}\n")
            screen.until("ran <")
            assert screen.until(">").replace("=", " ").rstrip() == wanted, typed


def test_help_of_completion_has_each_command_on_a_line() -> None:
    lines = call("completion", "--help")[1].splitlines()
    assert {
        '  eval "$(emma-errors completion bash)"',
        '  eval "$(emma-errors completion zsh)"',
        "  emma-errors completion fish | source",
    } <= {*lines}


def test_help_has_arguments_in_upper_case() -> None:
    for command in COMMANDS:
        usage = call(command, "--help")[1].partition("\n\n")[0]
        others = re.sub(r"\{[^}]*\}|--?[a-z]+", "", usage)  # without choices and options
        assert re.findall("[a-z]+", others) == ["usage", "emma", command], usage


def test_help_of_list_says_which_options_repeat() -> None:
    _, out, _ = call("list", "--help")
    assert " ".join(out.split()).count("; may be repeated") == 5


def flags(command: str) -> set[str]:
    """The long options that the help of a command names."""
    return {*re.findall(r"(?<![\w-])--[a-z]+", call(command, "--help")[1])}


@pytest.mark.parametrize("shell", [shell for shell in ("bash", "fish") if which(shell)])
def test_completion_offers_what_help_names(shell: str, tmp_path: Path) -> None:
    script = tmp_path / "complete"
    script.write_text(run("completion", shell)[1], encoding="utf-8")
    offering = {  # what it offers at the end of each line
        "bash": 'source "$0"; for line in "$@"; do read -ra COMP_WORDS <<< "$line"; '
        'if [[ $line == *" " ]]; then COMP_WORDS+=(""); fi; '
        "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _emma_errors; "
        'printf "%s\n" "${COMPREPLY[@]}" "end of line"; done',
        "fish": "source $argv[1]; for line in $argv[2..]; "
        'complete -C "$line" | string split -f 1 \\t; echo "end of line"; end',
    }[shell]
    codes = {d.name for d in ALL} | {str(int(d.code)) for d in ALL}
    at_least = {"": COMMANDS, **{f"{command} --": flags(command) for command in COMMANDS}}
    exactly = {
        "explain AR": {code for code in codes if code.startswith("AR")},
        "explain 2": {code for code in codes if code.startswith("2")},
        "list --status ": {str(d.http_status) for d in ALL},
        "list --category ": {d.category.name.lower() for d in ALL},
        "export --format ": {"csv", "json", "jsonl", "markdown", "typescript"},
    }
    lines = [f"emma-errors {line}" for line in (*at_least, *exactly)]
    _, out, err = run(*lines, command=[shell, "-c", offering, str(script)])
    assert err == ""
    *parts, rest = out.split("end of line\n")
    assert rest == ""
    offers = dict(zip((*at_least, *exactly), [{*part.split()} for part in parts], strict=True))
    for line, least in at_least.items():
        assert offers[line] >= least, line
    for line, every in exactly.items():
        assert offers[line] == every, line


@pytest.mark.skipif(not which("zsh"), reason="no zsh")
def test_zsh_offers_what_help_names(tmp_path: Path) -> None:
    tmp_path.joinpath("complete").write_text(run("completion", "zsh")[1], encoding="utf-8")
    zsh, setup = SHELLS["zsh"]
    with terminal(zsh, width=200, cwd=tmp_path, env={"HOME": str(tmp_path)}) as screen:
        screen.type(f"{setup}; echo is {'rea'}''dy\n")
        screen.until("is ready")
        for command in COMMANDS:
            screen.type(f"emma-errors {command} --\t")
            seen = screen.until("--help")  # it lists nothing while there is more to read
            screen.type("\x15echo do''ne\n")
            seen += f"--help{screen.until('done')}"
            assert {*re.findall("--[a-z]+", seen)} >= flags(command)


# the documentation

PAGE = Path(__file__).parents[1].joinpath("docs", "command_line.md").read_text(encoding="utf-8")
EXAMPLES = [
    (line.removeprefix("$ "), out)
    for block in re.findall(r"^```console\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    for line, out in re.findall(r"^(\$ [^\n]*)\n((?:(?!\$ )[^\n]*\n)*)", block, re.MULTILINE)
]


@pytest.mark.parametrize(("line", "wanted"), EXAMPLES, ids=[line for line, _ in EXAMPLES])
def test_example_of_the_documentation_prints_what_it_says(
    line: str, wanted: str, shop: Path
) -> None:
    _, out, err = run("-c", line, command=["bash"], cwd=shop)
    assert out + err == wanted


def test_documentation_has_every_command() -> None:
    assert EXAMPLES
    for command in COMMANDS:
        assert f"emma-errors {command}" in PAGE
