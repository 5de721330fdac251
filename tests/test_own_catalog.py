"""A catalog of one's own: generated from a table with few columns, typed, registered, read back."""

import importlib
import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from emma_errors import ApiError, BaiduCode, EmmaCode, emma, generate, lookup
from emma_errors.cli import main as command_line
from emma_errors.generate import main
from emma_errors.model import TextCode
from emma_errors.openapi import responses
from emma_errors.tables.table import Catalog, Row, TableError, catalog_of, read

GENERATE = [sys.executable, "-m", "emma_errors.generate"]
SHOP = "examples/own_catalog"
TABLE = """\
code\tname\thttp_status\tmessage\tparams
0\tOK\t200\tDone\t
20\tOK_TOO\t200\tDone too\t
1001\tITEM_NOT_FOUND\t\tItem not found.\t
1002\tRANGE\t422\t%s must be 100%% between %s and %s\tfield low high
1003\tTOO_HIGH\t422\t%s is over %s\tfield high
1003\tTOO_LOW\t422\t%s is under %s\tfield low
1003\tTHAT_LOW\t422\t"That" is 100%% under all\t
"""


class Ran(NamedTuple):
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str


def run_in(folder: Path, command: Callable[[Sequence[str]], int], *arguments: str) -> Ran:
    """Run a command in a folder, in this process."""
    with chdir(folder), redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        status = command(arguments)
    return Ran(status, out.getvalue(), err.getvalue())


def written(folder: Path, table: str, *options: str, package: str = "own.errors") -> Ran:
    """Write a table and generate a package of it."""
    (folder / "my_codes.tsv").write_text(table, encoding="utf-8")
    return run_in(folder, main, "my_codes.tsv", "--package", package, *options)


def rows(folder: Path, table: str) -> list[Row]:
    (folder / "my_codes.tsv").write_text(table, encoding="utf-8")
    return read(
        folder, [Catalog("my", title="mine", table="my_codes.tsv", package="m", source=".")]
    )


@contextmanager
def imported(folder: Path, table: str, *options: str, package: str) -> Generator[ModuleType]:
    """The generated package of a table."""
    assert written(folder, table, *options, package=package) == Ran(0, "", "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(folder), *sys.path])
        yield importlib.import_module(package)
    parent = package.partition(".")[0]
    for name in [name for name in sys.modules if name.partition(".")[0] == parent]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The generated package of `TABLE`."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "own").mkdir()
    with imported(folder, TABLE, package="own.errors") as package:
        yield package


def test_three_columns_are_enough(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, "code\tname\tmessage\n7\tSOLD_OUT\tSold out.\n")
    assert (row.http_status, row.category.name, row.subcategory) == (None, "GENERAL", None)
    assert (row.message, row.en, row.zh) == ("Sold out.", "Sold out", "Sold out")
    assert row.lacks == ("en", "zh")
    assert row.place == "my_codes.tsv:2"


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    table = "zh\tmessage\tname\thttp_status\tcode\n售完\tSold out\tSOLD_OUT\t410\t7\n"
    (row,) = rows(tmp_path, table)
    assert (row.code, row.http_status, row.zh, row.lacks) == (7, 410, "售完", ("en",))


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("code\tname\n7\tA\n", "my_codes.tsv:1: column 'message' is missing, write 'code name mes"),
        ("code\tname\tmassage\n", "my_codes.tsv:1: unknown column 'massage', write one of mes"),
        ("code\tname\tname\tmessage\n", "my_codes.tsv:1: column 'name' is duplicated, write it on"),
        ("code\tname\tmessage\n", "my_codes.tsv:2: the table has no row, write one below the hea"),
        ("", "my_codes.tsv:1: the file is empty, start it with the columns code name message"),
        ("code\tname\tmessage\n7\tA\t\n", "my_codes.tsv:2: message is empty, write a text"),
        (
            "code\tname\tmessage\n7\tA\tNo %s\n",
            "my_codes.tsv:2: message has 1 %s and params names 0, write one name for each %s",
        ),
        ("code\tname\tmessage\n7\tAPI_ERROR\tA\n", "name 'API_ERROR' is taken by this library"),
        ("code\tname\tmessage\n7\tNONE\tA\n", "name 'NONE' is taken by Python, write another"),
        ("code\tname\tmessage\n7\tMY_ERROR\tA\n", "name 'MY_ERROR' is taken by the catalog"),
        (
            "code\tname\tmessage\tcategory\n7\tA\tA\t找不到\n",
            "category is '找不到', write it in English, or add it to categories.tsv",
        ),
        (
            "code\tname\tmessage\tcategory\n7\tA\tA\tNot found\n8\tB\tB\tnot-found\n",
            "my_codes.tsv:3: category is 'not-found', write 'Not found' as before",
        ),
        (
            "code\tname\tmessage\thttp_status\n7\tA\tA\t200\n7\tB\tB\t500\n",
            "my_codes.tsv:3: http_status is 500, but 7 is success in another row, write",
        ),
        (
            "code\tname\tmessage\tcategory\n7\tSTOCK_ERROR\tA\tPaper\n8\tB\tB\tStock\n",
            "my_codes.tsv:3: category 'Stock' is taken by my_codes.tsv:2, write another",
        ),
        (
            "code\tname\tmessage\n0\tOK\tSuccess\n1\tBAD\tBad\n",
            "my_codes.tsv:2: code 0 has no http_status, write yes in a column success if it is not "
            "an error, or no if it is one",
        ),
        (
            "code\tname\tmessage\tsuccess\n0\tOK\tSuccess\ttrue\n",
            "my_codes.tsv:2: success is 'true', leave it empty or write one of yes, no",
        ),
        (
            "code\tname\tmessage\tsuccess\thttp_status\n1\tA\tA\tyes\t404\n",
            "my_codes.tsv:2: success is 'yes' and http_status 404, write no, or another status",
        ),
        (
            "code\tname\tmessage\tsuccess\n1\tA\tA\tyes\n1\tB\tB\tno\n",
            "my_codes.tsv:3: success is 'no', but 1 is success in another row, write",
        ),
        (
            "code\tname\tmessage\n1\tUSER_1\tA\n2\tUSER1\tB\n",
            "my_codes.tsv:3: names 'USER_1' (my_codes.tsv:2) and 'USER1' both "
            "produce the class User1; rename one",
        ),
        (
            "code\tname\tmessage\n1\tGENERAL_ERROR\tA\n",
            "category 'General' is taken by my_codes.tsv:2, which is the category of a row without",
        ),
        (
            "code\tname\tmessage\n1\t2FA_REQUIRED\tA\n",
            "write UPPER_SNAKE that begins with a letter such as 'ARTICLE_NOT_FOUND'",
        ),
        (
            "code\tname\tmessage\n1\tErrDupKey\tA\n",
            "name is 'ErrDupKey', write UPPER_SNAKE such as 'ERR_DUP_KEY'",
        ),
        (
            "code\tname\tmessage\tcategory\n1\tA\tA\t4xx errors\n",
            "category is '4xx errors', write it in English, beginning with a letter, or add it to",
        ),
        (
            "code\tname\tmessage\n9\tA\tA\n3\tB\tB\n2\tC\tC\n",
            "my_codes.tsv:3: code 3 comes after 9, sort by code, as in 1 more line: emma-errors",
        ),
        (
            "code\tname\tmessage\n1\tA\tA\n2\tB\tB\n1\tC\tC\n",
            "my_codes.tsv:4: code 1 is already in line 2, write its definitions in adjacent li",
        ),
        (
            "code\tname\tmessage\na\tA\tA\nb\tB\tB\na\tC\tC\n",
            "my_codes.tsv:4: code a is already in line 2, write its definitions in adjacent li",
        ),
        (
            "code\tname\tmessage\na b\tA\tA\n",
            "my_codes.tsv:2: code is 'a b', write a text without spaces",
        ),
        (
            "code\tname\tmessage\n1\tA\tA\n2\tB\tB\nE3\tC\tC\n",
            "my_codes.tsv:4: code is 'E3', write an integer such as 2101 or -32601, or use",
        ),
        (
            "code,name,message\n1,A,A\n",
            "my_codes.tsv:1: the file looks like CSV, make a table of it: emma-errors adopt my_cod",
        ),
        (
            '[{"code": 1}]\n',
            "my_codes.tsv:1: the file looks like JSON, make a table of it: emma-errors adopt my_co",
        ),
        (
            "| code | name |\n|--|--|\n| 1 | A |\n",
            "my_codes.tsv:1: the file looks like Markdown, make a table of it: emma-errors adopt",
        ),
        (
            'code\tname\tmessage\n1\tA\t"No such ""item"", sorry"\n2\tB\tPlain\n',
            "my_codes.tsv:2: has the quotes that Excel adds, remove them: emma-errors adopt",
        ),
        (
            "code\tname\tmessage\towner\n1\tA\tA\tme\n",
            "unknown column 'owner', write one of code, name,",
        ),
        (
            "code\tname\tmessage\towner\n1\tA\tA\tme\n",
            ", or x_owner for a column of your own",
        ),
        (
            "code\tname\tmessage\tparams\n1\tA\tNo {item}\titem\n",
            "message has 0 %s and params names 1, write one name for each %s instead of {item}",
        ),
        (
            "code\tname\tmessage\tfallback\n1\tA\tA\t404\n2\tB\tB\t404\n",
            "my_codes.tsv:3: fallback has '404', which my_codes.tsv:2 has, write it once",
        ),
        (
            "code\tname\tmessage\thttp_status\tfallback\n1\tA\tA\t200\t404\n",
            "my_codes.tsv:2: fallback is '404', but the row means success, leave it empty, "
            "or write no in a column success if it is an error",
        ),
        (
            "code\tname\tmessage\tsuccess\tfallback\n1\tA\tA\tyes\t404 500\n",
            "my_codes.tsv:2: fallback is '404 500', but the row means success",
        ),
    ],
    ids=lambda value: str(value)[-40:],
)
def test_invalid_table_is_reported_by_file_and_line(
    tmp_path: Path, table: str, problem: str
) -> None:
    with pytest.raises(TableError) as caught:
        rows(tmp_path, table)
    assert any(problem in line for line in caught.value.problems), caught.value


def test_table_may_be_written_on_windows(tmp_path: Path) -> None:
    table = "\ufeffcode\tname\tmessage\r\n7\tSOLD_OUT\tSold out\r\n"
    (row,) = rows(tmp_path, table)
    assert (row.code, row.message) == (7, "Sold out")


def test_quotes_within_a_text_are_kept(tmp_path: Path) -> None:
    made = rows(tmp_path, 'code\tname\tmessage\n1\tA\t"a, b"\n2\tB\tc, "d"\n3\tC\t"e"\n')
    assert [row.message for row in made] == ['"a, b"', 'c, "d"', '"e"']


@pytest.mark.parametrize(
    ("codes", "read"),
    [
        ("-32601 -1 0 7 4294967296", [-32601, -1, 0, 7, 4294967296]),
        ("card_declined expired_card", ["card_declined", "expired_card"]),
        ("42P01 00000 23505", ["42P01", "00000", "23505"]),
        ("ACQ.TRADE_NOT_EXIST 10000 isv.x", ["ACQ.TRADE_NOT_EXIST", "10000", "isv.x"]),
        ("0001 0002", ["0001", "0002"]),
    ],
)
def test_codes_are_integers_or_texts(tmp_path: Path, codes: str, read: Sequence[int | str]) -> None:
    table = "code\tname\tmessage\tsuccess\n" + "".join(
        f"{code}\tNAME_{number}\tText\tno\n" for number, code in enumerate(codes.split())
    )
    assert [row.code for row in rows(tmp_path, table)] == read


def test_status_may_be_unregistered_or_absent(tmp_path: Path) -> None:
    table = "code\tname\thttp_status\tmessage\n1\tA\t499\tA\n2\tB\t420\tB\n3\tC\t\tC\n"
    assert [row.http_status for row in rows(tmp_path, table)] == [499, 420, None]


def test_success_is_what_the_column_says_or_the_status(tmp_path: Path) -> None:
    table = (
        "code\tname\thttp_status\tmessage\tsuccess\n"
        "0\tOK\t\tOK\tyes\n1\tFINE\t200\tFine\t\n"
        "2\tBAD\t200\tBad\tno\n3\tWORSE\t\tWorse\t\n"
    )
    assert [row.success for row in rows(tmp_path, table)] == [True, True, False, False]


def test_labels_get_names_and_texts_from_categories_tsv(tmp_path: Path) -> None:
    (tmp_path / "categories.tsv").write_text(
        "catalog\tlevel\tlabel\tname\ten\tzh\nmy\tcategory\t找不到\tNOT_FOUND\tNot found\t找不到\n",
        encoding="utf-8",
    )
    (row,) = rows(tmp_path, "code\tname\tmessage\tcategory\n7\tA\tA\t找不到\n")
    assert (row.category.name, row.category.en, str(row.category)) == (
        "NOT_FOUND",
        "Not found",
        "找不到",
    )


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("shop_codes.tsv", "shop"),
        ("data/My-Shop.tsv", "my_shop"),
        ("pay_errors.tsv", "pay"),
        ("庫.tsv", ""),
    ],
)
def test_catalog_is_named_after_its_table(table: str, name: str) -> None:
    assert catalog_of(table) == name


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ([], "--package is required, such as --package myshop.errors"),
        (["--package", ""], "--package is '', give the package to write: myshop.errors"),
        (["--package", "my-shop"], "--package is 'my-shop', give the package to write"),
        (["--package", "shop.class"], "--package is 'shop.class', give the package"),
        (["--package", "json.errors"], "--package is 'json.errors', which would hide Python's own"),
        (
            ["--package", "emma_errors"],
            "'emma_errors', which would hide this library: give another",
        ),
        (["--package", "emma_errors.shop"], "'emma_errors.shop', which would hide this library"),
        (["--package", "shop", "--name", "error"], "--name is 'error', which makes a class of a"),
        (["--package", "shop", "--envelope", "a", "a"], "--envelope is 'a' 'a', give the names of"),
        (["--package", "shop", "--envelope", "a", "log_id"], "--envelope is 'a' 'log_id', give"),
        (["--package", "shop", "--envelope", "a\n", "b"], "--envelope is 'a\\n' 'b', give the"),
        (["--package", "shop", "--name", "2shop"], "--name is '2shop', give a name in lower case"),
        (["--package", "shop", "--name", "emma"], "--name is 'emma', which is this library's own"),
        (["--package", "shop", "--title", "a\nb"], "--title is 'a\\nb', give plain words"),
    ],
)
def test_invalid_option_is_reported_and_nothing_is_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: Sequence[str],
    problem: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_codes.tsv").write_text("code\tname\tmessage\n7\tA\tA\n", encoding="utf-8")
    assert main(["my_codes.tsv", *options]) == 2
    assert problem in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["my_codes.tsv"]


def test_package_is_written_to_src_if_its_parent_is_there(tmp_path: Path) -> None:
    (tmp_path / "src/own").mkdir(parents=True)
    assert written(tmp_path, TABLE).status == 0
    assert (tmp_path / "src/own/errors/codes.py").exists()
    assert written(tmp_path, TABLE, "--source", ".").status == 0
    assert (tmp_path / "own/errors/codes.py").exists()


def test_table_is_needed_beside_a_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["--package", "own.errors"]) == 2
    assert "--package needs a table, such as shop_codes.tsv" in capsys.readouterr().err


@pytest.mark.parametrize("foreign", ["own/errors/codes.py", "own/errors.py"])
def test_foreign_file_is_left_as_it_is(tmp_path: Path, foreign: str) -> None:
    file = tmp_path / foreign
    file.parent.mkdir(parents=True)
    file.write_text("KEEP = True\n", encoding="utf-8")
    ran = written(tmp_path, TABLE)
    message = f"{foreign}:1: was not written by generate; choose another --package\n"
    assert ran == Ran(1, "", message)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert sorted(files) == sorted([file, tmp_path / "my_codes.tsv"])
    assert file.read_text(encoding="utf-8") == "KEEP = True\n"


def test_file_in_the_place_of_a_folder_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_codes.tsv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "own").write_text("KEEP\n", encoding="utf-8")
    (tmp_path / "page.md").mkdir()
    assert main(["my_codes.tsv", "--package", "own.errors", "--reference", "page.md"]) == 1
    assert capsys.readouterr().err == (
        "own:1: is a file, choose another --package\n"
        "page.md:1: is a folder, choose another --reference\n"
    )
    assert (tmp_path / "own").read_text(encoding="utf-8") == "KEEP\n"


def test_header_does_not_depend_on_how_the_path_is_written(tmp_path: Path) -> None:
    assert written(tmp_path, TABLE).status == 0
    for table in (str(tmp_path / "my_codes.tsv"), "./my_codes.tsv"):
        ran = run_in(tmp_path, main, table, "--package", "own.errors", "--check")
        assert ran == Ran(0, "", ""), table


def test_data_folder_may_have_its_own_labels(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/categories.tsv").write_text(
        "catalog\tlevel\tlabel\tname\ten\tzh\nshop\tcategory\t庫存\tSTOCK\tStock\t庫存\n",
        encoding="utf-8",
    )
    (tmp_path / "data/shop_codes.tsv").write_text(
        "code\tname\tmessage\tcategory\n1\tSOLD_OUT\tPlease wait...\t庫存\n", encoding="utf-8"
    )
    assert run_in(tmp_path, main, "data/shop_codes.tsv", "--package", "shop").status == 0
    source = (tmp_path / "shop/errors.py").read_text(encoding="utf-8")
    assert "class StockError(ShopError):" in source
    assert "1: Please wait...." in source


def test_check_names_the_command_that_repairs(tmp_path: Path) -> None:
    options = ("--title", "the API of mine", "--envelope", "errno", "text")
    assert written(tmp_path, TABLE, *options).status == 0
    assert written(tmp_path, TABLE, *options, "--check").status == 0
    ran = written(tmp_path, TABLE.replace("Item not found", "No item"), *options, "--check")
    assert ran.status == 1
    command = (
        "emma-errors generate my_codes.tsv --package own.errors --title 'the API of mine' "
        "--envelope errno text"
    )
    assert ran.err.endswith(f"Update them with: {command}\n")
    header = (tmp_path / "own/errors/codes.py").read_text(encoding="utf-8")
    assert header.replace("\n# ", " ").startswith(
        f"# Generated from my_codes.tsv by {command}: do not edit."
    )


def test_generated_package_has_what_those_of_the_library_have(package: ModuleType) -> None:
    assert set(dir(emma)) - set(package.__all__) >= {"EmmaCode", "EmmaError", "Subcategory"}
    for name in ("Category", "DEFINITIONS", "TITLE", "error", "parse"):
        assert name in package.__all__
    assert package.TITLE == "the My API"
    code = package.MyCode.ITEM_NOT_FOUND
    assert (int(code), code.catalog, code.http_status) == (1001, "my", None)
    assert code.exception is package.ItemNotFound
    assert package.ItemNotFound.__mro__[1:4] == (package.GeneralError, package.MyError, ApiError)
    error = package.error(code)
    assert (error.catalog, str(error), error.text("zh")) == (
        "my",
        "[1001] Item not found.",
        "Item not found",
    )
    assert error.log_fields() == {"error.type": "my.1001"}
    assert repr(code.definition) == "<Definition my 1001 ITEM_NOT_FOUND>"


def test_number_of_its_own_catalog_is_preferred(package: ModuleType) -> None:
    assert type(package.error(1001)) is package.ItemNotFound  # 1001 is Emma's too
    assert type(package.error("1001")) is package.ItemNotFound
    assert type(package.error("TOO_LOW", "a", "1")) is package.TooLow
    for other in (BaiduCode.IP_INVALID, 2101, lookup.find(2101)):
        with pytest.raises(TypeError, match=r"my\.error\(\) takes a member of MyCode"):
            package.error(other)
    with pytest.raises(lookup.UnknownCodeError, match="999999"):
        package.error(999999)
    with pytest.raises(ValueError, match=r"MyCode\.OK has no exception: HTTP 200 is not an error"):
        package.error(package.MyCode.OK)


def test_code_of_another_enum_is_never_taken_for_a_number(package: ModuleType) -> None:
    assert lookup.find(package.MyCode.ITEM_NOT_FOUND) is package.MyCode.ITEM_NOT_FOUND.definition
    with pytest.raises(TypeError, match="takes a member of EmmaCode"):
        emma.error(package.MyCode.ITEM_NOT_FOUND)


@pytest.mark.parametrize(
    ("body", "status", "kind", "params"),
    [
        ({"code": 1001, "message": "Item not found."}, 404, "ItemNotFound", {}),
        ({"code": "1001", "message": "Item not found."}, 200, "ItemNotFound", {}),
        ({"code": 1001}, 404, "ItemNotFound", {}),
        (
            {"code": 1002, "message": "a must be 100% between 1 and 2"},
            422,
            "Range",
            {"field": "a", "low": "1", "high": "2"},
        ),
        ({"code": 1002, "message": "a must be 100% between 1 and 2 and 3"}, 422, "Range", {}),
        ({"code": 1003, "message": "a is over 9"}, 422, "TooHigh", {"field": "a", "high": "9"}),
        ({"code": 1003, "message": "A IS UNDER 9"}, 422, "TooLow", {"field": "A", "low": "9"}),
        ({"code": 1003, "message": "else"}, 422, "GeneralError", {}),
        ({"code": 1009, "message": "else"}, 422, "MyError", {}),
        ({"code": "E1", "message": "else"}, 422, "MyError", {}),
        ({"message": "else"}, 422, "MyError", {}),
        ({"error": "invalid_grant"}, 400, "MyError", {}),
        ("<html>", 502, "MyError", {}),
        ({"code": 0, "message": "Done"}, 200, None, None),
        ({"code": 20, "message": "Done too"}, 200, None, None),
        ({"code": "TW", "message": "Taiwan"}, 200, None, None),
        ({"code": 1001, "name": "tea"}, 200, None, None),
        ({"name": "tea"}, 200, None, None),
    ],
    ids=str,
)
def test_its_body_is_parsed_by_its_fields(
    package: ModuleType, body: object, status: int, kind: str | None, params: dict[str, str] | None
) -> None:
    error = package.parse(body, http_status=status)
    assert (None if error is None else type(error).__name__) == kind
    if error is not None:
        assert error.params == params
        assert error.response_status == status


def test_every_error_is_parsed_from_its_body(package: ModuleType) -> None:
    for definition in package.DEFINITIONS[2:]:
        error = definition.exception(*[f"<{name}>" for name in definition.params])
        parsed = package.parse(error.to_wire(), http_status=error.http_status)
        assert type(parsed) is type(error)
        assert (parsed.args, parsed.code, parsed.message) == (error.args, error.code, error.message)


REGISTERED = """
from own import errors
from emma_errors import EmmaCode, emma, lookup, parse_error, register

body = {"code": 1002, "message": "a must be 100% between 1 and 2"}
assert parse_error(body) is None
assert type(parse_error(body, http_status=422)).__name__ == "ApiError"
register(errors)
register(errors)

assert lookup.catalogs()["my"] is errors
assert lookup.find("ITEM_NOT_FOUND").code is errors.MyCode.ITEM_NOT_FOUND
assert lookup.find(errors.MyCode.ITEM_NOT_FOUND) is errors.MyCode.ITEM_NOT_FOUND.definition
# Emma's comes first, and both are told.
assert lookup.find(1001) is EmmaCode.API_KEY_SUSPENDED.definition
assert [d.catalog for d in lookup.definitions(1001)] == ["emma", "my"]
assert [d.catalog for d in lookup.definitions(EmmaCode.API_KEY_SUSPENDED)] == ["emma"]
assert [d.name for d in lookup.search("100% between")] == ["RANGE"]
assert [int(d.code) for d in lookup.duplicates()] == [4109, 1003]
calls = [line.rpartition(" with ")[2] for line in str(lookup.duplicates()[1]).splitlines()]
MyCode = errors.MyCode  # Emma has 1003 too
found = [eval(call).name for call in calls if call.startswith("lookup.find(")]
assert "    lookup.find(MyCode(1003)) returns this definition" in str(lookup.duplicates()[1])
assert found == ["TOO_LOW", "TOO_LOW", "THAT_LOW", "THAT_LOW"]

assert type(parse_error(body)) is errors.Range
assert parse_error({"code": 1002, "name": "tea"}) is None
assert type(parse_error({"code": 1002}, http_status=422)) is errors.Range
assert parse_error({"code": 0, "message": "Done"}) is None
assert type(parse_error({"code": 1001, "message": "Item not found."})) is errors.ItemNotFound
# In the envelope of another API: that API's table comes first.
assert type(parse_error({"error": 1, "code": "1001"})) is emma.ApiKeySuspended
assert type(parse_error({"error_code": 1003, "error_msg": "a is over 9"})).__name__ == "BaiduError"
assert type(parse_error({"error": 1, "code": "1003", "message": "a is over 9"})) is (
    emma.AuthorizationRequired
)
assert type(parse_error({"error": "range", "code": 1002, "message": "x"})) is errors.Range

for wrong, message in ((object(), "takes a package"), (emma.UserExists, "takes a package")):
    try:
        register(wrong)
    except TypeError as error:
        assert message in str(error)
    else:
        raise AssertionError
"""


def test_registered_catalog_is_part_of_lookup_and_parse_error(tmp_path: Path) -> None:
    """In a process of its own, for what is registered stays so."""
    assert written(tmp_path, TABLE).status == 0
    command = [sys.executable, "-c", REGISTERED]
    ran = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_its_codes_are_declared_in_openapi(package: ModuleType) -> None:
    # Emma's 1001 is equal to this one as a number, and another code.
    codes = (EmmaCode.API_KEY_SUSPENDED, package.MyCode.ITEM_NOT_FOUND, package.MyCode.RANGE)
    documented = responses(*codes, codes="closed")
    assert set(documented) == {401, 422, 500}
    content = documented[500]["content"]["application/json"]
    code = content["schema"]["properties"]["code"]
    assert (code["type"], code["enum"]) == ("integer", [1001])
    assert content["schema"]["required"] == ["code", "message"]
    assert content["examples"]["ITEM_NOT_FOUND"]["value"] == package.ItemNotFound().to_wire()


def test_duplicate_catalog_name_is_rejected(tmp_path: Path) -> None:
    assert written(tmp_path, TABLE).status == 0
    (tmp_path / "other_codes.tsv").write_text("code\tname\tmessage\n7\tA\tA\n", encoding="utf-8")
    other = ("other_codes.tsv", "--package", "other", "--name", "my")
    assert run_in(tmp_path, main, *other).status == 0
    code = (
        "import other, emma_errors; from own import errors; emma_errors.register(errors)\n"
        "try: emma_errors.register(other)\n"
        "except ValueError as error: print(error)"
    )
    command = [sys.executable, "-c", code]
    ran = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120
    )
    assert "is named 'my', as is <module 'own.errors'" in ran.stdout
    assert "generate it with another --name" in ran.stdout


words = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1).filter(
    # A cell in quotes that has a comma or two quotes within is what Excel writes, and is refused.
    lambda text: text == text.strip() and not text.endswith((".", "。", '"'))
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(words, min_size=1, max_size=8), count=st.integers(0, 6))
@example(texts=['"""', "\\", "'\"", "{x}"], count=1)
def test_package_of_any_table_holds_the_table(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], count: int
) -> None:
    folder = tmp_path_factory.mktemp("any")
    params = [f"parameter_{number}" for number in range(count)]
    table = "code\tname\tmessage\tparams\n" + "".join(
        f"{number}\tNAME_{number}\t{text.replace('%', '%%')}{'%s' * count}\t{' '.join(params)}\n"
        for number, text in enumerate(texts, 1)
    )
    catalog = Catalog("any", title="any", table="any.tsv", package="any_errors", source=".")
    (folder / "any.tsv").write_text(table, encoding="utf-8", newline="")
    for path, source in generate.render(read(folder, [catalog]), [catalog]).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(source, encoding="utf-8")
    sys.path.insert(0, str(folder))
    try:
        package: ModuleType = importlib.import_module("any_errors")
        for definition, text in zip(package.DEFINITIONS, texts, strict=True):
            error = definition.exception(*params)
            assert error.message == text + "".join(params)
            assert definition.params == tuple(params)
            again = package.parse(error.to_wire(), http_status=500)
            assert (type(again), again.message) == (type(error), error.message)
            assert again.args in ((), error.args)
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.partition(".")[0] == "any_errors"]:
            del sys.modules[name]


def test_signatures_are_formatted_as_ruff_does(tmp_path: Path) -> None:
    table = "code\tname\tmessage\tparams\n"
    for count in range(1, 9):
        params = [f"a_parameter_{number}" for number in range(count)]
        table += f"{count}\tTOO_MANY_{count}\t{' '.join(['%s'] * count)}\t{' '.join(params)}\n"
    assert written(tmp_path, table).status == 0
    for file in (tmp_path / "own").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("# fmt: off\n", ""), encoding="utf-8")
    for command in (["format", "--check", "--diff"], ["check"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--isolated", "--no-cache"]
        ruff += ["--config", "line-length = 100", "own"]
        ran = subprocess.run(
            ruff, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr


def example_in(folder: Path, root: Path) -> Path:
    """A copy of the example, which leaves the checkout as it is."""
    ignore = shutil.ignore_patterns("__pycache__")
    return Path(shutil.copytree(root / SHOP, folder / "example", ignore=ignore))


def test_example_is_current_and_green(root: Path, tmp_path: Path) -> None:
    folder = example_in(tmp_path, root)
    header = (folder / "shop/errors/codes.py").read_text(encoding="utf-8")
    header_match = re.match(
        r"# Generated from (?:.|\n)*?emma-errors generate (.*?): do not edit", header
    )
    assert header_match
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    # The plugins of this suite take longer to load than the tests of the example to run.
    env = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    for command in (
        [*GENERATE, *header_match[1].split(), "--check"],
        [sys.executable, "-m", "pytest", "-q"],
    ):
        ran = subprocess.run(
            command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr


def test_example_is_typed(root: Path, tmp_path: Path, zuban: list[str]) -> None:
    folder = example_in(tmp_path, root)
    (folder / "wrong.py").write_text(
        "from shop import errors\n"
        "errors.QuantityOutOfRange('quantity', '1')  # too few\n"
        "errors.QuantityOutOfRange('quantity', '1', 3)  # wrong type\n"
        "errors.PaymentDeclined('why')  # too many\n"
        "errors.error(errors.ShopCode.ITEM_NOT_FOUND, 'tea')\n",
        encoding="utf-8",
    )
    ran = subprocess.run(
        [*zuban, "."], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.returncode == 1, ran.stdout + ran.stderr
    *errors, _ = ran.stdout.splitlines()
    assert [line.partition(": ")[0] for line in errors] == [
        f"wrong.py:{line}" for line in (2, 3, 4)
    ]


def test_docs_say_what_is(root: Path, tmp_path: Path) -> None:
    """The tables, the commands and the code of docs/own_catalogs.md, one after the other."""
    pytest.importorskip("fastapi")
    page = (root / "docs/own_catalogs.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    server, *client = [text for language, text in blocks if language == "python"]
    (tmp_path / "server.py").write_text(server, encoding="utf-8")
    table = tmp_path / "shop_codes.tsv"
    out, tables = "", 0
    for language, text in blocks:
        match language:
            case "markdown":
                (tmp_path / "errors.md").write_text(text, encoding="utf-8")
            case "sh":
                program, *arguments = text.split()
                assert program == "emma-errors"
                command = run_in(tmp_path, command_line, *arguments)
                assert command.status == 0
                out = command.err + command.out
            case "text":
                assert out == text
            case "tsv" if tables == 0:
                assert table.read_text(encoding="utf-8") == text
                (tmp_path / "published.tsv").write_text(text, encoding="utf-8")
                tables += 1
            case "tsv":
                for name in ("shop_codes.tsv", "published.tsv"):
                    (tmp_path / name).write_text(text, encoding="utf-8")
            case _:
                assert language in ("python", "toml")
    code = "".join(client)
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert ran.stdout.splitlines() == re.findall(r"^print\(.*\)  # (.*)$", code, re.MULTILINE)


TEXTS = """\
code\tname\tmessage\tsubcode\tx_owner\tzh
card_declined\tCARD_LOST\tThe card is lost\tlost\tme\t卡已掛失
card_declined\tCARD_STOLEN\tThe card is stolen\tstolen\t\t
42\tANSWER\tThe answer\t\t\t
expired_card\tEXPIRED_CARD\tThe card is expired\t\t\t
"""


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The generated package of a table of text codes, in an envelope of paths."""
    envelope = ("--envelope", "errors.0.code", "errors.0.text", "errors.0.reason")
    folder = tmp_path_factory.mktemp("texts")
    with imported(folder, TEXTS, *envelope, package="own_texts.errors") as package:
        yield package


def test_text_codes_have_the_facts_of_integer_codes(texts: ModuleType) -> None:
    code = texts.MyCode("card_declined")
    assert isinstance(code, TextCode)
    assert (str(code), code.name, code.http_status) == ("card_declined", "CARD_LOST", None)
    assert [d.subcode for d in code.definitions] == ["lost", "stolen"]
    assert code.definition.extra == {"x_owner": "me"}
    assert texts.CardStolen.code is code
    assert texts.CardStolen.definition is code.definitions[1]
    assert (texts.CardStolen.http_status, texts.CardStolen.definition.success) == (None, False)
    assert type(texts.error("42")) is texts.Answer
    assert type(texts.error(texts.MyCode.ANSWER)) is texts.Answer
    assert str(texts.ExpiredCard()) == "[expired_card] The card is expired"
    assert texts.ExpiredCard().log_fields() == {"error.type": "my.expired_card"}
    assert pickle.loads(pickle.dumps(texts.CardLost())).definition is code.definition


def test_text_codes_are_declared_in_openapi(texts: ModuleType) -> None:
    documented = responses(texts.MyCode.ANSWER, texts.MyCode.CARD_LOST, codes="closed")
    assert set(documented) == {500}, "no status is known, and 500 is what is answered"
    schema = documented[500]["content"]["application/json"]["schema"]
    item = schema["properties"]["errors"]["items"]
    assert schema["required"] == ["errors"]
    assert item["required"] == ["code", "text"]
    assert item["properties"]["code"]["type"] == "string"
    assert item["properties"]["code"]["enum"] == ["42", "card_declined"]


def test_every_body_of_text_codes_comes_back(texts: ModuleType) -> None:
    for definition in texts.DEFINITIONS:
        error = definition.exception()
        body = error.to_wire()
        assert body["errors"][0]["code"] == str(definition.code)
        assert body["errors"][0].get("reason") == definition.subcode
        assert type(texts.parse(body, http_status=400)) is definition.exception
        assert error.to_problem()["code"] == str(definition.code)


def test_sub_code_decides_before_the_message(texts: ModuleType) -> None:
    body = {"errors": [{"code": "card_declined", "reason": "stolen", "text": "The card is lost"}]}
    assert type(texts.parse(body, http_status=402)) is texts.CardStolen


def test_pages_and_reference_show_text_codes(texts: ModuleType, tmp_path: Path) -> None:
    reference = tmp_path / "reference.md"
    assert written(tmp_path, TEXTS, "--reference", "reference.md").status == 0
    assert "### expired_card EXPIRED_CARD" in reference.read_text(encoding="utf-8")
    command = [sys.executable, "-m", "emma_errors", "--package", "own.errors"]
    for arguments in (["site", "pages"], ["list"], ["explain", "card_declined"], ["duplicates"]):
        ran = subprocess.run(
            [*command, *arguments],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        assert (ran.returncode, ran.stderr) == (0, "")
    assert "卡已掛失" in (tmp_path / "pages/my/card_declined/index.html").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("width", ["40", "88", "160"])
def test_formatter_with_other_settings_changes_nothing(tmp_path: Path, width: str) -> None:
    assert written(tmp_path, TABLE).status == 0
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length", width, "own"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=60, capture_output=True)
    assert written(tmp_path, TABLE, "--check").status == 0


@pytest.mark.parametrize(
    "envelope",
    [
        ["code"],
        ["a", "b", "c", "d"],
        ["error", "error.message"],
        ["error..code", "message"],
        ["0.code", "message"],
        ["errors.0", "message"],
        ["details", "message"],
        ["code", "details"],
        ["details.code", "details.message"],
        ["errors.1.code", "errors.0.message"],
        ["errors.0.code", "errors.message"],
        ["code", "errors.0.text", "errors.1.reason"],
    ],
)
def test_invalid_envelope_is_reported(tmp_path: Path, envelope: list[str]) -> None:
    ran = written(tmp_path, TABLE, "--envelope", *envelope)
    assert ran.status == 2
    assert "--envelope is" in ran.err
    assert not (tmp_path / "own").exists()


def test_table_named_like_a_class_in_use_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["error_codes.tsv", "--package", "shop"]) == 2
    assert "error_codes.tsv names the catalog 'error', which makes a class of a name in use" in (
        capsys.readouterr().err
    )


def test_stale_package_is_shown_by_what_differs_first(tmp_path: Path) -> None:
    rows = [f"{n}\tNAME_{n}\tText {n}" for n in range(1, 400)]
    table = "\n".join(["code\tname\tmessage", *rows, ""])
    assert written(tmp_path, table).status == 0
    ran = written(tmp_path, table.replace("Text", "Other text"), "--check")
    assert ran.status == 1
    assert "-    NAME_1" not in ran.err
    assert '+    """1: Other text 1."""' in ran.err
    assert "… further lines of own/errors/errors.py may differ" in ran.err
    assert len(ran.err.splitlines()) < 500
    header = next(line for line in ran.err.splitlines() if line.startswith("@@"))
    codes = (tmp_path / "own/errors/codes.py").read_text(encoding="utf-8").splitlines()
    number = int(header.split(",")[0].removeprefix("@@ -"))
    first = ran.err.splitlines()[ran.err.splitlines().index(header) + 1]
    assert first == f" {codes[number - 1]}"
