"""The exceptions: raised, caught, shown, formatted, pickled."""

import copy
import logging
import pickle
from collections.abc import Callable

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
)

RAISED = [d for d in emma.DEFINITIONS + baidu.DEFINITIONS if d.name != "SUCCESS"]
WITH_PARAMS = [d for d in RAISED if d.params]


def made(d: Definition) -> ApiError:
    """An error of `d`, each parameter filled with its own name."""
    door: Callable[..., ApiError] = emma.error if d.catalog == "emma" else baidu.error
    return door(d, *d.params)


def same(one: ApiError, other: ApiError) -> bool:
    return (type(one), one.args, vars(one)) == (type(other), other.args, vars(other))


@pytest.mark.parametrize("d", RAISED, ids=repr)
def test_error_tells_its_row(d: Definition) -> None:
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


@pytest.mark.parametrize("d", RAISED, ids=repr)
def test_error_stands_under_its_category(d: Definition) -> None:
    package = emma if d.catalog == "emma" else baidu
    words = d.category.name.split("_")
    category = getattr(package, "".join(word.capitalize() for word in words) + "Error")
    base = EmmaError if d.catalog == "emma" else BaiduError
    assert d.exception.__mro__[1:4] == (category, base, ApiError)


@pytest.mark.parametrize("d", RAISED, ids=repr)
def test_error_survives_pickle(d: Definition) -> None:
    error = made(d)
    error.add_note("seen by the proxy")
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(error, protocol))
        assert same(error, again), protocol
        assert again.__notes__ == ["seen by the proxy"]
        assert (str(again), again.text("zh")) == (str(error), error.text("zh"))


@pytest.mark.parametrize("d", RAISED, ids=repr)
def test_error_survives_copies(d: Definition) -> None:
    error = made(d)
    error.add_note("seen by the proxy")
    assert same(error, copy.copy(error))
    assert same(error, copy.deepcopy(error))


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


@given(argument=st.text())
@pytest.mark.parametrize("d", WITH_PARAMS, ids=repr)
def test_any_argument_comes_through_untouched(d: Definition, argument: str) -> None:
    error = made(d).__class__(argument)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    for text, template in ((error.message, d.message), (error.text("zh"), d.zh)):
        before, after = template.split("%s")
        assert text == before + argument + after


@pytest.mark.parametrize(
    "argument", ["100% {x} %s", "%", "%(user)s", "{0}", "\\1", "a\r\nb", "\ud800", ""]
)
def test_argument_is_no_template(argument: str) -> None:
    assert emma.UserExists(argument).message == f"User {argument} exists"
    assert EmmaCode.USER_EXISTS.definition.format(argument) == f"User {argument} exists"


class Unprintable(str):
    def __str__(self) -> str:
        raise RuntimeError("no text")


def test_unprintable_argument_does_not_hide_the_error() -> None:
    error = emma.UserExists(Unprintable())
    assert str(error) == "[4200] User … exists"
    assert error.text("zh") == "使用者 … 已存在"


def test_lost_argument_does_not_hide_the_error() -> None:
    error = emma.UserExists("bob")
    error.args = ()
    assert str(error) == "[4200] User … exists"


@pytest.mark.parametrize("d", [d for d in RAISED if not d.params], ids=repr)
def test_superfluous_argument_is_refused(d: Definition) -> None:
    name = d.exception.__name__
    with pytest.raises(TypeError, match=rf"{name}\(\) takes no argument, got 1: 'x'"):
        d.exception("x")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


@pytest.mark.parametrize("d", WITH_PARAMS, ids=repr)
def test_missing_argument_is_refused(d: Definition) -> None:
    with pytest.raises(TypeError, match=f"missing 1 required positional argument: '{d.params[0]}'"):
        d.exception()
    with pytest.raises(TypeError, match=rf"takes {d.params[0]}; got 0"):
        d.format()
    with pytest.raises(TypeError, match=rf"takes {d.params[0]}; got 2"):
        d.format("a", "b")


def test_text_knows_two_languages() -> None:
    for texts in (emma.ArticleNotFound(), EmmaCode.ARTICLE_NOT_FOUND.definition):
        with pytest.raises(ValueError, match='no text in \'fr\': lang is "en" or "zh"'):
            texts.text("fr")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_door_takes_a_code_known_at_run_time() -> None:
    assert same(emma.error(EmmaCode.USER_EXISTS, "bob"), emma.UserExists("bob"))
    assert type(baidu.error(BaiduCode.IP_INVALID)) is baidu.IpInvalid
    second = lookup.find(4109, message="Missing cellphone or calling_code")
    assert type(emma.error(second)) is emma.CellphoneOrCallingCodeMissing
    assert type(emma.error(EmmaCode(4109))) is emma.SubscriptionGroupNameMissing


def test_door_takes_a_number_at_run_time() -> None:
    error = emma.error(4200, "bob")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert same(error, emma.UserExists("bob"))


def test_door_refuses_what_it_cannot_make() -> None:
    with pytest.raises(
        TypeError, match=r"emma\.error\(\) takes a member of EmmaCode .* IP_INVALID"
    ):
        emma.error(BaiduCode.IP_INVALID)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError, match=r"baidu\.error\(\) takes a member of BaiduCode"):
        baidu.error(EmmaCode.USER_EXISTS.definition)
    with pytest.raises(UnknownCodeError, match="near it: 2104"):
        emma.error(2110)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'user'"):
        emma.error(EmmaCode.USER_EXISTS)
    with pytest.raises(ValueError, match=r"BaiduCode\.SUCCESS has no exception"):
        baidu.error(BaiduCode.SUCCESS)


def test_two_classes_share_4109_and_keep_their_texts() -> None:
    first, second = emma.SubscriptionGroupNameMissing(), emma.CellphoneOrCallingCodeMissing()
    assert first.code is second.code
    assert str(first) == "[4109] 請填入訂閱群組名稱"
    assert str(second) == "[4109] Missing cellphone or calling_code"
    assert not isinstance(first, type(second))


@pytest.mark.parametrize("d", RAISED, ids=repr)
def test_log_fields_fit_a_log_record(d: Definition) -> None:
    fields = made(d).log_fields()
    assert fields == {
        "error.type": f"{d.catalog}.{d.code:d}",
        "http.response.status_code": d.http_status,
    }
    record = logging.getLogger("emma_errors.test").makeRecord(
        "emma_errors.test", logging.ERROR, "a.py", 1, "failed", (), None, extra=fields
    )
    assert vars(record)["error.type"] == f"{d.catalog}.{d.code:d}"


def test_error_without_a_code_still_shows_and_logs() -> None:
    assert emma.NotFoundError().definition is None
    assert str(ApiError()) == ""
    assert emma.NotFoundError().log_fields() == {"error.type": "emma_errors.emma.NotFoundError"}
    assert emma.NotFoundError().text("zh") == ""


def test_classes_name_the_place_they_are_imported_from() -> None:
    for package in (emma, baidu):
        for name in package.__all__:
            value = getattr(package, name)
            if isinstance(value, type):
                assert value.__module__ == package.__name__
