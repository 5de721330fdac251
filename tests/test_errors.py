"""The exceptions: raised, caught, shown, formatted, pickled."""

import copy
import inspect
import logging
import pickle
import weakref
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emma_errors import (
    ApiError,
    BaiduCode,
    BaiduError,
    Definition,
    EmmaCode,
    EmmaError,
    UnknownCodeError,
    baidu,
    emma,
    lookup,
    parse_error,
)
from emma_errors.errors import lineage
from emma_errors.template import plain

RAISED = [d for d in emma.DEFINITIONS + baidu.DEFINITIONS if d.name != "SUCCESS"]
WITH_PARAMS = [d for d in RAISED if d.params]


def error_of(d: Definition) -> Callable[..., ApiError]:
    """The `error` of a definition's catalog."""
    return emma.error if d.catalog == "emma" else baidu.error


def made(d: Definition) -> ApiError:
    """An error of `d`, each parameter filled with its own name."""
    return error_of(d)(d, *d.params)


def is_equal(first: ApiError, other: ApiError) -> bool:
    return (type(first), first.args, vars(first)) == (type(other), other.args, vars(other))


def test_error_has_the_facts_of_its_row() -> None:
    for d in RAISED:
        error = made(d)
        assert type(error) is d.exception
        assert error.definition is d
        assert error.code is d.code
        assert error.catalog == d.catalog
        assert error.http_status == error.status_code == d.http_status
        assert error.advice is d.advice
        assert error.retryable == (d.advice in ("retry", "back_off"))
        assert error.params == {param: param for param in d.params}
        assert error.message == d.format(*d.params)
        assert error.text("en") == d.format(*d.params, lang="en")
        assert error.text("zh") == d.format(*d.params, lang="zh")
        assert str(error) == f"[{d.code:d}] {error.message}"
        assert error.request_id is None


def test_error_is_a_subclass_of_its_category() -> None:
    for d in RAISED:
        package = emma if d.catalog == "emma" else baidu
        words = d.category.name.split("_")
        category = getattr(package, "".join(word.capitalize() for word in words) + "Error")
        base = EmmaError if d.catalog == "emma" else BaiduError
        assert d.exception.__mro__[1:4] == (category, base, ApiError), d
        assert lineage(d) == [d.exception, category, base]


def test_error_survives_pickle() -> None:
    for d in RAISED:
        error = made(d)
        error.add_note("seen by the proxy")
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            again = pickle.loads(pickle.dumps(error, protocol))
            assert is_equal(error, again), protocol
            assert again.__notes__ == ["seen by the proxy"]
            assert (str(again), again.text("zh")) == (str(error), error.text("zh"))


def test_error_survives_copies() -> None:
    for d in RAISED:
        error = made(d)
        error.add_note("seen by the proxy")
        assert is_equal(error, copy.copy(error))
        assert is_equal(error, copy.deepcopy(error))


class ReservedName(emma.UserExists):
    """A subclass with a signature of its own, as an application writes one."""

    def __init__(self, number: int) -> None:
        super().__init__(f"reserved-{number}")
        self.number = number


def test_subclass_with_its_own_signature_survives_pickle() -> None:
    again = pickle.loads(pickle.dumps(ReservedName(5)))
    assert type(again) is ReservedName
    assert again.number == 5
    assert str(again) == "[4200] User reserved-5 exists"
    assert again.definition is EmmaCode.USER_EXISTS.definition


def test_error_is_caught_by_class_category_catalog_and_root() -> None:
    for caught in (emma.UserExists, emma.InputError, EmmaError, ApiError, Exception):
        with pytest.raises(caught):
            raise emma.UserExists("bob")


def test_error_is_shown_in_both_languages() -> None:
    error = emma.UserExists("bob")
    assert str(error) == "[4200] User bob exists"
    assert error.text("en") == "User bob already exists"
    assert error.text("zh") == "使用者 bob 已存在"
    assert repr(error) == "UserExists('bob')"
    assert emma.UserExists(user="bob").args == ("bob",)


@given(d=st.sampled_from(WITH_PARAMS), argument=st.text())
def test_any_argument_is_inserted_unchanged(d: Definition, argument: str) -> None:
    error = made(d).__class__(argument)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    for text, template in ((error.message, d.message), (error.text("zh"), d.zh)):
        before, after = template.split("%s")
        assert text == before + argument + after


@pytest.mark.parametrize(
    "argument", ["100% {x} %s", "%", "%(user)s", "{0}", "\\1", "a\r\nb", "\ud800", ""]
)
def test_argument_is_not_read_as_a_template(argument: str) -> None:
    assert emma.UserExists(argument).message == f"User {argument} exists"
    assert EmmaCode.USER_EXISTS.definition.format(argument) == f"User {argument} exists"


class Unprintable(str):
    def __str__(self) -> str:
        raise RuntimeError("no text")


def test_unprintable_argument_is_shown_as_an_ellipsis() -> None:
    error = emma.UserExists(Unprintable())
    assert str(error) == "[4200] User … exists"
    assert error.text("zh") == "使用者 … 已存在"


def test_missing_argument_is_shown_as_an_ellipsis() -> None:
    error = emma.UserExists("bob")
    error.args = ()
    assert str(error) == "[4200] User … exists"


def refusal(call: Callable[..., object], *arguments: object) -> str:
    """The text of the TypeError of a call, or none."""
    try:
        call(*arguments)
    except TypeError as error:
        return str(error)
    return ""


def test_superfluous_argument_is_refused() -> None:
    for d in RAISED:
        if not d.params:
            name = d.exception.__name__
            assert refusal(d.exception, "x") == f"{name}() takes no argument, got 1: 'x'"
            assert refusal(d.exception, "x", 7) == f"{name}() takes no argument, got 2: 'x', 7"
            expected = f"{int(d.code)} {d.name} takes no argument, got 1"
            assert refusal(d.format, "x") == expected


class Unrepresentable:
    def __repr__(self) -> str:
        raise RuntimeError("no text")


def test_argument_that_cannot_be_shown_is_refused() -> None:
    for argument in (Unrepresentable(), 10**10_000):
        for kind in (ApiError, EmmaError, emma.ArticleNotFound):
            assert refusal(kind, argument) == f"{kind.__name__}() takes no argument, got 1: …"


class Taken(emma.UserExists, OSError):
    """An error that is one of the operating system too; its `__new__` sets no arguments."""


def test_error_beside_another_exception_survives_pickle_and_copies() -> None:
    error = Taken("bob").with_headers({"X-A": "b"})
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert is_equal(again, error)
        assert (again.args, str(again)) == (("bob",), "[4200] User bob exists")


def test_missing_argument_is_refused() -> None:
    for d in WITH_PARAMS:
        (param,) = d.params
        missing = f"missing 1 required positional argument: '{param}'"
        assert refusal(d.exception).endswith(missing), d
        for arguments in ((), ("a", "b")):
            expected = f"{int(d.code)} {d.name} takes 1 argument ({param}), got {len(arguments)}"
            assert refusal(d.format, *arguments) == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("100% sure", "100% sure"),
        ("100%% sure", "100% sure"),
        ("100%%s", "100%s"),
        ("%%%%d", "%%d"),
        ("100%% of %s", "100%% of %s"),  # a template
        ("", ""),
    ],
)
def test_text_without_a_parameter_is_shown_unescaped(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_text_in_another_language_is_refused() -> None:
    for texts in (emma.ArticleNotFound(), EmmaCode.ARTICLE_NOT_FOUND.definition, ApiError()):
        for lang in ("fr", None):
            with pytest.raises(ValueError, match=f'no text in {lang!r}: lang is "en" or "zh"'):
                texts.text(lang)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(ValueError, match="no text in None"):
        ApiError().to_problem(lang=None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_error_is_made_from_a_code_known_at_run_time() -> None:
    assert is_equal(emma.error(EmmaCode.USER_EXISTS, "bob"), emma.UserExists("bob"))
    assert type(baidu.error(BaiduCode.IP_INVALID)) is baidu.IpInvalid
    second = lookup.find(4109, message="Missing cellphone or calling_code")
    assert type(emma.error(second)) is emma.CellphoneOrCallingCodeMissing
    assert type(emma.error(EmmaCode(4109))) is emma.SubscriptionGroupNameMissing


def test_error_is_made_from_a_number_known_at_run_time() -> None:
    error = emma.error(4200, "bob")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert is_equal(error, emma.UserExists("bob"))


def test_error_of_an_unusable_code_is_refused() -> None:
    with pytest.raises(
        TypeError, match=r"emma\.error\(\) takes a member of EmmaCode .* IP_INVALID"
    ):
        emma.error(BaiduCode.IP_INVALID)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError, match=r"baidu\.error\(\) takes a member of BaiduCode"):
        baidu.error(EmmaCode.USER_EXISTS.definition)
    with pytest.raises(UnknownCodeError, match="similar: 2104"):
        emma.error(2110)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'user'"):
        emma.error(EmmaCode.USER_EXISTS)
    with pytest.raises(ValueError, match=r"BaiduCode\.SUCCESS has no exception"):
        baidu.error(BaiduCode.SUCCESS)


def test_both_classes_of_4109_keep_their_texts() -> None:
    first, second = emma.SubscriptionGroupNameMissing(), emma.CellphoneOrCallingCodeMissing()
    assert first.code is second.code
    assert str(first) == "[4109] 請填入訂閱群組名稱"
    assert str(second) == "[4109] Missing cellphone or calling_code"
    assert not isinstance(first, type(second))


def test_log_fields_fit_a_log_record() -> None:
    for d in RAISED:
        fields = made(d).log_fields()
        assert fields == {
            "error.type": f"{d.catalog}.{d.code:d}",
            "http.response.status_code": d.http_status,
        }, d
        record = logging.getLogger("emma_errors.test").makeRecord(
            "emma_errors.test", logging.ERROR, "a.py", 1, "failed", (), None, extra=fields
        )
        assert vars(record)["error.type"] == f"{d.catalog}.{d.code:d}"


def test_error_without_a_code_still_shows_and_logs() -> None:
    assert emma.NotFoundError().definition is None
    assert str(ApiError()) == "ApiError"
    assert str(emma.NotFoundError()) == "NotFoundError"
    assert emma.NotFoundError().log_fields() == {"error.type": "emma_errors.emma.NotFoundError"}
    assert emma.NotFoundError().text("zh") == ""


@pytest.mark.parametrize("value", [EmmaCode, emma.Category, emma.UserExists, emma.EmmaDefinition])
def test_source_of_a_class_is_found(value: type) -> None:
    assert inspect.getsource(value).startswith(f"class {value.__name__}(")


def test_signature_of_a_class_is_what_it_takes() -> None:
    assert str(inspect.signature(emma.ArticleNotFound)) == "() -> None"
    assert str(inspect.signature(emma.UserExists)) == "(user: str) -> None"


def test_class_without_a_code_is_logged_by_the_path_it_is_imported_from() -> None:
    class Own(emma.NotFoundError):
        pass

    assert Own().log_fields()["error.type"] == f"{__name__}.{Own.__qualname__}"
    assert ApiError().log_fields()["error.type"] == "emma_errors.errors.ApiError"


def test_class_has_the_facts_of_its_definition() -> None:
    for d in RAISED:
        kind = d.exception
        assert kind.code is d.code
        assert kind.definition is d
        assert kind.http_status == d.http_status
        assert kind.advice is d.advice
        assert kind.retryable == (d.advice in ("retry", "back_off"))
        assert kind.catalog == d.catalog


def test_repr_shows_what_differs_from_the_class() -> None:
    assert repr(emma.UserExists("bob")) == "UserExists('bob')"
    assert repr(emma.ArticleNotFound()) == "ArticleNotFound()"
    error = parse_error({"error": 1, "code": "2999", "message": "Gone"}, http_status=404)
    assert repr(error) == "NotFoundError(code=2999, message='Gone', response_status=404)"
    error = parse_error({"error": 1, "code": "4200", "message": "User bob exists"}, http_status=400)
    assert repr(error) == "UserExists('bob')"
    error = parse_error({"error_code": 110, "error_msg": "TOKEN?", "log_id": 7}, http_status=200)
    assert repr(error) == (
        "AccessTokenInvalid(message='TOKEN?', response_status=200, request_id=7)"
    )


def parsed(body: object, http_status: int | None = None) -> ApiError:
    error = parse_error(body, http_status=http_status)
    assert error is not None
    return error


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (parsed({"error": 1, "code": "2101", "message": "Lost"}), "[2101] Lost"),
        (parsed({"error": 1, "code": "2999", "message": "Lost"}), "[2999] Lost"),
        (parsed({"error": 1, "code": "2999"}), "[2999]"),
        (parsed({"error": "slow", "code": 1}, 400), "[slow] slow"),
        (parsed({"message": "Lost"}, 404), "Lost"),
        (parsed("", 404), "HTTP 404"),
        (parsed({"error": 1, "message": "Lost"}), "Lost"),
        (parsed({"error": 1}), "EmmaError"),
    ],
    ids=repr,
)
def test_text_of_a_parsed_error_is_what_arrived(error: ApiError, text: str) -> None:
    assert str(error) == text


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (
            parsed({"error": "slow"}, 400),
            "ApiError(code='slow', message='slow', response_status=400)",
        ),
        (parsed({"error": 1, "code": "4109"}), "InputError(code=4109)"),
        (emma.UserExists("bob").with_details({"a": 1}), "UserExists('bob', details={'a': 1})"),
        (emma.UserExists("bob").with_headers({"X-A": "1"}), "UserExists('bob')"),
    ],
    ids=repr,
)
def test_repr_shows_codes_and_details(error: ApiError, text: str) -> None:
    assert repr(error) == text


def test_error_of_an_unknown_catalog_is_logged_by_its_code() -> None:
    fields = {"error.type": "slow", "http.response.status_code": 400}
    assert parsed({"error": "slow"}, 400).log_fields() == fields


def test_exception_of_a_definition_is_the_first_class_with_it() -> None:
    class Reserved(emma.UserExists):
        definition = EmmaCode.USER_EXISTS.definition

    assert EmmaCode.USER_EXISTS.exception is emma.UserExists
    assert Reserved("bob").definition is EmmaCode.USER_EXISTS.definition


def test_error_rebuilt_from_class_and_arguments_alone_has_a_text() -> None:
    error = parse_error({"error": 1, "code": "2999"}, http_status=404)
    assert error is not None
    assert str(type(error)(*error.args)) == "NotFoundError"


def test_headers_are_found_in_any_case_and_replaced_in_any_case() -> None:
    error = emma.AppRateLimited().with_headers({"Retry-After": "30"})
    assert isinstance(error, emma.AppRateLimited)
    assert error.headers == {"Retry-After": "30"}
    assert error.headers["retry-after"] == "30"
    assert error.with_headers({"RETRY-AFTER": "5", "X-A": ""}) is error
    assert error.headers == {"RETRY-AFTER": "5", "X-A": ""}
    assert error.retry_after == 5.0
    error.with_headers({"X-C": "c"})
    assert error.headers == {"RETRY-AFTER": "5", "X-A": "", "X-C": "c"}
    assert "allow" not in error.headers
    assert emma.AppRateLimited().headers == {}
    error = emma.AppRateLimited().with_headers({"RETRY-AFTER": "5", "X-A": ""})
    assert repr(error.headers) == "Headers({'RETRY-AFTER': '5', 'X-A': ''})"


@pytest.mark.parametrize(
    ("headers", "refusal", "message"),
    [
        ({"X-A": "a\r\nb: c"}, ValueError, "without line breaks"),
        ({"X-A": "a\nb"}, ValueError, "without line breaks"),
        ({"X-A": "\x00"}, ValueError, "printable ASCII"),
        ({"X-A": "é"}, ValueError, "printable ASCII"),
        ({"X A": "a"}, ValueError, "is not a header name"),
        ({"": "a"}, ValueError, "is not a header name"),
        ({"X-A\n": "a"}, ValueError, "is not a header name"),
        ({"X-Ä": "a"}, ValueError, "is not a header name"),
        ({"X-A": 30}, TypeError, "header names and values must be str, got 'X-A': 30"),
        ({7: "a"}, TypeError, "header names and values must be str, got 7: 'a'"),
        (
            {"X-A": "a", "x-a": "b"},
            ValueError,
            "'X-A' and 'x-a', which are one name: write it once",
        ),
        ("X-A: a", TypeError, "headers takes a mapping of names to values, got 'X-A: a'"),
        ([("X-A", "a")], TypeError, "headers takes a mapping"),
    ],
)
def test_header_that_cannot_be_sent_is_refused(
    headers: dict[str, str], refusal: type[Exception], message: str
) -> None:
    error = emma.ArticleNotFound().with_headers({"X-B": "b"})
    with pytest.raises(refusal, match=message):
        error.with_headers(headers)
    assert error.headers == {"X-B": "b"}


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("30", 30.0),
        (" 0 ", 0.0),
        ("1.5", 1.5),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("Wed, 21 Oct 2015 07:28:00 -0000", 0.0),  # without a time zone
        ("Wed, 21 Oct 99999 07:28:00 GMT", None),
        (f"Wed, 21 Oct 2015 07:28:00 -{'9' * 30}", None),
        ("", None),
        ("-5", None),
        ("9" * 5000, None),
        ("soon", None),
        ("Wed, 99 Oct 2015 07:28:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_unknown(value: str, seconds: float | None) -> None:
    assert emma.AppRateLimited().with_headers({"Retry-After": value}).retry_after == seconds


@given(
    value=st.from_regex(r"[\x20-\x7e]*", fullmatch=True)
    | st.text("0123456789:,.-+ GMTOct", max_size=40)
)
def test_retry_after_of_any_value_is_a_wait_or_unknown(value: str) -> None:
    wait = emma.AppRateLimited().with_headers({"Retry-After": value}).retry_after
    assert wait is None or wait >= 0


@pytest.mark.parametrize("hours", [0, 8, -5])
def test_retry_after_of_a_future_date_is_the_seconds_until_it(hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    date = format_datetime(datetime.now(zone) + timedelta(hours=1))
    wait = emma.AppRateLimited().with_headers({"Retry-After": date}).retry_after
    assert wait is not None
    assert 3000 < wait <= 3600


def test_details_are_copied_as_json() -> None:
    pointer = ["/email"]
    error = emma.FormatInvalid("email").with_details({"pointers": pointer, "limit": (1, 2)})
    pointer.append("/name")
    assert error.details == {"pointers": ["/email"], "limit": [1, 2]}
    assert error.with_details({"limit": None}) is error
    assert error.details == {"pointers": ["/email"], "limit": None}
    assert error.to_wire()["details"] == error.details
    assert emma.ArticleNotFound().details == {}


@pytest.mark.parametrize(
    ("details", "refusal", "message"),
    [
        ({"a": object()}, TypeError, "must be JSON"),
        ({"a": {1, 2}}, TypeError, "must be JSON"),
        ({"a": float("nan")}, ValueError, "must be JSON"),
        ({1: "a"}, TypeError, "has the name 1: write a str"),
        (5, TypeError, "details takes a mapping of names to values, got 5"),
        (["a"], TypeError, "details takes a mapping of names to values"),
        (
            {"status": 7},
            ValueError,
            "a member of every problem: write a name other than type, title,",
        ),
    ],
)
def test_details_without_a_json_form_are_refused(
    details: dict[str, object], refusal: type[Exception], message: str
) -> None:
    with pytest.raises(refusal, match=message):
        emma.ArticleNotFound().with_details(details)


def test_details_that_are_nested_too_deeply_are_refused() -> None:
    inner: list[object] = []
    for _ in range(100_000):
        inner = [inner]
    with pytest.raises(ValueError, match=r"^details is nested too deeply for JSON$"):
        emma.ArticleNotFound().with_details({"a": inner})


def test_headers_and_details_survive_pickle_and_copies() -> None:
    for d in RAISED:
        error = made(d).with_headers({"Retry-After": "30"}).with_details({"a": [1]})
        for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
            assert again.headers == {"Retry-After": "30"}
            assert again.details == {"a": [1]}
            assert is_equal(error, again)


def test_error_is_made_from_every_key_that_lookup_accepts() -> None:
    for d in RAISED:
        error_by = error_of(d)
        keys = (d.name, d.name.lower(), d.exception.__name__, f"{d.catalog}.{d.name}", d)
        for key in keys:
            assert is_equal(error_by(key, *d.params), made(d))
        first = d.code.definition
        for number in (int(d.code), d.code, str(int(d.code)), f"{d.catalog}.{int(d.code)}"):
            assert is_equal(error_by(number, *first.params), made(first))


@pytest.mark.parametrize("fact", ["http_status", "code", "zh", "definition", "anything"])
def test_fact_of_a_code_cannot_be_set(fact: str) -> None:
    with pytest.raises(AttributeError, match=f"{fact} is read-only"):
        setattr(EmmaCode.USER_EXISTS, fact, 1)
    with pytest.raises(AttributeError):
        setattr(EmmaCode.USER_EXISTS.definition, fact, 1)


def test_definition_can_be_weakly_referenced() -> None:
    assert weakref.ref(EmmaCode.USER_EXISTS.definition)() is EmmaCode.USER_EXISTS.definition
