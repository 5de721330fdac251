"""Any body becomes an error or None; parsing never raises."""

import copy
import gc
import json
import pickle
import subprocess
import sys
import time
import weakref
from collections import ChainMap, OrderedDict, UserDict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from email.utils import formatdate
from fractions import Fraction
from http.client import HTTPMessage
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import emma_errors
from emma_errors import (
    ApiError,
    BaiduCode,
    BaiduError,
    Definition,
    EmmaCode,
    EmmaError,
    baidu,
    emma,
    parse_error,
    raise_for_error,
)
from emma_errors.model import Language
from emma_errors.wire import Body

RAISED = [d for d in emma.DEFINITIONS + baidu.DEFINITIONS if d.name != "SUCCESS"]
WITH_PARAMS = [d for d in RAISED if d.params]
PARSERS: dict[str, Callable[..., ApiError | None]] = {"emma": emma.parse, "baidu": baidu.parse}
LANGUAGES: tuple[Language | None, ...] = (None, "en", "zh")

# Each line is a body (as `body`, or `mapping`, or `hex` for bytes, with their `text` if it is not
# UTF-8), the status and the headers that it arrived with, and what is to become of it.
with Path(__file__).with_name("facts").joinpath("bodies.jsonl").open(encoding="utf-8") as lines:
    ROWS: list[dict[str, Any]] = [json.loads(line) for line in lines]


def bodies(row: dict[str, Any]) -> Iterator[Body]:
    """The body of a row in each type that it can come in."""
    if "mapping" in row:
        yield row["mapping"]
        return
    sent = bytes.fromhex(row["hex"]) if "hex" in row else row["body"].encode()
    yield sent
    yield bytearray(sent)
    yield memoryview(sent)
    if "body" in row:
        yield row["body"]
        try:
            decoded = json.loads(row["body"])
        except ValueError:
            return
        if isinstance(decoded, dict):
            yield decoded


def rows(*families: str) -> list[dict[str, Any]]:
    """The rows whose class is of one of the families."""
    return [row for row in ROWS if str(row["class"]).partition(".")[0] in families]


def parsed(
    row: dict[str, Any], parse: Callable[..., ApiError | None] = parse_error
) -> Iterator[tuple[Body, ApiError | None]]:
    """The body of a row in each type that it can come in, and what a parser makes of it."""
    for body in bodies(row):
        yield body, parse(body, http_status=row.get("http_status"), headers=row.get("headers"))


def class_of(row: dict[str, Any]) -> type[ApiError]:
    """The class that a row names."""
    family, _, name = row["class"].rpartition(".")
    kind: type[ApiError] = getattr(getattr(emma_errors, family, emma_errors), name)
    return kind


def facts_of(error: ApiError | None) -> dict[str, object]:
    """The facts of an error, in the words of the corpus."""
    if error is None:
        return {}
    return {
        "class": type(error),
        "message": error.message,
        "code": error.code,
        "params": error.params,
        "advice": error.advice,
        "request_id": error.request_id,
        "status": error.http_status,
        "http_status": error.response_status,
        "retryable": error.retryable,
        "retry_after": error.retry_after,
        "details": dict(error.details),
    }


def expected_facts(row: dict[str, Any]) -> dict[str, object]:
    """The facts that a row names; some have a usual value."""
    retryable = row["advice"] in ("retry", "back_off")
    usual: dict[str, object] = {"retryable": retryable, "retry_after": None, "details": {}}
    names = ("message", "code", "params", "advice", "request_id", "status", "http_status")
    facts = {name: row.get(name, usual.get(name)) for name in (*names, *usual)}
    return {"class": class_of(row), **facts}


def is_equal(first: ApiError, other: ApiError) -> bool:
    return (type(first), first.args, vars(first)) == (type(other), other.args, vars(other))


def some(error: ApiError | None) -> ApiError:
    assert error is not None
    return error


def check(error: ApiError) -> None:
    """Whatever an error was made of, it is small, plain, can be shown, sent, pickled and copied."""
    assert len(str(error)) < 2_000
    # An argument and a message of 500 signs, each shown as \U000e0001
    assert len(repr(error)) < 12_000 + len(repr(error.details))
    assert len(str(error.log_fields())) < 2_000
    assert len(error.message) <= 500
    assert len(error.body or "") <= 8_192
    assert len(str(dict(error.details))) < 30_000
    for name, value in vars(error).items():
        kinds: tuple[type, ...] = (dict,) if name in ("_details", "_headers") else (str, int)
        assert isinstance(value, kinds)
    assert all(isinstance(argument, str) for argument in error.args)
    assert isinstance(error.code, (int, str, type(None)))
    assert not isinstance(error.code, bool)
    assert len(error.text("en")) < 2_000
    assert len(error.text("zh")) < 2_000
    assert parse_error(json.dumps(error.to_wire())) is not None
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert is_equal(error, again)
        assert str(again) == str(error)


# The corpus


def test_corpus_has_each_case_once() -> None:
    names = [row["case"] for row in ROWS]
    assert len(names) == len(set(names)) >= 100


def test_body_without_an_error_is_none() -> None:
    errors = [(row["case"], error) for row in rows("None") for _, error in parsed(row)]
    assert not [(case, error) for case, error in errors if error is not None]


def test_body_becomes_the_error_it_means() -> None:
    results, expected = dict[tuple[str, str], object](), dict[tuple[str, str], object]()
    for row in rows("ApiError", "emma", "baidu"):
        for body, error in parsed(row):
            case = f"{row['case']}, {type(body).__name__}"
            results |= {(case, name): fact for name, fact in facts_of(error).items()}
            expected |= {(case, name): fact for name, fact in expected_facts(row).items()}
            if error is not None:
                assert (error.definition is None) == (type(error).code is None), case
                if "zh" in row:
                    assert error.text("zh") == row["zh"], case
                check(error)
    assert results == expected


def test_parser_of_the_api_gives_the_same_error() -> None:
    results, expected = dict[tuple[str, str], object](), dict[tuple[str, str], object]()
    for row in rows("emma", "baidu"):
        for body, error in parsed(row, PARSERS[row["class"].partition(".")[0]]):
            case = f"{row['case']}, {type(body).__name__}"
            results |= {(case, name): fact for name, fact in facts_of(error).items()}
            expected |= {(case, name): fact for name, fact in expected_facts(row).items()}
    assert results == expected


def test_parser_of_an_api_gives_an_error_of_that_api() -> None:
    for row in rows("ApiError"):
        for parse, base in ((emma.parse, EmmaError), (baidu.parse, BaiduError)):
            for _, error in parsed(row, parse):
                assert isinstance(error, ApiError), row["case"]
                assert isinstance(error, base), row["case"]
                assert error.message == row["message"], row["case"]
                check(error)


def test_error_keeps_the_body() -> None:
    for row in rows("ApiError", "emma", "baidu"):
        for body, error in parsed(row):
            assert error is not None, row["case"]
            assert error.body is not None, row["case"]
            if isinstance(body, (bytes, bytearray, memoryview)):
                body = row.get("text") or bytes(body).decode("utf-8", "replace")
            if isinstance(body, str):
                kept = body if len(body) <= 8_192 else f"{body[:8_191]}…"
                assert error.body == kept, row["case"]
            elif len(str(body)) > 8_000:
                assert len(error.body) == 8_192, row["case"]
            else:
                assert repr(json.loads(error.body)) == repr(body), row["case"]


def test_parser_of_an_api_gives_none_for_its_success() -> None:
    assert emma.parse('{"error": 0}', http_status=200) is None
    assert baidu.parse('{"error_code": 0}', http_status=200) is None


def test_parser_of_emma_needs_a_flag_or_an_http_status_of_an_error() -> None:
    body = {"code": 2101, "message": "x"}
    assert emma.parse(body) is None
    assert emma.parse(body, http_status=200) is None
    error = some(emma.parse(body, http_status=404))
    assert (type(error), error.message) == (emma.ArticleNotFound, "x")
    error = some(emma.parse({"code": 2999}, http_status=404))
    assert (type(error), error.code) == (emma.NotFoundError, 2999)


def test_parser_of_emma_reads_a_code_beside_a_text_in_the_flag() -> None:
    body = {"error": "oops", "code": 2101, "message": "x"}
    assert type(emma.parse(body)) is emma.ArticleNotFound
    error = some(parse_error(body))
    assert (type(error), error.code) == (ApiError, "oops")


def test_problem_needs_its_status_or_its_media_type() -> None:
    body = {"title": "No", "detail": "Gone", "code": "2101"}
    assert type(parse_error(body, http_status=404)) is emma.ArticleNotFound
    headers = {"Content-Type": "application/problem+json"}
    for error in (
        parse_error({**body, "status": 404}, http_status=404),
        parse_error(body, http_status=404, headers=headers),
    ):
        error = some(error)
        assert (type(error), error.code, error.message) == (ApiError, 2101, "Gone")


def test_parser_of_an_api_reads_the_code_of_a_problem_of_another_library() -> None:
    problem = {"title": "No", "status": 404}
    assert type(emma.parse({**problem, "code": 2101})) is emma.ArticleNotFound
    for other in ({"code": 2999}, {"code": 2101, "catalog": "shop"}):
        error = some(emma.parse({**problem, **other}))
        assert (type(error), error.code) == (EmmaError, None)


@given(
    code=st.sampled_from([*range(1000, 9000, 1000), *range(1999, 9000, 1000)]).filter(
        lambda code: code not in list(EmmaCode)
    )
    | st.integers(1000, 8999).filter(lambda code: code not in list(EmmaCode))
)
def test_unknown_code_is_of_the_category_of_its_thousand(code: int) -> None:
    error = some(parse_error({"error": 1, "code": code}))
    kinds = {
        d.exception.__mro__[1] for d in emma.DEFINITIONS if int(d.code) // 1000 == code // 1000
    }
    assert not kinds or type(error) in kinds
    assert error.code == code


@pytest.mark.parametrize(
    ("value", "kept"),
    [("x" * 500, True), ("x" * 501, False), ("é", False), ("a\nb", False), ("", True)],
)
def test_header_is_kept_if_it_can_be_sent(value: str, kept: bool) -> None:
    error = some(parse_error("", http_status=500, headers={"X-RateLimit-Limit": value}))
    assert error.headers == ({"X-RateLimit-Limit": value} if kept else {})


def test_parser_of_emma_does_not_read_the_envelope_of_baidu() -> None:
    error = some(emma.parse({"error_code": 2101, "error_msg": "x"}, http_status=404))
    assert (type(error), error.definition) == (EmmaError, None)


@pytest.mark.parametrize("message", ["", " ", "\n\u3000", None, 7, [], {}, True])
def test_message_that_is_blank_or_not_a_text_is_that_of_the_table(message: object) -> None:
    for body in (
        {"error": 1, "code": "2101", "message": message},
        {"error_code": 803, "error_msg": message},
        {"error_code": 4, "error_msg": message},
    ):
        error = some(parse_error(body))
        assert error.definition is not None
        assert error.message == error.definition.message


def test_code_without_a_flag_is_emmas_under_an_http_status_of_an_error() -> None:
    for d in RAISED:
        body = {"code": str(int(d.code))}
        error = some(parse_error(body, http_status=d.http_status))
        if d.catalog == "emma":
            assert error.code is d.code
        else:
            assert (type(error), error.code) == (ApiError, int(d.code))
        assert parse_error(body) is None
        assert parse_error(body, http_status=200) is None


def test_members_of_a_problem_claim_no_catalog_by_a_number() -> None:
    for d in RAISED:
        for field in ("code", "error_code"):
            body = {field: int(d.code), "title": d.message, "status": 503}
            for status in (None, 503):
                error = some(parse_error(body, http_status=status))
                assert (type(error), error.code, error.message) == (
                    ApiError,
                    int(d.code),
                    d.message,
                )


GATEWAYS = (502, 503, 504)


@pytest.mark.parametrize(
    "body",
    ["", "<html>", "null", '{"message": "x"}', '{"error": "x"}', '{"error": {"code": "slow"}}'],
    ids=str,
)
def test_gateway_is_transient_where_nothing_else_is_known(body: str) -> None:
    for status in (None, 400, 404, 429, 500, 501, 502, 503, 504, 505, 599):
        for parse in (parse_error, emma.parse, baidu.parse):
            error = parse(body, http_status=status)
            if error is not None:
                assert error.retryable is (status in GATEWAYS), status
                assert error.advice is None, status


def test_known_code_decides_retryable_before_the_status_of_a_gateway() -> None:
    for d in RAISED:
        wire = d.exception(*d.params).to_wire()
        bodies = [wire, {"code": str(int(d.code))}] if d.catalog == "emma" else [wire]
        for body in bodies:
            for status in GATEWAYS:
                for parse in (parse_error, PARSERS[d.catalog]):
                    error = some(parse(body, http_status=status))
                    assert error.retryable is d.exception.retryable


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('f({"error": 1, "code": "2101"})', 2101),
        ('/**/ a.b[0]._$({"error": 1, "code": "2101", "message": "a(b) c)"}) ;\r\n', 2101),
        ('XX({"error": 1, "code": "2101"})', 2101),
        ('f({"error": 1, "code": "2101"})X', None),
        ('f({"error": 1, "code": "2101"}]', None),
        ('f({"error": 1, "code": "2101"}', None),
        ('f g({"error": 1, "code": "2101"})', None),
        ('({"error": 1, "code": "2101"})', None),
        ('{"error": 1, "code": "2101"} and more', None),
        ('{"error": 1, "code": "2101"})', None),
    ],
)
def test_jsonp_is_one_call_of_a_named_function(body: str, code: int | None) -> None:
    assert some(parse_error(body, http_status=404)).code == code


@pytest.mark.parametrize("sign", [1, -1])
def test_code_has_at_most_100_digits(sign: int) -> None:
    for field in ("code", "error_code"):
        for number, kept in ((10**100 - 1, True), (10**100, False)):
            for code in (sign * number, str(sign * number)):
                body: dict[str, object] = {field: code}
                if field == "code":
                    body["error"] = 1
                if isinstance(code, str) and sign < 0 and kept:
                    continue  # the sign makes it 101 characters
                error = some(parse_error(body, http_status=400))
                assert error.code == (sign * number if kept else None)
    for text in ('{"error": 1, "code": " 4200\\n"}', '{"error_code": " 4200\\n"}'):
        assert some(parse_error(text)).code == 4200


def test_body_and_details_are_kept_up_to_their_limit() -> None:
    for length, kept in ((8_192, True), (8_193, False)):
        text = '{"error": 1}'.ljust(length)
        assert some(parse_error(text)).body == (text if kept else f"{text[:8_191]}…")
        details = {"a": "x" * (length - len('{"a": ""}'))}
        assert some(parse_error({"error": 1, "details": details})).details == (
            details if kept else {}
        )
    for length, kept in ((500, True), (501, False)):
        text = "x" * length
        error = some(parse_error({"error": 1, "message": text, "request_id": text}))
        expected = text if kept else f"{text[:499]}…"
        assert (error.message, error.request_id) == (expected, expected)


def test_body_is_kept_as_json_if_it_arrived_decoded() -> None:
    body = {"error": 1, "code": "2101", "message": "找不到", ("a", "b"): 1, "tags": {"x"}}
    text = '{"error": 1, "code": "2101", "message": "找不到", "tags": "{\'x\'}"}'
    assert some(parse_error(body)).body == text
    assert some(parse_error([body], http_status=400)).body == f"[{text}]"


@pytest.mark.parametrize(
    ("value", "kept"),
    [(10**150, None), (float("nan"), None), (float("inf"), None), (1.5, 1.5), ("1.5", "1.5")],
)
def test_number_of_details_without_a_json_form_is_none(value: object, kept: object) -> None:
    error = some(parse_error({"error": 1, "details": {"a": value}}))
    assert error.details == {"a": kept}


@pytest.mark.parametrize("in_list", [True, False])
def test_details_are_kept_up_to_20_levels(in_list: bool) -> None:
    for levels in (1, 2, 19, 20, 21, 22, 30):
        inner: object = []
        for _ in range(levels - 1):
            inner = [inner] if in_list else {"a": inner}
        details = {"a": inner}
        error = some(parse_error({"error": 1, "details": details}))
        assert error.details == (details if levels <= 20 else {})


@pytest.mark.parametrize(
    "code", [True, False, 1.5, 1e200, float("nan"), float("inf"), [], {}, None], ids=repr
)
def test_value_that_is_not_a_code_is_not_kept(code: object) -> None:
    for body, base in (
        ({"error": 1, "code": code, "message": "x"}, EmmaError),
        ({"error_code": code, "error_msg": "x"}, BaiduError),
    ):
        for sent in (body, json.dumps(body)):
            error = parse_error(sent, http_status=400)
            if error is not None:  # of Baidu, False is 0, success
                assert (type(error), error.code, error.message) == (base, None, "x")


# Headers

HEADER_NAMES = st.sampled_from(
    ["Retry-After", "retry-after", "X-Request-Id", "Content-Type", "WWW-Authenticate", "Server"]
)
HEADERS = st.dictionaries(HEADER_NAMES | st.text(max_size=9), st.text(max_size=40), max_size=5)


@given(headers=HEADERS, status=st.sampled_from([None, 200, 401, 503]))
def test_any_headers_are_read(headers: dict[str, str], status: int | None) -> None:
    for body in ("", '{"error": 1, "code": "1302"}', '{"title": "x", "status": 401}'):
        error = parse_error(body, http_status=status, headers=headers)
        if error is not None:
            check(error)
            sent = [(name.lower(), value) for name, value in headers.items()]
            for name, value in error.headers.items():
                assert (name.lower(), value) in sent
                type(error)().with_headers({name: value})  # can be sent on


@given(
    name=st.sampled_from(["Retry-After", "retry-after", "RETRY-AFTER"]),
    seconds=st.integers(0, 10**6),
)
def test_retry_after_is_seconds(name: str, seconds: int) -> None:
    error = some(parse_error("", http_status=503, headers={name: str(seconds)}))
    assert error.retry_after == seconds
    assert error.headers["Retry-After"] == str(seconds)


def test_retry_after_may_be_a_date() -> None:
    later = formatdate(time.time() + 120, usegmt=True)
    error = some(parse_error("", http_status=503, headers={"Retry-After": later}))
    assert error.retry_after is not None
    assert 0 < error.retry_after <= 120


@pytest.mark.parametrize(
    ("body", "headers", "request_id"),
    [
        ({"request_id": "a", "log_id": "b"}, {"X-Request-Id": "c"}, "a"),
        ({"log_id": "b"}, {"X-Request-Id": "c"}, "b"),
        ({"request_id": 7}, {"X-Request-Id": "c"}, 7),
        ({"request_id": None, "log_id": 7}, {}, 7),
        ({}, {"X-Request-Id": "c"}, "c"),
        ({"request_id": [1]}, {"X-Request-Id": "c"}, "c"),
        ({"request_id": True}, {"X-Request-Id": "c"}, "c"),
        ({"request_id": 1.5}, {}, None),
        ({"request_id": ""}, {}, None),
        ({"request_id": "", "log_id": 7}, {}, 7),
        ({"request_id": " ", "log_id": "b"}, {}, "b"),
        ({"request_id": 1.5, "log_id": 7}, {}, 7),
        ({"request_id": "", "log_id": ""}, {"X-Request-Id": "c"}, "c"),
        ({"request_id": 2**499, "log_id": 7}, {}, 7),
        ({"request_id": 2**499}, {}, None),
        ({"request_id": 2**498}, {}, 2**498),
    ],
)
def test_request_id_is_that_of_the_body_or_else_of_the_headers(
    body: dict[str, object], headers: dict[str, str], request_id: object
) -> None:
    error = some(parse_error({"error": 1, **body}, headers=headers))
    assert error.request_id == request_id
    assert type(error.request_id) is type(request_id)


def test_headers_that_say_nothing_of_the_error_are_not_kept() -> None:
    sent = {"Server": "x", "Set-Cookie": "a=b", "Content-Length": "7", "Date": "x"}
    assert some(parse_error("", http_status=500, headers=sent)).headers == {}


@pytest.mark.parametrize(
    "headers",
    [
        None,
        {},
        7,
        [("Retry-After", "30")],
        {"Retry-After": 30},
        {b"retry-after": b"30"},
        {7: "30"},
        {"X-Request-Id": 7},
    ],
    ids=str,
)
def test_headers_of_another_type_hide_no_error(headers: Any) -> None:  # noqa: ANN401
    error = some(parse_error('{"error": 1, "code": 2101}', headers=headers))
    assert type(error) is emma.ArticleNotFound
    assert error.headers == {}


def test_headers_of_http_client_are_read() -> None:
    headers = HTTPMessage()
    headers["Retry-After"] = "30"
    headers["Content-Type"] = "application/problem+json"
    error = some(parse_error('{"detail": "Slow down"}', http_status=429, headers=headers))  # type: ignore[arg-type]
    assert (error.retry_after, error.message) == (30, "Slow down")
    response: Any = Full(503, b"")
    response.headers = headers
    with pytest.raises(ApiError) as caught:
        raise_for_error(response)
    assert caught.value.retry_after == 30


# Anything that is no body


@pytest.mark.parametrize(
    "body",
    [None, 7, 1.5, True, object(), [], (), {1}, 10**5_000, memoryview(b"x"), ApiError],
    ids=lambda body: type(body).__name__,
)
def test_any_object_is_accepted(body: object) -> None:
    assert parse_error(body) is None
    assert parse_error(body, http_status=200) is None
    error = some(parse_error(body, http_status=500))
    assert type(error) is ApiError
    check(error)


@pytest.mark.parametrize(
    "charset", ["idna", "punycode", "unicode_escape", "raw.unicode:escape", "base64", "x", "\0"]
)
def test_charset_that_is_none_hides_no_error(charset: str) -> None:
    headers = {"Content-Type": f"application/json; charset={charset}"}
    for end in ('é"}'.encode("latin-1"), b'\\u00e9\xff"}'):
        body = b'{"error_code": 110, "error_msg": "' + end
        error = some(parse_error(body, headers=headers))
        assert type(error) is baidu.AccessTokenInvalid
        assert "\ufffd" in error.message


def test_memoryview_that_was_released_is_no_body() -> None:
    body = memoryview(b'{"error": 1}')
    body.release()
    assert parse_error(body) is None
    assert type(parse_error(body, http_status=500)) is ApiError


def test_body_of_none_is_not_kept() -> None:
    assert some(parse_error(None, http_status=500)).body is None


def test_first_use_by_many_threads_gives_the_errors_of_one() -> None:
    """In fresh processes: nothing that parsing fills on first use is seen half filled."""
    code = """
import threading
from emma_errors import parse_error, emma, baidu
start = threading.Barrier(8)
seen = []
BODIES = [
    ({"error": 1, "code": "8900"}, emma.InternalApplicationError),
    ({"error": 1, "code": "4200", "message": "User bob exists"}, emma.UserExists),
    ({"error": 1, "code": "4109", "message": "Missing cellphone or calling_code"},
     emma.CellphoneOrCallingCodeMissing),
    ({"error_code": 953}, baidu.BatchMethodNotAllowed),
    ({"error": 1, "code": 8999}, emma.InternalError),
]
def run():
    start.wait()
    for body, kind in BODIES:
        for parse in (parse_error, emma.parse if "error" in body else baidu.parse):
            error = parse(body)
            seen.append(type(error) is kind and (kind is not emma.UserExists or error.args))
threads = [threading.Thread(target=run) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(seen), all(seen))
"""
    for _ in range(3):
        command = [sys.executable, "-c", code]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert (ran.stdout, ran.stderr) == ("80 True\n", "")


# There and back


def test_every_error_is_parsed_from_its_body() -> None:
    for d in RAISED:
        error = d.exception(*d.params)
        wire = error.to_wire()
        for again in (
            PARSERS[d.catalog](wire),
            PARSERS[d.catalog](json.dumps(wire), http_status=d.http_status),
            parse_error(wire),
            parse_error(json.dumps(wire)),
            parse_error(json.dumps(wire, ensure_ascii=False).encode(), http_status=d.http_status),
        ):
            assert type(again) is type(error)
            again = some(again)
            assert again.code is d.code
            assert again.definition is d
            assert again.params == {param: param for param in d.params}
            assert again.to_wire() == wire


def test_error_is_known_by_its_text_in_any_language() -> None:
    for d in RAISED:
        wire = d.exception(*d.params).to_wire()
        for lang in LANGUAGES:
            text = d.format(*d.params, lang=lang)
            for message in (text, text.upper(), f"{text}.", f"{text}。"):
                wire["message" if d.catalog == "emma" else "error_msg"] = message
                error = some(parse_error(wire))
                assert type(error) is d.exception
                assert error.message == message
                assert set(error.params) == set(d.params)


@settings(max_examples=300)
@given(
    d=st.sampled_from(WITH_PARAMS),
    lang=st.sampled_from(LANGUAGES),
    argument=st.text(max_size=440),
)
def test_any_argument_is_parsed_from_its_message(
    d: Definition, lang: Language | None, argument: str
) -> None:
    # "address:%s" and "address: %s", "%s exists" and "%s already exists" are both in the table.
    assume(not argument.startswith(" ") and not argument.endswith(" already"))
    assume(argument not in ("…", "%s"))
    wire = d.exception(argument).to_wire()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    wire["message" if d.catalog == "emma" else "error_msg"] = d.format(argument, lang=lang)
    for body in (wire, json.dumps(wire), json.dumps(wire, ensure_ascii=False).encode()):
        error = some(parse_error(body))
        assert type(error) is d.exception
        assert error.params == {d.params[0]: argument}
        assert error.text("zh") == d.format(argument, lang="zh")


def test_argument_too_long_to_keep_is_not_cut_but_unknown() -> None:
    for d in WITH_PARAMS:
        wire = d.exception("x" * 501).to_wire()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
        error = some(parse_error(wire))
        assert type(error) is d.exception
        assert error.params == {}
        assert error.text("zh") == d.format("…", lang="zh")
        check(error)


@pytest.mark.parametrize("code", [2999, 6001, 9999])
def test_unknown_number_is_kept_there_and_back(code: int) -> None:
    error = some(parse_error({"error": 1, "code": code, "message": "100% of %s"}))
    again = some(parse_error(error.to_wire()))
    assert type(again) is type(error)
    assert again.code == code
    assert again.message == "100% of %s"


# Anything

KEYS = st.sampled_from(["error", "code", "message", "request_id", "log_id"]) | st.sampled_from(
    ["error_code", "error_msg", "error_description"]
)
CODES = st.sampled_from([0, 1, 5, 110, 111, 2101, 2999, 4109, 4200, "0", "5", "4109", "4200", "17"])
TEXTS = st.sampled_from([text for d in WITH_PARAMS for text in (d.message, d.en, d.zh)])
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | CODES | TEXTS
JSON = st.recursive(
    PLAIN, lambda inner: st.lists(inner) | st.dictionaries(KEYS | st.text(), inner), max_leaves=8
)
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
STATUSES = st.none() | st.sampled_from([200, 302, 400, 404, 500])


def outcomes(body: Body, http_status: int | None) -> Iterator[ApiError]:
    """The errors that the three parsers make of a body."""
    for parse in (parse_error, emma.parse, baidu.parse):
        error = parse(body, http_status=http_status)
        if error is not None:
            yield error


@UNHURRIED
@given(value=JSON, http_status=STATUSES)
def test_any_json_is_parsed(value: object, http_status: int | None) -> None:
    text = json.dumps(value)
    for body in (text, text.encode(), f"callback({text});", "\ufeff" + text, text[:-1]):
        for error in outcomes(body, http_status):
            check(error)


@UNHURRIED
@given(body=st.dictionaries(KEYS | st.text(), JSON, max_size=6), http_status=STATUSES)
def test_any_mapping_is_parsed(body: dict[str, object], http_status: int | None) -> None:
    for error in outcomes(body, http_status):
        check(error)


ODD = st.tuples(PLAIN) | st.binary() | st.complex_numbers() | st.sets(st.integers())


@UNHURRIED
@given(body=st.dictionaries(KEYS | st.integers() | st.none(), ODD), http_status=STATUSES)
def test_any_python_mapping_is_parsed(body: dict[str, object], http_status: int | None) -> None:
    for error in outcomes(body, http_status):
        check(error)


@UNHURRIED
@given(body=st.text() | st.binary(), http_status=STATUSES)
def test_any_text_and_bytes_are_parsed(body: str | bytes, http_status: int | None) -> None:
    for error in outcomes(body, http_status):
        check(error)


@UNHURRIED
@given(message=st.text(min_size=1, max_size=500).filter(str.strip), code=CODES)
def test_any_message_is_kept_and_never_a_template(message: str, code: int | str) -> None:
    for body in ({"error": 1, "code": code, "message": message}, {"error_msg": message}):
        error = some(parse_error(body))
        assert error.message == message
        check(error)


# Too much of anything

ENORMOUS: dict[str, Callable[[], Body]] = {
    "braces": lambda: "{" * 10_000_000,
    "brackets": lambda: b"[" * 10_000_000,
    "keys": lambda: b'{"a":' * 2_000_000,
    "HTML": lambda: b"<p>Bad Gateway</p>\n" * 500_000,
    "HTML that begins as JSONP does": lambda: "a" * 5_000_000 + "(" + "<p>" * 1_000_000 + ")",
    "JSONP of brackets": lambda: b"callback(" + b"[" * 10_000_000 + b");",
    "parentheses": lambda: b"(" * 10_000_000 + b")" * 10_000_000,
    "byte order marks": lambda: "\ufeff" * 10_000_000,
    "bytes that are not UTF-8": lambda: b"\xff" * 10_000_000,
    "blanks": lambda: b" " * 10_000_000,
    "digits": lambda: b"7" * 10_000_000,
    "quotes": lambda: b'"' * 10_000_000,
    "backslashes": lambda: b'{"error": 1, "code": "' + b"\\" * 10_000_000,
}


@pytest.mark.parametrize("made", ENORMOUS.values(), ids=ENORMOUS)
def test_enormous_body_is_parsed_and_cut(made: Callable[[], Body]) -> None:
    error = some(parse_error(made(), http_status=500))
    assert type(error) is ApiError
    assert error.body is not None
    assert len(error.body) == 8_192
    assert error.body.endswith("…")
    assert str(error) == "HTTP 500"
    check(error)


ENORMOUS_CELLS: dict[str, str] = {
    "an extra key": '"extra": "%s"',
    "the message": '"message": "%s"',
    "a number": '"message": 1%s',
    "the request's name": '"request_id": "%s"',
    "the request's number": '"request_id": 1%s',
}


@pytest.mark.parametrize("cell", ENORMOUS_CELLS.values(), ids=ENORMOUS_CELLS)
def test_enormous_cell_is_cut(cell: str) -> None:
    text = '{"error": 1, "code": "4200", %s}' % (cell % ("7" * 10_000_000))
    error = some(parse_error(text))
    assert type(error) is emma.UserExists
    assert error.params == {}
    check(error)


@pytest.mark.parametrize("number", ["7" * 4_400, '"%s"' % ("7" * 4_400), '"-%s"' % ("7" * 10**7)])
def test_code_of_more_digits_than_python_converts_is_none(number: str) -> None:
    for text, base in (
        ('{"error": 1, "code": %s, "message": "x"}', EmmaError),
        ('{"error_code": %s, "error_msg": "x"}', BaiduError),
    ):
        error = some(parse_error(text % number))
        assert type(error) is base
        assert error.code is None
        assert error.message == "x"
        check(error)


def test_number_of_more_digits_than_python_converts_hides_no_code() -> None:
    error = some(parse_error('{"n": %s, "error": 1, "code": 2101}' % ("7" * 4_400)))
    assert type(error) is emma.ArticleNotFound


@pytest.mark.parametrize(
    "body",
    [
        '{"error": 1, "code": %s}' % ("7" * 4_000),
        '{"error_code": "%s"}' % ("7" * 4_000),
        {"error": 1, "code": 10**4_000},
        {"error_code": 10**5_000},
    ],
    ids=["number", "text", "int", "int that Python does not convert"],
)
def test_code_of_thousands_of_digits_is_none(body: Body) -> None:
    error = some(parse_error(body))
    assert error.code is None
    check(error)


def nested(depth: int) -> dict[str, object]:
    """A mapping as deep as no decoder makes one."""
    inner: object = []
    for _ in range(depth):
        inner = [inner]
    return {"error": 1, "code": "2101", "data": inner}


@pytest.mark.parametrize("depth", [100, 900, 2_000, 100_000])
def test_deep_nesting_is_parsed(depth: int) -> None:
    error = some(parse_error(nested(depth)))
    assert type(error) is emma.ArticleNotFound
    check(error)
    text = f'{{"error": 1, "code": "2101", "data": {"[" * depth}{"]" * depth}}}'
    for body in (text, text.encode(), f"callback({text})"):
        error = some(parse_error(body, http_status=404))
        assert error.http_status == 404
        check(error)


def test_mapping_that_contains_itself_is_parsed() -> None:
    body: dict[str, object] = {"error": 1, "code": "2101"}
    body["data"] = body
    error = some(parse_error(body))
    assert type(error) is emma.ArticleNotFound
    check(error)


PATHOLOGICAL = [
    "User ",
    " exists",
    "User exists ",
    "User %s exists",
    " already exists",
    "%s",
    "%(user)s{0}{user}",
    "Invalid format ",
    "Unauthorized client IP address:",
    "请求来自未经授权的 IP 地址：",
    "Missing cellphone or calling_code",
    "請填入訂閱群組名稱",
    ".",
    "。",
    " ",
    "\u0301",
    "\u0301\u0316",  # put in order by NFKC, which takes the square of their number
    "\ufdfa",
    "ß",
    "ﬃ",
    "İ",
    "\U000e0001",
    "\ud800",
]


@pytest.mark.parametrize("unit", PATHOLOGICAL, ids=ascii)
def test_pathological_message_is_parsed_and_cut(unit: str) -> None:
    for code in ("4200", "4216", "4001", "4109", "2101", "2999", "5"):
        for count in (500 // len(unit), 300_000 // len(unit)):
            for message in (unit * count, f"User {unit * count} exists"):
                for body in (
                    {"error": 1, "code": code, "message": message},
                    {"error_code": code, "error_msg": message},
                ):
                    error = some(parse_error(body))
                    assert error.code == int(code)
                    check(error)


def test_argument_of_unprintable_signs_is_kept_and_shown() -> None:
    for sign in ("\x00", "\U000e0001", "\ud800", "\\", "'"):
        body = {"error": 1, "code": "4200", "message": f"User {sign * 488} exists"}
        error = some(parse_error(body))
        assert error.params == {"user": sign * 488}
        check(error)


# Mappings of other types

PLAIN_BODY: dict[str, object] = {"error": 1, "code": "4200", "message": "User bob exists"}


@pytest.mark.parametrize(
    "body",
    [
        OrderedDict(PLAIN_BODY),
        MappingProxyType(PLAIN_BODY),
        UserDict(PLAIN_BODY),
        ChainMap({}, PLAIN_BODY),
    ],
    ids=lambda body: type(body).__name__,
)
def test_any_type_of_mapping_is_read_and_kept(body: Mapping[str, object]) -> None:
    error = some(parse_error(body))
    assert type(error) is emma.UserExists
    assert error.params == {"user": "bob"}
    assert error.body is not None
    assert json.loads(error.body) == PLAIN_BODY


def test_mapping_is_left_as_it_was() -> None:
    body = dict(PLAIN_BODY)
    error = some(parse_error(body))
    assert body == PLAIN_BODY
    body["message"] = "changed"
    assert error.message == "User bob exists"
    assert error.body is not None
    assert "changed" not in error.body


def test_code_may_be_a_member_of_an_enum() -> None:
    body: dict[str, object] = {"error": 1, "code": EmmaCode.ARTICLE_NOT_FOUND}
    assert type(parse_error(body)) is emma.ArticleNotFound
    body = {"error_code": BaiduCode.IP_INVALID}
    assert type(parse_error(body)) is baidu.IpInvalid


@pytest.mark.parametrize(
    "kind", [int, str, float, Decimal, Fraction], ids=lambda kind: kind.__name__
)
def test_whole_number_of_any_type_is_a_code(kind: Callable[[int], object]) -> None:
    for code in (2101, 2999):
        error = some(parse_error({"error": 1, "code": kind(code)}, http_status=404))
        assert (type(error), error.code) == (
            emma.ArticleNotFound if code == 2101 else emma.NotFoundError,
            code,
        )
    error = some(parse_error({"error_code": kind(110)}))
    assert (type(error), error.code) == (baidu.AccessTokenInvalid, 110)
    assert parse_error({"error_code": kind(0), "error_msg": "x"}) is None
    assert parse_error({"error": kind(0), "code": 2101}, http_status=404) is None
    assert type(parse_error({"error": kind(1), "code": 2101})) is emma.ArticleNotFound


@pytest.mark.parametrize(
    "code",
    [Decimal("1.5"), Decimal("nan"), Decimal("inf"), Decimal("1e999999"), Fraction(1, 2), 1j],
    ids=repr,
)
def test_number_that_is_not_whole_or_too_large_is_no_code(code: object) -> None:
    for body in ({"error": 1, "code": code}, {"error_code": code, "error_msg": "x"}):
        error = some(parse_error(body))
        assert (error.code, error.definition) == (None, None)


class Unprintable:
    """A value of a mapping that cannot be shown."""

    def __repr__(self) -> str:
        raise RuntimeError("no text")


def test_value_that_cannot_be_shown_does_not_hide_the_error() -> None:
    body: dict[str, object] = {"error": 1, "code": "2101", "data": Unprintable()}
    error = some(parse_error(body))
    assert type(error) is emma.ArticleNotFound
    assert error.body is not None
    assert error.body.startswith("<dict object at ")


class Unreadable(Mapping[str, object]):
    """A mapping whose connection is lost."""

    def __getitem__(self, name: str) -> object:
        raise RuntimeError("no connection")

    def __iter__(self) -> Iterator[str]:
        raise RuntimeError("no connection")

    def __len__(self) -> int:
        return 1


class UnreadableDict(dict[str, object]):
    """The same, by another base class."""

    def get(self, *_: object) -> Any:  # noqa: ANN401
        raise RuntimeError("no connection")

    __contains__ = __getitem__ = __iter__ = items = keys = values = get


UNREADABLE = [Unreadable(), UnreadableDict({"error": 1})]


@pytest.mark.parametrize("unreadable", UNREADABLE, ids=["Mapping", "dict"])
def test_mapping_that_cannot_be_read_hides_no_error(unreadable: Any) -> None:  # noqa: ANN401
    error = some(parse_error(unreadable, http_status=404))
    assert (type(error), error.http_status) == (ApiError, 404)
    assert parse_error(unreadable) is None
    for name in ("error", "code", "errors", "details", "params", "detail"):
        body: dict[str, object] = {"code": "2101", "message": "?", "status": 404, name: unreadable}
        assert isinstance(parse_error(body, http_status=404), ApiError)
    error = some(parse_error(dict(ERROR), headers=unreadable))
    assert (type(error), error.headers) == (emma.ArticleNotFound, {})


def test_value_that_cannot_be_compared_does_not_hide_the_error() -> None:
    body: dict[str, object] = {"error_code": Decimal("sNaN"), "error_msg": "x"}
    error = some(parse_error(body))
    assert type(error) is BaiduError
    assert error.message == "x"


# Responses


class Decoding:
    """The least that a response can be: a status and a body that it decodes itself."""

    def __init__(self, status_code: int, decoded: object) -> None:
        self.status_code = status_code
        self.decoded = decoded

    def json(self) -> object:
        if isinstance(self.decoded, Exception):
            raise self.decoded
        return self.decoded


class DecodingText(Decoding):
    """A response that has its body as text too."""

    def __init__(self, status_code: int, decoded: object, text: str) -> None:
        super().__init__(status_code, decoded)
        self.text = text


class Full(Decoding):
    """A response as those of httpx and requests are: its bytes are there."""

    def __init__(self, status_code: int, content: bytes, decoded: object = None) -> None:
        super().__init__(status_code, decoded)
        self.content = content


ERROR = {"error": 1, "code": "2101", "message": "Article is not found"}


@pytest.mark.parametrize(
    ("response", "kind", "text", "body"),
    [
        (Decoding(404, ERROR), emma.ArticleNotFound, "[2101] Article is not found", ERROR),
        (Decoding(200, ERROR), emma.ArticleNotFound, "[2101] Article is not found", ERROR),
        (Decoding(404, [ERROR]), ApiError, "HTTP 404", [ERROR]),
        (Decoding(500, 42), ApiError, "HTTP 500", 42),
        (Decoding(502, ValueError("no JSON")), ApiError, "HTTP 502", ""),
        (Decoding(502, RecursionError("too deep")), ApiError, "HTTP 502", ""),
        (DecodingText(502, ValueError("no JSON"), "<p>x"), ApiError, "HTTP 502", "<p>x"),
        (Full(502, b"<p>x"), ApiError, "HTTP 502", "<p>x"),
        (Full(502, b""), ApiError, "HTTP 502", ""),
        (
            DecodingText(200, ValueError("JSONP"), f"cb({json.dumps(ERROR)})"),
            emma.ArticleNotFound,
            "[2101] Article is not found",
            f"cb({json.dumps(ERROR)})",
        ),
        (
            Full(200, b'\xef\xbb\xbf{"error_code": 111}'),
            baidu.AccessTokenExpired,
            "[111] Access token expired",
            '\ufeff{"error_code": 111}',
        ),
    ],
)
def test_response_of_an_error_raises_it(
    response: Decoding, kind: type[ApiError], text: str, body: object
) -> None:
    with pytest.raises(ApiError) as caught:
        raise_for_error(response)
    error = caught.value
    assert type(error) is kind
    assert str(error) == text
    assert error.response_status == response.status_code
    assert error.body == (body if isinstance(body, str) else json.dumps(body))
    assert error.__cause__ is None
    assert error.__context__ is None
    check(error)


@pytest.mark.parametrize(
    "response",
    [
        Decoding(200, {"error": 0}),
        Decoding(200, {"error_code": 0}),
        Decoding(200, []),
        Decoding(200, None),
        Decoding(200, ValueError("no JSON")),
        DecodingText(200, ValueError("no JSON"), "<p>x"),
        Full(200, b'{"error": "0", "articles": []}'),
        Full(204, b""),
        Full(302, b"<p>x"),
    ],
)
def test_response_of_success_raises_nothing(response: Decoding) -> None:
    raise_for_error(response)


def test_bytes_of_a_response_are_read_rather_than_what_it_decodes() -> None:
    sent = b'{"request_id": 9007199254740993, "error_code": 111}'
    response = Full(404, sent, decoded={"request_id": 9007199254740992.0, "error_code": 111})
    with pytest.raises(baidu.AccessTokenExpired) as caught:
        raise_for_error(response)
    assert caught.value.request_id == 2**53 + 1


def test_content_of_a_response_may_be_text() -> None:
    response: Any = Full(200, b"")
    response.content = json.dumps(ERROR)
    with pytest.raises(emma.ArticleNotFound):
        raise_for_error(response)


def test_headers_of_a_response_are_passed_on() -> None:
    response: Any = Full(503, b"")
    response.headers = {"retry-after": "30", "x-request-id": "r-7"}
    with pytest.raises(ApiError) as caught:
        raise_for_error(response)
    assert (caught.value.retry_after, caught.value.request_id) == (30, "r-7")
    assert caught.value.retryable
    response.headers = None
    with pytest.raises(ApiError):
        raise_for_error(response)


def test_error_does_not_reference_the_response() -> None:
    response = Decoding(404, dict(ERROR))
    with pytest.raises(ApiError) as caught:
        raise_for_error(response)
    error = copy.copy(caught.value)  # without the traceback, whose frames hold the response
    reference = weakref.ref(response)
    del caught, response
    gc.collect()
    assert reference() is None
    assert str(error) == "[2101] Article is not found"
