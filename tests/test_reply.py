"""The response for an error, without a framework."""

import importlib
import json
import sys
from pathlib import Path

import pytest
from catalogs import Make
from hypothesis import given
from hypothesis import strategies as st

from emma_errors import ApiError, BaiduError, Definition, EmmaError, baidu, emma, parse_error
from emma_errors.fallbacks import answer_for
from emma_errors.generate import main
from emma_errors.language import negotiate, weighted
from emma_errors.model import Language
from emma_errors.openapi import responses
from emma_errors.reply import Format, Options, Reply, answer, api_error, reply

RAISED = [d for d in emma.DEFINITIONS + baidu.DEFINITIONS if d.http_status >= 400]
FORMATS: tuple[Format, ...] = ("wire", "problem")


def made(d: Definition) -> ApiError:
    """An error of `d`, each parameter filled with its own name."""
    return emma.error(d, *d.params) if d.catalog == "emma" else baidu.error(d, *d.params)


def test_answer_is_in_the_format_of_the_api() -> None:
    for d in RAISED:
        error = made(d)
        answer = error.reply()
        headers = {"Content-Type": "application/json; charset=utf-8", "Vary": "Accept"}
        if d.http_status == 401:
            headers["WWW-Authenticate"] = f'Bearer realm="{d.catalog}"'
        assert answer.status == d.http_status
        assert json.loads(answer.body) == error.to_wire()
        assert dict(answer.headers) == headers, d
        again = parse_error(answer.body, http_status=answer.status)
        assert type(again) is type(error)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_localized_answer_has_the_text_in_the_requested_language(lang: Language) -> None:
    chinese = {"emma": "zh-Hant", "baidu": "zh-Hans"}
    for d in RAISED:
        error = made(d)
        answer = error.reply(localize=True, accept_language=lang)
        body = json.loads(answer.body)
        assert body["message" if d.catalog == "emma" else "error_msg"] == error.text(lang)
        tag = chinese[d.catalog] if lang == "zh" else lang
        assert ("Content-Language", tag) in answer.headers, d
        assert ("Vary", "Accept, Accept-Language") in answer.headers, d


def test_answer_that_is_not_localized_ignores_the_language() -> None:
    for d in RAISED:
        error = made(d)
        options: Options = {"format": "wire", "localize": False, "type_base": None}
        for response in (
            error.reply(accept_language="zh"),
            reply(error, accept_language="zh"),
            answer(error, error, options, accept_language="zh"),
            answer(error, error, accept_language="zh"),
        ):
            assert response == error.reply()


def test_client_of_another_language_gets_the_verbatim_message() -> None:
    answer = emma.UserExists("bob").reply(localize=True, accept_language="fr")
    assert json.loads(answer.body)["message"] == "User bob exists"
    assert "Content-Language" not in dict(answer.headers)


def test_problem_has_the_members_of_rfc_9457() -> None:
    for d in RAISED:
        error = made(d)
        answer = error.reply(format="problem", type_base="https://errors.example/")
        assert dict(answer.headers)["Content-Type"] == "application/problem+json", d
        assert dict(answer.headers)["Vary"] == "Accept-Language", d
        body = json.loads(answer.body)
        assert body == error.to_problem(type_base="https://errors.example")
        assert body["type"] == f"https://errors.example/{d.catalog}/{d.code:d}"
        assert body["status"] == answer.status == d.http_status
        assert body["detail"] == error.text("en")
        assert body["title"] == d.format(*["…"] * len(d.params), lang="en")
        assert body["code"] == d.code
        assert body.get("params", {}) == error.params


def test_problem_without_a_page_is_of_the_type_about_blank() -> None:
    problem = emma.UserExists("bob").to_problem()
    assert problem == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "User bob already exists",
        "code": 4200,
        "params": {"user": "bob"},
        "catalog": "emma",
    }
    assert emma.UserExists("bob").to_problem(lang="zh")["title"] == "使用者 … 已存在"


@pytest.mark.parametrize("type_base", ["https://a.example/X", "https://a.example/X/"])
def test_type_of_a_problem_is_below_the_base(type_base: str) -> None:
    problem = emma.ArticleNotFound().to_problem(type_base=type_base)
    assert problem["type"] == "https://a.example/X/emma/2101"


def test_problem_has_no_member_without_a_value() -> None:
    assert ApiError().to_problem() == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "detail": "",
    }
    for d in RAISED:
        assert ("params" in made(d).to_problem()) == bool(d.params)


@pytest.mark.parametrize(
    ("accept", "problem"),
    [
        ("application/problem+json", True),
        ("Application/Problem+JSON; q=0.5", True),
        ("application/json, application/problem+json", True),
        ("application/json;q=0.9, application/problem+json;q=0.8", False),
        ("application/problem+json;q=0", False),
        ("application/problem+json;q=x", False),
        ("application/json", False),
        ("application/problem+xml", False),
        ("text/html, application/problem+xml;q=0.5", False),
        ("*/*", False),
        ("application/problem+json;q=0.1, */*", False),
        ("application/problem+json;q=0.1, application/*;q=0.2", False),
        ("application/problem+json, */*", True),
        ("*/*, application/problem+json;q=0.5, application/json;q=0.4", True),
        ("application/*, application/problem+json;q=0.5, application/json;q=0", True),
        ("application/*;q=0.1, application/problem+json;q=0.5, */*", True),
        ("", False),
        (None, False),
    ],
)
def test_client_that_asks_for_a_problem_gets_one(accept: str | None, problem: bool) -> None:
    answer = emma.ArticleNotFound().reply(accept=accept)
    assert ("problem" in dict(answer.headers)["Content-Type"]) is problem
    assert ("detail" in json.loads(answer.body)) is problem


@pytest.mark.parametrize(
    "accept_language", ["zh-TW", "zh-Hant", "zh_CN", "cmn", "yue-HK", "ZH", "zh;q=0.9, en;q=0.8"]
)
def test_every_chinese_language_tag_is_chinese(accept_language: str) -> None:
    assert negotiate(accept_language) == "zh"


@pytest.mark.parametrize(
    ("accept_language", "language"),
    [
        (None, None),
        ("", None),
        ("en", "en"),
        ("en-GB,zh;q=0.5", "en"),
        ("zh-TW,en;q=0.5", "zh"),
        ("fr, zh;q=0.1", "zh"),
        ("fr", None),
        ("*", None),
        ("en;q=0, *", "zh"),
        ("zh;q=0, *;q=0.1", "en"),
        ("zh;q=0", None),
        ("zh;q=0, en;q=0", None),
        ("zh, en", "zh"),
        ("en;q=0.001, zh;q=0.002", "zh"),
        ("en;q=x, zh;q=0.1", "zh"),
        ("en;q=2, zh;q=0.1", "zh"),
        (";;;,,q=;en", None),
        ("en," * 100_000, "en"),
        ("f," * 499 + "zh", "zh"),  # 1,000 characters are read
        ("fr," + "f," * 498 + "zh", None),
        ("zh;level=0.1, en;q=0.5", "zh"),
        ("zh;charset=utf-8", "zh"),
        ("en;q=1.5, zh;q=0.1", "zh"),
        ("en;q=0.5x, zh;q=0.1", "zh"),
        ("en;q=1=, zh;q=0.1", "zh"),
        ("en; q =0.1, zh;q=0.5", "zh"),
        ("en;q= 0.1, zh;q=0.05", "en"),
    ],
)
def test_language_is_negotiated_by_weight(
    accept_language: str | None, language: str | None
) -> None:
    assert negotiate(accept_language) == language


@given(header=st.text())
def test_any_header_is_read(header: str) -> None:
    assert negotiate(header) in (None, "en", "zh")
    assert all(0 <= weight <= 1 for _, weight in weighted(header))


@given(format=st.sampled_from(FORMATS), argument=st.text(st.characters()))
def test_any_argument_gives_valid_json_and_headers(format: Format, argument: str) -> None:
    answer = emma.UserExists(argument).reply(format=format, localize=True, accept_language="zh")
    body = json.loads(answer.body)
    assert argument in (body["detail"] if format == "problem" else body["message"])
    for name, value in answer.headers:
        assert f"{name}{value}".isascii()
        assert f"{name}{value}".isprintable()


def test_parsed_error_is_answered_with_its_code_and_message() -> None:
    error = parse_error('{"error": 1, "code": "2999", "message": "No such thing"}', http_status=404)
    assert isinstance(error, EmmaError)
    answer = error.reply(localize=True, accept_language="zh")
    assert answer.status == 404
    assert json.loads(answer.body) == {"error": 1, "code": "2999", "message": "No such thing"}
    problem = error.to_problem(type_base="https://errors.example")
    assert (problem["type"], problem["title"]) == ("about:blank", "Not Found")
    assert problem["code"] == 2999


def test_text_of_an_unknown_language_is_not_labelled_as_one() -> None:
    """What a server body is in whatever language it body it."""
    error = parse_error('{"error": 1, "code": "2999", "message": "沒有"}', http_status=404)
    assert error is not None
    for language in ("en", "zh"):
        for response in (
            error.reply(localize=True, accept_language=language),
            error.reply(format="problem", accept_language=language),
        ):
            assert "Content-Language" not in dict(response.headers)
            assert "Accept-Language" in dict(response.headers)["Vary"]


def test_texts_that_are_the_same_in_both_languages_are_not_labelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A catalog without the columns `en` and `zh` does not say what its messages are in."""
    table = "code\tname\tmessage\tzh\n1\tTEA_COLD\tCold tea\t\n2\tTEA_HOT\tHot tea\t茶太燙\n"
    (tmp_path / "unlabelled.tsv").write_text(table, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["unlabelled.tsv", "--package", "unlabelled"]) == 0
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    catalog = importlib.import_module("unlabelled")
    for language in ("en", "zh"):
        for format in ("wire", "problem"):
            response = catalog.error(1).reply(
                format=format, localize=True, accept_language=language
            )
            assert b"Cold tea" in response.body
            assert "Content-Language" not in dict(response.headers)
            response = catalog.error(2).reply(
                format=format, localize=True, accept_language=language
            )
            assert ("Content-Language", language) in response.headers


def test_request_id_of_an_error_is_not_in_the_next_answer() -> None:
    error = baidu.AccessTokenExpired()
    error.request_id = "7285143021"
    wire = {"error_code": 111, "error_msg": "Access token expired"}
    assert json.loads(error.reply().body) == {**wire, "request_id": "7285143021"}
    assert json.loads(baidu.AccessTokenExpired().reply().body) == wire


class Counted(emma.ArticleNotFound):
    """A class of an app's own, whose body is another each time."""

    count = 0

    def to_wire(self) -> dict[str, object]:
        Counted.count += 1
        return {**super().to_wire(), "count": Counted.count}


def test_to_wire_of_an_apps_class_is_called_for_each_answer() -> None:
    bodies = [json.loads(Counted().reply().body) for _ in range(3)]
    assert [body.pop("count") for body in bodies] == [1, 2, 3]
    assert bodies == [emma.ArticleNotFound().to_wire()] * 3


@pytest.mark.parametrize("raised", [["bob", "eve"], ["\0", "eve"], ["", '"\\']])
def test_argument_of_an_error_is_not_in_the_next_answer(raised: list[str]) -> None:
    for user in raised:
        error = emma.UserExists(user)
        assert json.loads(error.reply().body) == error.to_wire()
        assert f"User {user} exists" == error.to_wire()["message"]


class Odd(str):
    def __str__(self) -> str:
        raise RuntimeError("no text")


def test_unprintable_argument_is_an_ellipsis_in_params() -> None:
    answer = emma.UserExists(Odd()).reply(format="problem")
    assert json.loads(answer.body)["params"] == {"user": "…"}


def test_error_that_arrived_under_http_200_is_answered_as_500() -> None:
    error = parse_error('{"error_code": 31061, "error_msg": "file exists"}', http_status=200)
    assert isinstance(error, BaiduError)
    assert (error.http_status, error.reply().status) == (200, 500)
    for status, answered in ((399, 500), (400, 400)):
        unknown = parse_error('{"error": 1}', http_status=status)
        assert unknown is not None
        assert unknown.reply().status == answered
    assert error.to_problem()["status"] == 500


ODD = "code name message http_status success".replace(" ", "\t")


def test_error_below_400_is_answered_with_the_status_of_the_table(make: Make) -> None:
    answered: dict[int | None, int] = {200: 200, 302: 302, 404: 404, None: 500}
    answered.update({100: 500, 204: 500, 205: 500, 304: 500})  # under which there is no body
    rows = [f"{n}\tBAD_{n}\tbad\t{s or ''}\tno" for n, s in enumerate(answered, 1)]
    shop = make("odd", rows="\n".join([ODD, *rows, ""]))
    for definition, status in zip(shop.DEFINITIONS, answered.values(), strict=True):
        error = definition.exception()
        assert error.reply().status == error.to_problem()["status"] == status, definition
        assert [*responses(definition.code)] == [status], definition
        parsed = shop.parse(error.reply().body, http_status=403)
        assert type(parsed) is type(error)
        assert parsed.reply().status == (403 if definition.http_status is None else status)


def test_challenge_without_an_api_has_no_realm() -> None:
    error = parse_error("", http_status=401)
    assert error is not None
    assert ("WWW-Authenticate", "Bearer") in error.reply().headers


def test_error_without_a_status_is_answered_as_500() -> None:
    answer = ApiError().reply()
    assert answer == Reply(500, answer.headers, b'{"error":1,"message":""}')
    odd = parse_error("", http_status=599)
    assert odd is not None
    assert odd.to_problem()["title"] == "Error"


def test_phrase_of_a_status_is_that_of_rfc_9110() -> None:
    phrases = {413: "Content Too Large", 414: "URI Too Long", 416: "Range Not Satisfiable"}
    for status, phrase in phrases.items():
        error = answer_for(emma, status)
        assert (error.message, error.to_problem()["title"]) == (phrase, phrase)


# Headers, details, groups


def test_headers_of_an_error_go_out_and_those_of_a_body_do_not() -> None:
    error = emma.AppRateLimited().with_headers(
        {"Retry-After": "30", "Content-Type": "text/html", "content-length": "1", "Vary": "Cookie"}
    )
    error.with_headers({"Upgrade-Hint": "a", "X-Date": "b"})
    for format in FORMATS:
        headers = error.reply(format=format).headers
        assert ("Retry-After", "30") in headers
        names = [name.lower() for name, _ in headers]
        assert len(names) == len(set(names))
        assert "content-length" not in names
        assert {"upgrade-hint", "x-date"} <= set(names)
        assert dict(headers)["Content-Type"] in (
            "application/json; charset=utf-8",
            "application/problem+json",
        )
        assert dict(headers)["Vary"].endswith(", Cookie")
    headers = emma.AppRateLimited().with_headers({"Retry-After": "30"}).reply().headers
    assert dict(headers)["Vary"] == "Accept"


@pytest.mark.parametrize(
    ("status", "sent"),
    [
        (416, {"Content-Range": "bytes */7"}),
        (426, {"Upgrade": "HTTP/3.0", "connection": "Upgrade"}),
        (409, {}),
    ],
)
def test_header_that_describes_the_status_goes_out(status: int, sent: dict[str, str]) -> None:
    headers = {"Upgrade": "HTTP/3.0", "connection": "Upgrade", "Content-Range": "bytes */7"}
    error = answer_for(emma, status, headers={**headers, "Content-Type": "text/html"})
    own = {"Content-Type": "application/json; charset=utf-8", "Vary": "Accept"}
    assert dict(error.reply().headers) == {**own, **sent}


def test_challenge_of_the_error_is_the_only_one() -> None:
    error = emma.AuthorizationRequired().with_headers({"www-authenticate": "DPoP"})
    challenges = [v for n, v in error.reply().headers if n.lower() == "www-authenticate"]
    assert challenges == ["DPoP"]


def test_retry_after_is_the_only_received_header_that_is_sent() -> None:
    arrived = {"Retry-After": "5", "Set-Cookie": "a=b", "Server": "nginx", "Transfer-Encoding": "x"}
    arrived |= {"X-Request-Id": "r-7", "Allow": "GET", "X-RateLimit-Limit": "9"}
    body = emma.AppRateLimited().reply().body
    error = emma.parse(body, http_status=403, headers=arrived)
    assert error is not None
    names = {name for name, _ in error.reply().headers}
    assert names == {"Content-Type", "Vary", "Retry-After"}
    error.with_headers({"Vary": "Cookie"})
    assert dict(error.reply().headers)["Vary"] == "Accept"


def test_details_go_out_in_both_formats_and_in_either_language() -> None:
    error = emma.FormatInvalid("email").with_details({"pointer": "/email"})
    envelope = json.loads(error.reply(localize=True, accept_language="zh").body)
    assert envelope["details"] == {"pointer": "/email"}
    assert envelope["message"] == error.text("zh")
    problem = json.loads(error.reply(format="problem").body)
    assert problem["pointer"] == "/email"
    assert problem == error.to_problem()


def test_group_is_answered_by_its_first_and_as_a_problem_by_all() -> None:
    first, second = (
        emma.UserExists("bob").with_details({"pointer": "/name"}),
        baidu.ServiceUnavailable(),
    )
    group = ExceptionGroup("outer", [ExceptionGroup("inner", [first]), second])
    options: Options = {"format": "problem", "localize": False, "type_base": None}
    problem = json.loads(answer(first, group, options).body)
    errors = [first.to_problem(), second.to_problem()]
    assert problem == {**first.to_problem(), "errors": errors}
    alone = json.loads(answer(first, group, {**options, "format": "wire"}).body)
    assert alone == first.to_wire()
    options["type_base"] = "https://errors.example"
    problem = json.loads(answer(first, group, options, accept_language="zh").body)
    for listed, error in zip(problem["errors"], (first, second), strict=True):
        assert listed == error.to_problem(lang="zh", type_base="https://errors.example")
    assert "errors" not in json.loads(answer(first, first, options).body)


def test_group_with_another_exception_has_no_answer_and_lists_none() -> None:
    first, bug = emma.UserExists("bob"), ValueError("a bug")
    for group in (
        ExceptionGroup("outer", [first, bug]),
        ExceptionGroup("outer", [first, ExceptionGroup("inner", [bug])]),
    ):
        assert api_error(group) is None
        error = emma.InternalApplicationError()
        options: Options = {"format": "problem", "localize": False, "type_base": None}
        assert json.loads(answer(error, group, options).body) == error.to_problem()
    assert api_error(bug) is None
    assert api_error(ExceptionGroup("outer", [first])) is first


def test_group_of_constant_errors_lists_each() -> None:
    first, second = emma.ArticleNotFound(), emma.ArticleNotFound()
    options: Options = {"format": "problem", "localize": False, "type_base": None}
    problem = json.loads(answer(first, ExceptionGroup("g", [first, second]), options).body)
    assert problem["errors"] == [first.to_problem(), second.to_problem()]


def test_option_localize_gives_the_answer_in_the_language_of_the_request() -> None:
    error = emma.UserExists("bob")
    options: Options = {"format": "wire", "localize": True, "type_base": None}
    response = answer(error, error, options, accept_language="zh")
    assert json.loads(response.body)["message"] == error.text("zh")


def test_accept_of_the_request_decides_the_format_of_the_answer() -> None:
    error = emma.UserExists("bob")
    response = answer(error, error, accept="application/problem+json", accept_language="zh")
    assert json.loads(response.body) == error.to_problem(lang="zh")


def test_answer_of_500_is_logged_with_its_fields_and_one_below_is_not(
    caplog: pytest.LogCaptureFixture,
) -> None:
    options: Options = {"format": "wire", "localize": False, "type_base": None}
    below = parse_error("", http_status=499)
    assert below is not None
    for error in (emma.MibBusy(), emma.UserExists("bob"), below):
        answer(error, error, options)
    [record] = caplog.records
    assert (record.name, record.levelname) == ("emma_errors", "ERROR")
    assert record.getMessage() == "answered HTTP 500 with emma.8501"
    assert isinstance(record.exc_info, tuple)
    assert isinstance(record.exc_info[1], emma.MibBusy)
    assert vars(record)["error.type"] == "emma.8501"
    assert vars(record)["http.response.status_code"] == 500


def test_answer_of_an_error_without_a_status_is_logged_as_500(
    caplog: pytest.LogCaptureFixture,
) -> None:
    error = ApiError()
    answer(error, error)
    [record] = caplog.records
    assert record.getMessage() == "answered HTTP 500 with emma_errors.errors.ApiError"
    assert vars(record)["http.response.status_code"] == 500


def test_error_without_a_status_answers_500() -> None:
    error = ApiError()
    assert error.reply().status == 500
    assert json.loads(error.reply(format="problem").body)["status"] == 500
