"""`emma-errors adopt`: a table that `generate` takes, made of one as published."""

import importlib
import json
import shlex
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emma_errors import baidu, emma
from emma_errors.cli import main
from emma_errors.export import Format, export
from emma_errors.tables import naming, placeholders, rules
from emma_errors.tables.adopt import adopt
from emma_errors.tables.table import Catalog, Row, TableError, read

SHOP = '''\
Error Code,Message,HTTP status
1002,"The cart is empty, ""really""",409
1001,No item {item},404
'''


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def rows(text: str | bytes, name: str = "shop.csv", **columns: str) -> list[dict[str, str]]:
    """Return what is made of a published table."""
    data = text if isinstance(text, bytes) else text.encode()
    return adopt(Path(name), data, columns).rows


def cells(text: str | bytes, name: str = "shop.csv") -> list[tuple[str, str, str]]:
    """Return code, name and message of each row that is made of a published table."""
    return [(row["code"], row["name"], row["message"]) for row in rows(text, name)]


def decisions(text: str | bytes, name: str = "shop.csv") -> str:
    data = text if isinstance(text, bytes) else text.encode()
    return "\n".join(adopt(Path(name), data).decisions)


def strict(folder: Path, text: str) -> list[Row]:
    """Return the rows of a table as `generate` reads it."""
    (folder / "shop_codes.tsv").write_text(text, encoding="utf-8", newline="")
    catalog = Catalog("shop", title="t", table="shop_codes.tsv", package="shop", source=".")
    return read(folder, [catalog])


BOTH = [
    ("1001", "NO_ITEM", "No item %s"),
    ("1002", "CART_EMPTY_REALLY", 'The cart is empty, "really"'),
]


# Formats


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("shop.csv", SHOP),
        ("shop.csv", SHOP.replace("\n", "\r\n")),
        ("shop.csv", '"Error Code";Message\n1002;"The cart is empty, ""really"""\n1001;No item %d'),
        (
            "shop.txt",
            'Error Code\tMessage\r\n1002\t"The cart is empty, ""really"""\r\n1001\tNo item %s\r\n',
        ),
        ("shop.tsv", 'code\tmessage\n1002\tThe cart is empty, "really"\n1001\tNo item %s\n'),
        (
            "shop.md",
            "# Errors\n\nThese:\n\n| Code | Meaning |\n|:---|---:|\n"
            '| `1002` | The **cart** is empty, "[really](#a)" |\n'
            "| 1001 | No item {item} |\n\nEnd.\n",
        ),
        (
            "shop.md",
            'Code | Meaning\n--- | ---\n1002 | The cart is empty, "really"\n1001 | No item :item',
        ),
        (
            "shop.html",
            "<html><style>td {}</style><table><tr><th>Code<th>Description</tr>"
            "<tr><td>1002<td>The <b>cart</b> is\n  empty, &quot;really&quot;</td></tr>"
            "<tr><td>1001</td><td>No item $1</td></tr></table></html>",
        ),
        (
            "shop.json",
            '[{"code": 1002, "message": "The cart is empty, \\"really\\""},'
            '{"code": "1001", "message": "No item ${item}"}]',
        ),
        (
            "shop.json",
            '{"errors": {"1002": {"text": "The cart is empty, \\"really\\""},'
            '"1001": {"text": "No item {{item}}"}}}',
        ),
        ("shop.json", '{"1002": "The cart is empty, \\"really\\"", "1001": "No item %1$s"}'),
        (
            "shop.jsonl",
            '{"errno": 1002, "errmsg": "The cart is empty, \\"really\\""}\n'
            '{"errno": 1001, "errmsg": "No item %(item)s"}\n',
        ),
    ],
)
def test_each_format_gives_the_same_table(name: str, text: str) -> None:
    assert cells(text, name) == BOTH


def test_lists_of_json_begin_with_the_header() -> None:
    text = '[["code", "message"], [2.0, true], [1, "A"]]'
    assert cells(text, "shop.json") == [("1", "A", "A"), ("2", "YES", "yes")]


def test_object_in_an_object_of_json_is_read() -> None:
    text = '[{"code": 1, "error": {"message": "A"}}, {"code": 2, "error": {"message": "B"}}]'
    assert cells(text, "shop.json") == [("1", "A", "A"), ("2", "B", "B")]


def test_quotes_within_cells_are_of_the_texts() -> None:
    text = 'code,message\n1,say "hi" now\n2,"B" x\n'
    assert cells(text) == [("1", "SAY_HI_NOW", 'say "hi" now'), ("2", "B_X", '"B" x')]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("value,meaning\n1,No item\n2,Bad\n", [("1", "NO_ITEM", "No item"), ("2", "BAD", "Bad")]),
        ("xyz,message\n1,No item\n2,Bad\n", [("1", "NO_ITEM", "No item"), ("2", "BAD", "Bad")]),
        ("code,message\n1 (0x1),A\n2 (0x2),B\n", [("1", "A", "A"), ("2", "B", "B")]),
        ("code,message\nA B,One\nC D,Two\n", [("A_B", "A_B", "One"), ("C_D", "C_D", "Two")]),
        (
            "code,name,message\n1,Item Not Found,A\n2,找不到,B\n",
            [("1", "ITEM_NOT_FOUND", "A"), ("2", "B", "B")],
        ),
        ("code,name,message\n1,1a,A\n2,2b,B\n", [("1", "CODE_1A", "A"), ("2", "CODE_2B", "B")]),
    ],
    ids=[
        "values",
        "codes without a header",
        "two bases",
        "codes with spaces",
        "names as texts",
        "digits",
    ],
)
def test_codes_and_names_of_any_spelling_are_read(
    text: str, made: list[tuple[str, str, str]]
) -> None:
    assert cells(text) == made


def test_status_of_something_else_and_unknown_advice_are_kept_beside() -> None:
    text = "code,status,message,advice\n1,active,A,wait\n2,old,B,retry\n"
    kept = [
        (
            row.get("http_status", ""),
            row["x_status"],
            row.get("advice", ""),
            row.get("x_advice", ""),
        )
        for row in rows(text)
    ]
    assert kept == [("", "active", "", "wait"), ("", "old", "retry", "")]


def test_yaml_is_read_where_pyyaml_is() -> None:
    pytest.importorskip("yaml")
    text = "codes:\n- {code: 0012, name: ErrNoItem}\n- {code: 7, name: cartEmpty}\n"
    assert cells(text, "shop.yml") == [
        ("7", "CART_EMPTY", "cartEmpty"),
        ("12", "ERR_NO_ITEM", "ErrNoItem"),
    ]


def test_workbook_is_read_where_openpyxl_is(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["The errors of our shop"])
    for row in (["错误码", "说明"], [1002, "购物车为空"], [1001.0, "No item %s"]):
        book.active.append(row)
    book.save(tmp_path / "shop.xlsx")
    data = (tmp_path / "shop.xlsx").read_bytes()
    assert cells(data, "shop.xlsx") == [
        ("1001", "NO_ITEM", "No item %s"),
        ("1002", "CODE_1002", "购物车为空"),
    ]


def test_merged_cells_of_a_workbook_are_in_each_row(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (
        ["Errors"],
        ["Code", "Category", "Message"],
        [1, "Login", "No user"],
        [2, None, "X"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("B3:B4")
    workbook.create_sheet("notes").append(["one", "two"])
    workbook.save(tmp_path / "shop.xlsx")
    data = (tmp_path / "shop.xlsx").read_bytes()
    assert [row["category"] for row in rows(data, "shop.xlsx")] == ["Login", "Login"]
    assert "'one'" not in "\n".join(adopt(Path("shop.xlsx"), data).decisions)


@pytest.mark.parametrize(
    "text",
    [
        '{"login": {"1": "No user", "2": "Wrong"}, "payment": {"3": "Declined", "4": "Sold"}}',
        '{"login": [{"code": 1, "message": "No user"}, {"code": 2, "message": "Wrong"}],'
        ' "payment": [{"code": 3, "message": "Declined"}, {"code": 4, "message": "Sold"}]}',
        '{"errors": {"login": {"1": {"message": "No user"}, "2": {"message": "Wrong"}},'
        ' "payment": {"3": {"message": "Declined"}, "4": {"message": "Sold"}}}}',
    ],
)
def test_keys_of_several_tables_are_their_categories(text: str) -> None:
    made = rows(text, "shop.json")
    assert [row["code"] for row in made] == ["1", "2", "3", "4"]
    assert [row["category"] for row in made] == ["login", "login", "payment", "payment"]


def test_key_of_a_single_table_is_no_category() -> None:
    text = '{"version": {"major": 1, "minor": 2}, "errors": [{"code": 1, "message": "No user"}]}'
    assert "category" not in rows(text, "shop.json")[0]


def test_duplicate_key_in_yaml_is_an_error() -> None:
    pytest.importorskip("yaml")
    text = "- {code: 010, message: a}\n- {code: 0x20, message: ~, name: b}\n"
    assert cells(text, "shop.yaml") == [("10", "A", "a"), ("32", "B", "b")]
    with pytest.raises(ValueError, match="key '1' is duplicated in an object"):
        rows("1: {message: a}\n2: {message: b}\n1: {message: c}\n", "shop.yaml")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("shop.csv", "code,message\n1,No item, sorry\n"),
        ("shop.md", "| code | message |\n|--|--|\n| 1 | No item | sorry |\n"),
    ],
)
def test_cell_without_a_header_is_reported(name: str, text: str) -> None:
    line = 3 if name.endswith("md") else 2
    assert cells(text, name) == [("1", "NO_ITEM", "No item")]
    assert f"{name}:{line}: 'sorry' is left out: the row has 3 cells, the header 2;" in decisions(
        text, name
    )


@pytest.mark.parametrize("module", ["yaml", "openpyxl"])
def test_missing_reader_is_named(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    name, data = {"yaml": ("a.yml", b"a: 1"), "openpyxl": ("a.xlsx", b"PK\x03\x04")}[module]
    with pytest.raises(ValueError, match="pip install"):
        rows(data, name)


def test_rows_of_a_cell_over_several_lines_each_have_it() -> None:
    text = (
        "<table><tr><th>code</th><th colspan=2>sub_code, sub_msg</th></tr>"
        "<tr><td rowspan=2>20000</td><td>isp.down</td><td>Down</td></tr>"
        "<tr><td>aop.busy</td><td>Busy</td></tr></table>"
    )
    made = rows(text, "a.html", subcode="sub_code, sub_msg")
    assert [(row["code"], row["subcode"], row["name"]) for row in made] == [
        ("20000", "isp.down", "ISP_DOWN"),
        ("20000", "aop.busy", "AOP_BUSY"),
    ]


@pytest.mark.parametrize(
    "title", ["Errors of the shop\n\n", "Errors;;\n", "sep=;\n", "\ufeffsep=;\n"]
)
def test_lines_above_the_header_are_skipped(title: str) -> None:
    text = f'{title}Code;HTTP;Message\n1;404;"No user; sorry"\n'
    assert cells(text) == [("1", "NO_USER", "No user; sorry")]
    assert rows(text)[0]["http_status"] == "404"


def test_header_of_two_rows_is_read_by_its_second() -> None:
    text = (
        "<table><tr><th rowspan=2>Code<th colspan=2>Text</tr><tr><th>English<th>中文</tr>"
        "<tr><td>1<td>No user<td>没有用户</tr><tr><th>2<td>Gone<td>没了</tr></table>"
    )
    assert [(row["message"], row["zh"]) for row in rows(text, "shop.html")] == [
        ("No user", "没有用户"),
        ("Gone", "没了"),
    ]


def test_tables_of_a_page_are_one_table() -> None:
    text = (
        "## A\n| code | text |\n|-|-|\n| 2 | Two |\n## B\n| code | text |\n|-|-|\n| 1 | One |\n\n"
        "| field | type |\n|-|-|\n| a | b |\n"
    )
    assert [row["code"] for row in rows(text, "a.md")] == ["1", "2"]


def test_table_without_a_header_is_read_by_what_it_holds() -> None:
    text = "EPERM,1,Operation not permitted\nENOENT,2,No such file or directory\n"
    assert cells(text) == [
        ("1", "EPERM", "Operation not permitted"),
        ("2", "ENOENT", "No such file or directory"),
    ]


# Encodings

CHINESE = "错误码,说明\n1001,用户不存在，请重新登录\n1002,余额不足\n"
TAIWANESE = "錯誤代碼,說明\n1001,使用者不存在，請重新登入\n1002,餘額不足\n"


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (CHINESE, "utf-8", "UTF-8"),
        (CHINESE, "utf-8-sig", "UTF-8"),
        (CHINESE, "utf-16", "UTF-16"),
        (CHINESE, "utf-32", "UTF-32"),
        ("code,text\n1001,用户不存在\n1002,余额不足\n", "utf-16-le", "UTF-16LE"),
        ("code,text\n1001,用户不存在\n1002,余额不足\n", "utf-16-be", "UTF-16BE"),
        (CHINESE, "gb18030", "GB18030"),
        (TAIWANESE, "big5", "Big5"),
        ("code,text\n1001,Can’t find it\n1002,Déjà vu\n", "cp1252", "Windows-1252"),
    ],
)
def test_encoding_is_detected(text: str, codec: str, encoding: str) -> None:
    data = text.encode(codec)
    assert [row["message"] for row in rows(data)] == [
        line.partition(",")[2] for line in text.splitlines()[1:]
    ]
    assert f" in {encoding}: " in decisions(data)


def test_invisible_characters_are_removed() -> None:
    text = "code,message\n1,\u200bNo\u00a0item\u3000here \n2,Two\n"
    assert cells(text)[0][2] == "No item here"


# Columns


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Error Code,Description", "code message"),
        ("errcode,errmsg", "code message"),
        ("返回码,说明", "code message"),
        ("錯誤代碼,錯誤訊息", "code message"),
        ("错误码,英文描述,中文描述", "code en zh message"),
        ("code（返回码）,msg（返回码描述）", "code message"),
        ("Name,Value,Meaning", "name code message"),
        ("HTTP Status,Error Code,Message", "http_status code message"),
        ("Status Code,Message,Description", "code message description"),
        ("Condition Name,SQLSTATE", "name code"),
        ("Code,Number,Description", "name code message"),
    ],
)
def test_columns_are_guessed_by_their_names(header: str, columns: str) -> None:
    labels = header.split(",")
    cells = {"HTTP Status": "404", "Status Code": "404", "Number": "7"}
    first = ",".join([cells.get(label, f"A{n}") for n, label in enumerate(labels)])
    expected = decisions(f"{header}\n{first}\n").splitlines()[0]
    assert {part.split(" from ")[0] for part in expected.split(": ", 2)[2].split(", ")} == {
        *columns.split()
    }


def test_types_of_many_codes_are_their_categories() -> None:
    text = (
        "Code,HTTP,Type,Message\nparameter_missing,400,request_error,A parameter is missing\n"
        "card_declined,402,card_error,The card was declined\n"
        "expired_card,402,card_error,The card has expired\n"
    )
    assert [(row["name"], row["category"]) for row in rows(text)] == [
        ("CARD_DECLINED", "card_error"),
        ("EXPIRED_CARD", "card_error"),
        ("PARAMETER_MISSING", "request_error"),
    ]


def test_symbol_of_two_codes_is_a_name() -> None:
    text = (
        "SQLSTATE,Condition Name\n01004,string_data_right_truncation\n22000,data_exception\n"
        "22001,string_data_right_truncation\n22012,division_by_zero\n42P01,undefined_table\n"
    )
    assert [row["name"] for row in rows(text)] == [
        "STRING_DATA_RIGHT_TRUNCATION",
        "DATA_EXCEPTION",
        "STRING_DATA_RIGHT_TRUNCATION_22001",
        "DIVISION_BY_ZERO",
        "UNDEFINED_TABLE",
    ]


def test_column_can_be_named() -> None:
    text = "a,b,c\nE1,x,Bad\nE2,y,Worse\n"
    assert [
        (row["code"], row["message"], row["x_b"]) for row in rows(text, code="a", message="C")
    ] == [("E1", "Bad", "x"), ("E2", "Worse", "y")]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({}, "CSV in UTF-8 has no column of codes: give --column code=HEADER, one of a, b"),
        ({"code": "d"}, "--column: there is no header 'd': choose from a, b"),
        ({"coed": "a"}, "--column: unknown column 'coed': choose from code, or x_coed"),
    ],
)
def test_wrong_column_is_explained(columns: dict[str, str], expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        rows("a,b\nE1 x,Bad\n", **columns)


def test_other_columns_are_carried_through(tmp_path: Path) -> None:
    text = adopt(Path("a.csv"), b"code,message,Owner Team,x_since\n1,Bad,shop,2024\n").text()
    assert text == "code\tname\tmessage\tx_owner_team\tx_since\n1\tBAD\tBad\tshop\t2024\n"
    assert strict(tmp_path, text)[0].extra == {"x_owner_team": "shop", "x_since": "2024"}


def test_label_that_makes_no_name_is_kept_beside() -> None:
    text = "code,message,category\n1,Bad,4xx errors\n2,Worse,Input\n"
    made = rows(text)
    why = "a label in English that begins with a letter makes a name, not 4xx errors"
    assert f"shop.csv:1: category is kept as x_category: {why}" in decisions(text)
    why = "two labels make the same name"
    assert f"category is kept as x_category: {why}" in decisions(
        text.replace("4xx errors", "INPUT")
    )
    assert [(row.get("category"), row["x_category"]) for row in made] == [
        (None, "4xx errors"),
        (None, "Input"),
    ]


def test_label_that_has_a_name_beside_the_table_is_kept(tmp_path: Path) -> None:
    (tmp_path / "categories.tsv").write_text(
        "catalog\tlevel\tlabel\tname\ten\tzh\nshop\tcategory\t庫存\tSTOCK\tStock\t庫存\n",
        encoding="utf-8",
    )
    text = "code\tname\tmessage\tcategory\n2\tB\tBad\tInput\n1\tA\tSold out\t庫存\n"
    (tmp_path / "shop_codes.tsv").write_text(text, encoding="utf-8")
    assert adopted("shop_codes.tsv", "-o", "shop_codes.tsv", "--force") == 0
    assert (tmp_path / "shop_codes.tsv").read_text(encoding="utf-8") == (
        "code\tname\tcategory\tmessage\n1\tA\t庫存\tSold out\n2\tB\tInput\tBad\n"
    )


# Codes


@pytest.mark.parametrize(
    ("codes", "made"),
    [
        ("10 9 -3 0", "-3 0 9 10"),
        ("0x80004005 0x1F", "31 2147500037"),
        ("-101 −102 –103", "-103 -102 -101"),
        ("#12 (13) 14.0", "12 13 14"),
        ("１２ 13", "12 13"),
        ("12 013", "12 13"),
        ("00000 A0001 B0001", "00000 A0001 B0001"),
        ("23505 42P01 00000", "00000 23505 42P01"),
        ("card_declined expired_card", "card_declined expired_card"),
        ("10 200-299 11", "10 11 200"),
        ("10/11 9", "9 10 11"),
        ("10\u00a011 9", "9 10 11"),
        ("10 11 12 n/a", "10 11 12"),
        ("999 1,001 12,345,678", "999 1001 12345678"),
        ("400,401 500", "400 401 500"),
        ("0x80070005 0x80070005 5 E1", "5 2147942405 2147942405"),
    ],
)
def test_codes_have_one_type_and_are_sorted(codes: str, made: str) -> None:
    text = "code;message\n" + "".join(
        f"{code};Text number {n}\n" for n, code in enumerate(codes.split(" "))
    )
    assert [row["code"] for row in rows(text)] == made.split()


@pytest.mark.parametrize("code", ["200-299", "n/a", "013", "10/11"])
def test_code_that_is_changed_or_left_out_is_reported(code: str) -> None:
    text = f"code;message\n1;One\n2;Two\n{code};Other\n3;Three\n"
    assert "shop.csv:4: " in decisions(text)
    assert repr(code) in decisions(text) or f"code {code} is" in decisions(text)


def test_duplicate_row_is_left_out() -> None:
    text = "code,name,message\n1,A,One\n1,A,One\n1,B,One\n"
    assert [row["name"] for row in rows(text)] == ["A", "B"]
    assert "shop.csv:3: row left out: it repeats shop.csv:2" in decisions(text)


@pytest.mark.parametrize(
    ("message", "success"),
    [
        ("OK", "yes"),
        ("Success", "yes"),
        ("请求成功", "yes"),
        ("successful_completion", "yes"),
        ("No error", "yes"),
        ("General error", "no"),
        ("Unsuccessful", "no"),
        ("操作未成功", "no"),
        ("Not OK", "no"),
    ],
)
def test_zero_is_success_if_its_text_means_success(message: str, success: str) -> None:
    text = f"code,message\n0,{message}\n1,Bad\n"
    assert [row.get("success", "") for row in rows(text)] == [success, ""]
    assert f"success is set to {success}" in decisions(text)


def test_zero_with_a_status_needs_no_success_column() -> None:
    assert "success" not in rows("code,status,message\n0,200,Fine\n1,404,Bad\n")[0]


def test_unknown_value_of_success_is_reported() -> None:
    text = "code,message,success\n0,OK,maybe\n1,Bad,否\n2,Fine,TRUE\n"
    assert [row["success"] for row in rows(text)] == ["yes", "", "yes"]
    assert "shop.csv:2: success 'maybe' is neither yes nor no; left empty" in decisions(text)
    assert rows("code,message,success\n0,OK,no\n")[0]["success"] == "no"


@pytest.mark.parametrize("name", ["shop.csv", "shop_codes.tsv"])
def test_errors_under_a_status_of_success_are_errors(tmp_path: Path, name: str) -> None:
    """Unless the table is one of ours, whose status says what a row is."""
    text = (
        "code,name,http_status,message\n0,OK,200,Fine\n1,LOW,200,Insufficient liquidity\n"
        "2,LATER,202,Accepted\n3,MADE,201,Order successfully created\n4,LOST,404,Not found\n"
    )
    if name.endswith(".csv"):
        text = text.replace("http_status", "HTTP status")
    else:
        text = text.replace(",", "\t")
    success = [row.get("success", "") for row in rows(text, name)]
    decision = (
        "shop.csv:3: 1 row with an HTTP status below 400 treated as errors, such as 1 "
        "'Insufficient liquidity': success is set to no"
    )
    if name.endswith(".csv"):
        assert success == ["", "no", "", "", ""]
        assert decision in decisions(text)
    else:
        assert success == [""] * 5
    (tmp_path / "shop.csv").write_text("code,HTTP,message\n1,200,Taken\n", encoding="utf-8")
    (tmp_path / "my_codes.tsv").write_text(
        "code\tname\thttp_status\tmessage\n1\tTAKEN\t200\tTaken\n", encoding="utf-8"
    )
    assert adopted("shop.csv", "-o", "my_codes.tsv") == 0, "a person decided"


@pytest.mark.parametrize(
    ("status", "made"),
    [
        ("404", "404"),
        ("４０４", "404"),
        ("404 Not Found", "404"),
        ("HTTP 404", "404"),
        ("4xx", ""),
        ("400/404", ""),
    ],
)
def test_status_is_a_number_or_left_out(status: str, made: str) -> None:
    text = f"code,http status,message\n1,{status},Bad\n"
    assert rows(text)[0]["http_status"] == made


# Names


@pytest.mark.parametrize(
    ("symbol", "name"),
    [
        ("ErrDupKey", "ERR_DUP_KEY"),
        ("errDupKey", "ERR_DUP_KEY"),
        ("err_dup_key", "ERR_DUP_KEY"),
        ("ERR-DUP KEY", "ERR_DUP_KEY"),
        ("HTTPServerError", "HTTP_SERVER_ERROR"),
        ("OAuthTokenExpired", "OAUTH_TOKEN_EXPIRED"),
        ("ACQ.TRADE_NOT_EXIST", "ACQ_TRADE_NOT_EXIST"),
        ("E2BIG", "E2BIG"),
        ("größeFalsch", "GROSSE_FALSCH"),
        ("用户不存在", ""),
        ("2FA_REQUIRED", ""),
    ],
)
def test_symbol_is_made_upper_snake(symbol: str, name: str) -> None:
    assert naming.upper_snake(symbol) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The cart is empty", "CART_EMPTY"),
        ("No item %s", "NO_ITEM"),
        ("Can't find the user's account.", "CANNOT_FIND_USER_ACCOUNT"),
        ("You don't have permission to do that", "NOT_HAVE_PERMISSION"),
        ("Item not found. Please try another one.", "ITEM_NOT_FOUND"),
        ("Maximum number of guilds reached (100)", "MAXIMUM_NUMBER_OF_GUILDS_REACHED"),
        ("One two three four five six seven", "ONE_TWO_THREE_FOUR_FIVE_SIX"),
        ("2 factor code is missing", "CODE_2_FACTOR_CODE_MISSING"),
        ("Continue", "CONTINUE_ERROR"),
        ("Größe zu groß", "GROSSE_ZU_GROSS"),
        ("Mot de passe oublié", "MOT_DE_PASSE_OUBLIE"),
        ("Mot de passe oublie\u0301", "MOT_DE_PASSE_OUBLIE"),
        ("Œuvre d’Ærø: Łódź", "OEUVRE_D_AERO_LODZ"),
        ("Ключ OK", "OK"),
        ("Файл не найден", "CODE_1"),
        ("余额不足", "CODE_1"),
        ("키 OK", "CODE_1"),
        ("!!!", "CODE_1"),
        ("100%", "CODE_1"),
        ("y" * 5000, "CODE_1"),
        ("OK-ACCESS-KEY header of the request cannot be empty", "OK_ACCESS_KEY_HEADER_OF_REQUEST"),
        ("The header of the request key cannot be", "HEADER_OF_REQUEST_KEY"),
    ],
)
def test_text_makes_a_name(text: str, name: str) -> None:
    assert [row["name"] for row in rows(f'code,message\n1,"{text}"\n')] == [name]


def test_duplicate_symbol_gets_its_code_as_suffix() -> None:
    text = "code,name,message\n1,USER_1,Bad\n2,USER1,Worse\n3,None,Worst\n4,Definition,X\n"
    names = ["USER_1", "USER1_2", "NONE_ERROR", "DEFINITION_4"]
    assert [row["name"] for row in rows(text)] == names


def test_names_are_unique() -> None:
    made = rows(
        "code,message\n1,Not found\n2,Not found\n3,not-found!\n-2,Not found\n"
        "4,The user name was too long to be stored here\n"
        "5,The user name was too long to be stored elsewhere\n"
        "6,General error\n7,None\n8,Category\n9,API error\n"
    )
    names = [row["name"] for row in made]
    assert names == [
        "NOT_FOUND",
        "NOT_FOUND_1",
        "NOT_FOUND_2",
        "NOT_FOUND_3",
        "USER_NAME_TOO_LONG",
        "USER_NAME_TOO_LONG_TO_STORED",
        "GENERAL_ERROR_6",
        "NONE_ERROR",
        "CATEGORY_8",
        "API_ERROR_9",
    ]


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=12))
def test_any_texts_make_a_table_that_generate_takes(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    text = json.dumps([{"code": n, "msg": text} for n, text in enumerate(texts, -2)])
    made = adopt(Path("shop.json"), text.encode(), name="shop").text()
    read_back = strict(tmp_path_factory.mktemp("any"), made)
    assert [row.code for row in read_back] == list(range(-2, len(texts) - 2))
    for row in read_back:
        assert len(row.name.split("_")) <= naming.WORDS + 1


# Parameters


@pytest.mark.parametrize(
    ("message", "made", "params"),
    [
        ("No item %d", "No item %s", "item"),
        ("Duplicate entry '%-.192s' for key %ld", "Duplicate entry '%s' for key %s", "entry key"),
        ("%s is over %lu", "%s is over %s", "value number"),
        ("Column {name} of {table.name}", "Column %s of %s", "name table_name"),
        ("{0} is not {1}", "%s is not %s", "value value_2"),
        ("{field} and {field}", "%s and %s", "field field_2"),
        ("No user :name", "No user %s", "name"),
        ("No $1 of $2", "No %s of %s", "value value_2"),
        ("%2$s is in %1$s", "%s is in %s", "value value_2"),
        ("No %(itemName)s", "No %s", "item_name"),
        ("{class} of {self}", "%s of %s", "class_ self_"),
        ("{str} and {tuple}", "%s and %s", "str_ tuple_"),
        ("100% sure", "100%% sure", ""),
        ("50%off, 100%", "50%%off, 100%%", ""),
        ("It costs $100", "It costs $100", ""),
        ('A body such as {"code": 1}', 'A body such as {"code": 1}', ""),
        ("At 10:30, see std::string", "At 10:30, see std::string", ""),
        ("%% of %s", "%% of %s", "value"),
    ],
)
def test_parameters_of_any_style_are_named(message: str, made: str, params: str) -> None:
    template = placeholders.template(message)
    assert (template.text, " ".join(template.params)) == (made, params)


def test_parameters_in_another_order_are_left_out() -> None:
    text = (
        "code;message;en;zh\n"
        "1;{user} is in {group};User {user} is in {group}.;{group} 有 {user}\n"
        "2;{user} is in;{user} is here;{user} 在\n"
    )
    made = rows(text)
    assert [(row["en"], row["zh"]) for row in made] == [
        ("User %s is in %s", ""),
        ("%s is here", "%s 在"),
    ]
    assert "shop.csv:2: zh is left out" in decisions(text)


# What `export` writes


@pytest.mark.parametrize("format", ["csv", "json", "jsonl", "markdown"])
def test_export_is_read_back_unchanged(format: Format) -> None:
    suffix = {"markdown": "md"}.get(format, format)
    made = rows(export(emma.DEFINITIONS, format), f"emma.{suffix}")
    assert len(made) == len(emma.DEFINITIONS)
    for row, definition in zip(made, emma.DEFINITIONS, strict=True):
        assert row["code"] == str(definition.code)
        assert row["name"] == definition.name
        assert row["http_status"] == str(definition.http_status)
        for column in ("message", "description", "en", "zh"):
            assert row[column] == getattr(definition, column), (definition, column)
        assert row["params"] == " ".join(definition.params)
        assert row["advice"] == (definition.advice or "")
        answered = [str(key) for key, value in emma.FALLBACKS.items() if value is definition]
        assert row["fallback"].split() == answered


# Adopting again

AGAIN = """\
code,message
1001,No item {item}
1002,The cart is empty
1003,Sold out
"""


def adopted(*arguments: str) -> int:
    return main(["adopt", *arguments])


def test_table_is_written_and_the_next_command_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "shop.csv").write_text(SHOP, encoding="utf-8")
    assert adopted("shop.csv", "-o", "shop_codes.tsv") == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "shop_codes.tsv: 2 rows",
        "next: emma-errors generate shop_codes.tsv --package shop_errors",
    ]
    assert err.splitlines()[0] == (
        "shop.csv:1: CSV in UTF-8: http_status from 'HTTP status', code from 'Error Code', "
        "message from 'Message'"
    )
    text = (tmp_path / "shop_codes.tsv").read_bytes().decode()
    assert text == (
        "code\tname\thttp_status\tmessage\tparams\n"
        "1001\tNO_ITEM\t404\tNo item %s\titem\n"
        '1002\tCART_EMPTY_REALLY\t409\tThe cart is empty, "really"\t\n'
    )
    assert main(["generate", "shop_codes.tsv", "--package", "shop_errors"]) == 0


@pytest.mark.parametrize("name", ["error", "emma", "错误"])
def test_next_command_has_a_valid_catalog_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "shop.csv").write_text(SHOP, encoding="utf-8")
    assert adopted("shop.csv", "-o", f"{name}_codes.tsv") == 0
    command = shlex.split(capsys.readouterr().out.splitlines()[-1].removeprefix("next: "))
    assert command[3:] == ["--package", "my_errors", "--name", "my"]
    assert main(command[1:]) == 0


def test_table_goes_to_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "shop.csv").write_text(SHOP, encoding="utf-8")
    assert adopted("shop.csv") == 0
    assert capsys.readouterr().out.startswith("code\tname\thttp_status\tmessage\tparams\n")


def test_existing_table_is_not_overwritten_without_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "shop.csv").write_text(AGAIN, encoding="utf-8")
    (tmp_path / "shop_codes.tsv").write_text("mine\n", encoding="utf-8")
    assert adopted("shop.csv", "-o", "shop_codes.tsv") == 1
    hint = "shop_codes.tsv:1: already exists and cannot be updated: correct it, or give another -o"
    assert hint in capsys.readouterr().err
    assert (tmp_path / "shop_codes.tsv").read_text(encoding="utf-8") == "mine\n"
    assert adopted("shop.csv", "-o", "shop_codes.tsv", "--force") == 1, "it is no table"
    assert (tmp_path / "shop_codes.tsv").read_text(encoding="utf-8") == "mine\n"
    other = "code\tname\tmessage\n1001\tNO_ITEM\tNo item\n"
    (tmp_path / "shop_codes.tsv").write_text(other, encoding="utf-8")
    assert adopted("shop.csv", "-o", "shop_codes.tsv") == 1
    err = capsys.readouterr().err
    assert "shop.csv:3: 1002 is new: 'The cart is empty'\n" in err
    assert err.endswith(
        "shop_codes.tsv:1: already exists; use --force to update it: your names, texts and advice "
        "are kept\n"
    )
    assert (tmp_path / "shop_codes.tsv").read_text(encoding="utf-8") == other


def test_adopting_again_keeps_edited_cells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "shop.csv").write_text(AGAIN, encoding="utf-8")
    assert adopted("shop.csv", "-o", "shop_codes.tsv") == 0
    table = tmp_path / "shop_codes.tsv"
    table.write_text(
        "code\tname\tmessage\ten\tzh\tparams\tadvice\tx_owner\thttp_status\n"
        "1001\tITEM_UNKNOWN\tNo item %s\tThere is no %s\t沒有 %s\tproduct\t\tme\t404\n"
        "1002\tCART_EMPTY\tThe cart is empty\t\t空的\t\tretry\t\t\n"
        "1003\tSOLD_OUT\tSold out\tGone\t\t\t\t\t\n",
        encoding="utf-8",
    )
    (tmp_path / "shop.csv").write_text(
        "code,message\n1000,Item unknown\n1001,No such item {item}\n1002,The cart is empty\n",
        encoding="utf-8",
    )
    capsys.readouterr()
    assert adopted("shop.csv", "-o", "shop_codes.tsv", "--force") == 0
    assert table.read_text(encoding="utf-8") == (
        "code\tname\thttp_status\tmessage\ten\tzh\tparams\tadvice\tx_owner\n"
        "1000\tITEM_UNKNOWN_1000\t\tItem unknown\t\t\t\t\t\n"
        "1001\tITEM_UNKNOWN\t404\tNo such item %s\tThere is no %s\t沒有 %s\tproduct\t\tme\n"
        "1002\tCART_EMPTY\t\tThe cart is empty\t\t空的\t\tretry\t\n"
    )
    err = capsys.readouterr().err
    assert "shop.csv:2: 1000 is new: 'Item unknown'" in err
    assert "shop.csv:1: 1003 SOLD_OUT was removed: 'Sold out'" in err
    assert "1001 ITEM_UNKNOWN: message was 'No item %s', is 'No such item %s'" in err


def test_adopting_again_reports_texts_that_differ(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A text of the source does not replace an edited one; one for another message is left out."""
    (tmp_path / "shop_codes.tsv").write_text(
        "code\tname\thttp_status\tmessage\ten\n"
        "1\tITEM_UNKNOWN\t404\tNo item %s\tThere is no %s\n"
        "2\tSOLD_OUT\t\tSold out\tGone\n",
        encoding="utf-8",
    )
    (tmp_path / "shop.csv").write_text(
        "Number,message,en,http_status\n1,No item,Nothing,410\n2,Sold out,All sold,\n",
        encoding="utf-8",
    )
    options = ["--column", "code=Number", "-o", "shop_codes.tsv", "--force"]
    assert adopted("shop.csv", *options) == 0
    assert (tmp_path / "shop_codes.tsv").read_text(encoding="utf-8") == (
        "code\tname\thttp_status\tmessage\ten\n"
        "1\tITEM_UNKNOWN\t404\tNo item\t\n"
        "2\tSOLD_OUT\t\tSold out\tGone\n"
    )
    err = capsys.readouterr().err
    assert "1 ITEM_UNKNOWN: http_status is kept: '404'; the source has '410'" in err
    assert "1 ITEM_UNKNOWN: en is left out because the message has other parameters" in err
    assert "2 SOLD_OUT: en is kept: 'Gone'; the source has 'All sold'" in err


def test_adopting_again_names_other_parameters_anew(tmp_path: Path) -> None:
    (tmp_path / "shop_codes.tsv").write_text(
        "code\tname\tmessage\tparams\n1\tFULL\tFull: %s of %s\tpart whole\n", encoding="utf-8"
    )
    (tmp_path / "shop.csv").write_text("code,message\n1,Full: {cart}\n", encoding="utf-8")
    assert adopted("shop.csv", "-o", "shop_codes.tsv", "--force") == 0
    assert (tmp_path / "shop_codes.tsv").read_text(encoding="utf-8") == (
        "code\tname\tmessage\tparams\n1\tFULL\tFull: %s\tcart\n"
    )


def test_category_with_the_class_of_the_catalog_is_reported(tmp_path: Path) -> None:
    (tmp_path / "categories.tsv").write_text(
        "catalog\tlevel\tlabel\tname\ten\tzh\nshop\tcategory\tCart\tSHOP\tCart\t購物車\n",
        encoding="utf-8",
    )
    with pytest.raises(TableError, match=r"SHOP, but the class ShopError is already used by"):
        strict(tmp_path, "code\tname\tcategory\tmessage\n1\tFULL\tCart\tBad\n")


def test_adopting_again_without_a_change_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "code,message,zh\n2,{a} of {b},{a}{b}\n1,General error,总错误\n1,Not found,\n0,OK,好\n"
    (tmp_path / "shop.csv").write_text(text, encoding="utf-8")
    assert adopted("shop.csv", "-o", "shop_codes.tsv") == 0
    first = (tmp_path / "shop_codes.tsv").read_bytes()
    capsys.readouterr()
    for options in ([], ["--force"]):
        assert adopted("shop.csv", "-o", "shop_codes.tsv", *options) == 0
        assert (tmp_path / "shop_codes.tsv").read_bytes() == first
        assert capsys.readouterr().out == (
            "shop_codes.tsv: 4 rows, up to date\n"
            "next: emma-errors generate shop_codes.tsv --package shop_errors\n"
        )


def test_adopting_again_keeps_the_order_of_definitions_of_a_code(tmp_path: Path) -> None:
    (tmp_path / "shop.csv").write_text("code,message\n1,Bad\n1,Worse\n2,C\n", encoding="utf-8")
    table = "code\tname\tmessage\n1\tWORSE\tWorse\n1\tBAD\tBad\n2\tC\tC\n"
    (tmp_path / "shop_codes.tsv").write_text(table, encoding="utf-8")
    assert adopted("shop.csv", "-o", "shop_codes.tsv") == 0
    (tmp_path / "shop.csv").write_text("code,message\n1,Bad\n1,Worse\n1,New\n", encoding="utf-8")
    assert adopted("shop.csv", "-o", "shop_codes.tsv", "--force") == 0
    assert (tmp_path / "shop_codes.tsv").read_text(encoding="utf-8") == (
        "code\tname\tmessage\n1\tWORSE\tWorse\n1\tBAD\tBad\n1\tNEW\tNew\n"
    )


def test_table_that_generate_rejects_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each problem has its place in the published table."""
    (tmp_path / "shop.csv").write_text(f"code,message\n2,B\n1{'0' * 5000},A\n", encoding="utf-8")
    for options in (["-o", "shop_codes.tsv"], []):
        assert adopted("shop.csv", *options) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert "shop.csv:3: code is '1000" in err
        assert "', write an integer from -9223372036854775807 to 9223372036854775807, or use" in err
    assert not (tmp_path / "shop_codes.tsv").exists()


def test_type_of_the_codes_can_be_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mostly_integers = "code,name,message\n1,A,Bad\n2,B,Worse\nE3,C,Worst\n"
    assert [row["code"] for row in rows(mostly_integers)] == ["1", "2"]
    hint = "row left out: code 'E3' is not an integer, as most codes are; --codes text keeps it"
    assert f"shop.csv:4: {hint}" in decisions(mostly_integers)
    (tmp_path / "shop.csv").write_text(mostly_integers, encoding="utf-8")
    assert adopted("shop.csv", "-o", "shop_codes.tsv", "--codes", "text") == 0
    following = capsys.readouterr().out.splitlines()[-1].removeprefix("next: emma-errors ")
    assert following == "generate shop_codes.tsv --package shop_errors --codes text"
    assert main(["generate", "shop_codes.tsv", "--package", "shop_errors"]) == 1
    assert "shop_codes.tsv:4: code is 'E3', write an integer" in capsys.readouterr().err
    assert main(following.split()) == 0
    assert "class ShopCode(TextCode)" in (tmp_path / "shop_errors/codes.py").read_text("utf-8")
    assert "--codes text" in (tmp_path / "shop_errors/codes.py").read_text("utf-8")
    assert main([*following.split(), "--check"]) == 0
    assert main(["check", "shop_codes.tsv", "--codes", "text"]) == 0
    assert main(["diff", "shop_codes.tsv", "shop_codes.tsv", "--codes", "text"]) == 0

    mostly_texts = "code,message\n1,Bad\nE2,Worse\nE3,Worst\n"
    decision = (
        "all codes are texts because 2 of 3 are not integers, such as 'E2'; --codes int keeps"
    )
    assert f"shop.csv:3: {decision}" in decisions(mostly_texts)
    made = adopt(Path("shop.csv"), mostly_texts.encode(), codes="int")
    assert [row["code"] for row in made.rows] == ["1"]
    assert "shop.csv:3: row left out: code 'E2' is not an integer" in made.decisions


def test_edited_message_without_parameters_is_kept(tmp_path: Path) -> None:
    (tmp_path / "shop.csv").write_text("code,message\n1,A price of :cost or $1\n", encoding="utf-8")
    assert adopted("shop.csv", "-o", "shop_codes.tsv") == 0
    table = tmp_path / "shop_codes.tsv"
    assert "A price of %s or %s" in table.read_text(encoding="utf-8")
    text = "code\tname\tmessage\n1\tPRICE\tA price of :cost or $1\n"
    table.write_text(text, encoding="utf-8")
    assert adopted("shop.csv", "-o", "shop_codes.tsv", "--force") == 0
    assert table.read_text(encoding="utf-8") == text


def test_unsorted_table_is_sorted_in_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "shop_codes.tsv"
    lines = ["code\tname\tmessage\tparams\tfallback", "2\tB\t100%% of %s\tx\t404", "1\tA\tBad\t\t"]
    table.write_text("\r\n".join([*lines, ""]), encoding="utf-8-sig", newline="")
    with pytest.raises(TableError, match="sort by code") as caught:
        read(tmp_path, [Catalog("s", title="s", table="shop_codes.tsv", package="s", source=".")])
    (problem,) = caught.value.problems
    command = problem.rpartition(": ")[2].split()
    assert main(command[1:]) == 0
    assert table.read_bytes().decode() == (
        "code\tname\tmessage\tparams\tfallback\n1\tA\tBad\t\t\n2\tB\t100%% of %s\tx\t404\n"
    )


def test_problem_of_a_row_has_its_place_in_the_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "shop.csv").write_text("code,message,fallback\n2,B,oops\n1,A,404\n", "utf-8")
    assert adopted("shop.csv", "-o", "shop_codes.tsv") == 1
    assert "shop.csv:2: fallback has 'oops', write an HTTP status" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"", "the file contains no table"),
        (b"Just a text.\n", "the file contains no table"),
        (b"|;\n", "the file contains no table"),
        (b"{", "it is not JSON"),
        (b'{"code": 1}\n{"code": 2,\n', "it is neither JSON nor one JSON object per line"),
        (b"code,message\n", "the file contains no table"),
        (b"[" * 100_000, "it is nested too deeply for a table"),
        (b'{"1": "a", "2": "b", "1": "c"}', "key '1' is duplicated in an object: write each key"),
        (b"\xd0\xcf\x11\xe0 no archive", "it is an Excel workbook of the old format: save it as"),
        (bytes(range(256)), "the encoding is unknown: save the file as UTF-8"),
        (b"\xff\xfec\x00o\x00d", "the encoding is unknown: save the file as UTF-8"),
        (b"code,message\n,Bad\n", "no row with a code"),
    ],
)
def test_file_without_a_table_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes, problem: str
) -> None:
    (tmp_path / "shop.csv").write_bytes(text)
    assert adopted("shop.csv", "-o", "shop_codes.tsv") == 1
    assert problem in capsys.readouterr().err
    assert not (tmp_path / "shop_codes.tsv").exists()


@pytest.mark.parametrize(
    ("text", "problem"),
    [("a: [1\nb", "it is not YAML"), ("[" * 50_000, "it is nested too deeply for a table")],
)
def test_yaml_without_a_table_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, problem: str
) -> None:
    pytest.importorskip("yaml")
    (tmp_path / "shop.yml").write_text(text, encoding="utf-8")
    assert adopted("shop.yml") == 1
    assert f"shop.yml:1: {problem}" in capsys.readouterr().err


def test_workbook_without_a_header_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    openpyxl.Workbook().save(tmp_path / "shop.xlsx")
    assert adopted("shop.xlsx") == 1
    assert "shop.xlsx:1: no sheet has a header and a row below it" in capsys.readouterr().err


def test_file_that_only_begins_as_a_workbook_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("openpyxl")
    (tmp_path / "shop.xlsx").write_bytes(b"PK\x03\x04 no archive")
    assert adopted("shop.xlsx", "-o", "shop_codes.tsv") == 1
    assert "it is not a readable workbook" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["none.csv"], "none.csv:1: cannot be read (No such file or directory)\n"),
        (["."], ".:1: cannot be read (Is a directory)\n"),
        (["shop.csv", "-o", "none/shop.tsv"], "none/shop.tsv:1: cannot be written (No such file"),
        (["shop.csv", "--column", "code"], "has no header, give"),
    ],
)
def test_wrong_arguments_are_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: Sequence[str], problem: str
) -> None:
    (tmp_path / "shop.csv").write_text(SHOP, encoding="utf-8")
    try:
        status = adopted(*arguments)
    except SystemExit as stopped:
        status = int(stopped.code or 0)
    assert status in (1, 2)
    assert problem in capsys.readouterr().err


def test_type_of_codes_is_that_of_the_majority() -> None:
    assert rules.are_numbers(["1", "2", "x"])
    assert rules.are_numbers(["10001", "4000l"])
    assert rules.are_numbers(["1001", "1oo2"])
    assert not rules.are_numbers(["1", "x", "y"])
    assert not rules.are_numbers(["23505", "23503", "42601", "42P01"])


def test_export_of_several_catalogs_is_refused() -> None:
    text = export([*emma.DEFINITIONS[:1], *baidu.DEFINITIONS[:1]], "csv")
    with pytest.raises(ValueError, match="it has the catalogs emma, baidu: export one"):
        rows(text)


FURTHER = "\n".join(
    [
        "code\tname\thttp_status\tmessage\tsubcode\tsuccess\tx_owner\tparams\tzh\tfallback",
        "card_declined\tCARD_DECLINED\t\tThe card %s is declined\tlost\tno\tme\tcard\t卡 %s 遭拒"
        "\t404 invalid_value",
        "card_declined\tCARD_STOLEN\t200\tIt's 100%% stolen, \\ | *so*\tstolen\tno\t\t\t\t",
        "ok\tFINE\t\tFine\t\tyes\tyou\t\t\t",
        "",
    ]
)


@pytest.mark.parametrize("format", ["csv", "json", "jsonl", "markdown"])
def test_export_of_a_generated_catalog_is_read_back_unchanged(
    tmp_path: Path, format: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict(tmp_path, FURTHER)
    name = f"further_{format}"
    assert main(["generate", "shop_codes.tsv", "--package", name]) == 0
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    package = importlib.import_module(name)
    suffix = {"markdown": "md"}.get(format, format)
    adopted = adopt(Path(f"a.{suffix}"), export(package.DEFINITIONS, format).encode())
    first, again = strict(tmp_path, FURTHER), strict(tmp_path, adopted.text())
    assert [replace(row, place="", lacks=()) for row in again] == [
        replace(row, place="", lacks=()) for row in first
    ]
    assert [row.fallback for row in first] == [(404, "invalid_value"), (), ()]
