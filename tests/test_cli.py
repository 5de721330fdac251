"""The command."""

import subprocess
import sys
from pathlib import Path

import pytest

MODULE = [sys.executable, "-m", "emma_errors"]


def run(*arguments: str, command: list[str] = MODULE, **env: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of the command."""
    ran = subprocess.run(
        [*command, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONUTF8": "1"} | env,
    )
    return ran.returncode, ran.stdout, ran.stderr


def test_explains_a_code_in_both_languages() -> None:
    status, out, err = run("explain", "4200")
    assert (status, err) == (0, "")
    for fact in (
        "emma 4200 USER_EXISTS",
        "400",
        "輸入錯誤 (Input",
        "User %s already exists",
        "使用者 %s 已存在",
        "User %s exists",
        "emma.UserExists(user)",
        "emma.UserExists, emma.InputError, emma.EmmaError, ApiError",
    ):
        assert fact in out


def test_explains_both_definitions_of_4109_the_one_asked_for_first() -> None:
    status, out, _ = run("explain", "4109")
    assert status == 0
    assert out.index("emma 4109 SUBSCRIPTION") < out.index("emma 4109 CELLPHONE")
    assert "請填入訂閱群組名稱" in out
    assert 'lookup.find(4109, message="Missing cellphone or calling_code")' in out
    status, out, _ = run("explain", "cellphone_or_calling_code_missing")
    assert status == 0
    assert out.index("emma 4109 CELLPHONE") < out.index("emma 4109 SUBSCRIPTION")


def test_explains_several_at_once() -> None:
    status, out, err = run("explain", "110", "article_not_found", "8500")
    assert (status, err) == (0, "")
    titles = [line for line in out.splitlines() if line and not line.startswith(" ")]
    assert titles == [
        "baidu 110 ACCESS_TOKEN_INVALID",
        "emma 2101 ARTICLE_NOT_FOUND",
        "emma 8500 MIB_REGISTER_FAILED",
    ]
    assert "reauthenticate" in out
    assert "retry" in out


def test_success_is_explained_and_cannot_be_raised() -> None:
    status, out, _ = run("explain", "0")
    assert status == 0
    assert "baidu 0 SUCCESS" in out
    assert "raise" not in out


def test_unknown_code_exits_1_with_a_suggestion_on_standard_error() -> None:
    status, out, err = run("explain", "USER_EXIST")
    assert (status, out) == (1, "")
    assert "'USER_EXIST'; near it: 4200 USER_EXISTS (emma)" in err


def test_known_codes_are_explained_beside_an_unknown_one() -> None:
    status, out, err = run("explain", "2110", "2101")
    assert status == 1
    assert out.startswith("emma 2101 ARTICLE_NOT_FOUND")
    assert "2110" in err


@pytest.mark.parametrize("arguments", [[], ["explain"], ["explane", "1"]], ids=str)
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("usage: emma-errors")


def test_terminal_without_chinese_gets_escapes() -> None:
    status, out, err = run("explain", "2101", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (status, err) == (0, "")
    assert "\\u627e\\u4e0d\\u5230\\u6587\\u7ae0" in out


def test_installed_command_is_the_module() -> None:
    script = str(Path(sys.executable).with_name("emma-errors"))
    assert run("explain", "4", command=[script]) == run("explain", "4")
