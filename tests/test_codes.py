"""The enums: plain ints that know their row."""

import copy
import pickle
import sys
from enum import IntEnum
from types import ModuleType
from typing import Any

import pytest
from catalogs import Make, table

from emma_errors import BaiduCode, EmmaCode, baidu, emma
from emma_errors.model import ErrorCode

CODES: list[ErrorCode] = [*EmmaCode, *BaiduCode]
FACTS = (
    "http_status",
    "category",
    "subcategory",
    "message",
    "description",
    "en",
    "zh",
    "params",
    "advice",
)


def test_values_are_plain_ints() -> None:
    assert type(EmmaCode.ARTICLE_NOT_FOUND.value) is int
    assert {EmmaCode.ARTICLE_NOT_FOUND} == {2101}
    assert EmmaCode(2101) is EmmaCode.ARTICLE_NOT_FOUND
    assert issubclass(EmmaCode, IntEnum)
    assert str(EmmaCode.ARTICLE_NOT_FOUND) == "2101"


def test_facts_are_those_of_the_first_definition() -> None:
    for code in CODES:
        for fact in FACTS:
            assert getattr(code, fact) == getattr(code.definitions[0], fact), fact
            assert getattr(code, fact) is getattr(code, fact)


def test_second_name_of_a_code_is_an_alias() -> None:
    first = EmmaCode.SUBSCRIPTION_GROUP_NAME_MISSING
    second = EmmaCode.CELLPHONE_OR_CALLING_CODE_MISSING
    assert second is first
    assert second.name == "SUBSCRIPTION_GROUP_NAME_MISSING"
    assert [d.name for d in first.definitions] == [
        "SUBSCRIPTION_GROUP_NAME_MISSING",
        "CELLPHONE_OR_CALLING_CODE_MISSING",
    ]
    assert first.definition is first.definitions[0]


def test_every_name_is_a_member() -> None:
    for emma_definition in emma.DEFINITIONS:
        assert EmmaCode[emma_definition.name] is emma_definition.code
    for baidu_definition in baidu.DEFINITIONS:
        assert BaiduCode[baidu_definition.name] is baidu_definition.code


def test_codes_survive_pickle_and_copy() -> None:
    for code in CODES:
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(code, protocol)) is code
        assert copy.deepcopy(code) is code


def test_pickle_and_copy_of_a_definition_are_the_definition() -> None:
    for d in emma.DEFINITIONS + baidu.DEFINITIONS:
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(d, protocol)) is d
        assert copy.copy(d) is d
        assert copy.deepcopy(d) is d


def test_exception_of_a_code_is_its_first_definition_s() -> None:
    assert EmmaCode.USER_EXISTS.exception is emma.UserExists
    assert EmmaCode(4109).exception is emma.SubscriptionGroupNameMissing
    assert EmmaCode(4109).definitions[1].exception is emma.CellphoneOrCallingCodeMissing


def test_exception_of_a_success_code_raises_attribute_error() -> None:
    assert not BaiduCode.SUCCESS
    with pytest.raises(AttributeError, match=r"BaiduCode\.SUCCESS has no exception: HTTP 200"):
        _ = BaiduCode.SUCCESS.exception
    assert not hasattr(baidu, "Success")


def test_categories_have_the_labels_of_the_table() -> None:
    assert {emma.Category.NOT_FOUND} == {"找不到東西"}
    assert EmmaCode.ARTICLE_NOT_FOUND.category is emma.Category.NOT_FOUND
    assert EmmaCode.ARTICLE_NOT_FOUND.subcategory is emma.Subcategory.BLOG
    assert emma.Subcategory.OAUTH.en == "OAuth"
    assert (emma.Category.NOT_FOUND.en, emma.Category.NOT_FOUND.zh) == ("Not found", "找不到資源")
    assert BaiduCode.IP_INVALID.category is baidu.Category.PARAMETER
    assert BaiduCode.IP_INVALID.catalog == "baidu"
    assert EmmaCode.USER_EXISTS.catalog == "emma"


@pytest.mark.parametrize("fact", [*FACTS, "catalog", "definition", "definitions", "exception"])
def test_fact_is_documented_on_the_class(fact: str) -> None:
    assert getattr(EmmaCode, fact).__doc__


def test_catalog_written_by_hand_is_that_of_its_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in version 0.1, the module needs `DEFINITIONS` and the exceptions, and no `link`."""
    module: Any = ModuleType("own.api.shop")
    monkeypatch.setitem(sys.modules, "own.api.shop", module)
    source = """
from emma_errors import ApiError
from emma_errors.model import Definition, ErrorCode, Label

class Kind(Label):
    REQUEST = "Request", "Request", "Request"

class Code(ErrorCode):
    TAKEN = 1
    FREE = 2
    NEW = 3
    DONE = 4

class Taken(ApiError): ...

DEFINITIONS = tuple(
    Definition(
        code, name=name, category=Kind.REQUEST, message="100% " + name, en="", zh="",
        http_status=status, success=status is None or None,
    )
    for code, name, status in (
        (Code.TAKEN, "TAKEN", 400), (Code.FREE, "FREE", 200), (Code.TAKEN, "ALSO_TAKEN", 409),
        (Code.DONE, "DONE", None)
    )
)
"""
    exec(source, module.__dict__)
    taken, free, also, done = module.DEFINITIONS
    assert module.Code.TAKEN.catalog == taken.catalog == "shop"
    assert module.Code.TAKEN.definitions == (taken, also)
    assert module.Code.NEW.definitions == ()
    assert module.Code.TAKEN.exception is taken.exception is module.Taken
    with pytest.raises(AttributeError, match="AlsoTaken"):
        _ = also.exception
    with pytest.raises(AttributeError, match=r"Code\.FREE has no exception: HTTP 200"):
        _ = free.exception
    with pytest.raises(AttributeError, match=r"Code\.DONE has no exception: success"):
        _ = done.exception
    assert taken.format() == "100% TAKEN"
    assert taken.extra == {}


def test_status_below_400_means_success(make: Make) -> None:
    odd, bad = make("shop", rows=table("7|ODD|399|Odd", "8|BAD|400|Bad")).DEFINITIONS
    assert (odd.success, bad.success) == (True, False)


def test_extra_columns_of_a_row_are_its_extra(make: Make) -> None:
    rows = "code\tname\tmessage\tx_owner\tx_since\n1\tA\tA\tme\t\n2\tB\tB\t\t\n"
    first, second = make("shop", rows=rows).DEFINITIONS
    assert dict(first.extra)["x_owner"] == "me"
    assert not any(second.extra.values())
