"""Published tables of other APIs, adopted as they are, and the bodies that those APIs send."""

import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

from emma_errors import ApiError
from emma_errors.cli import main
from emma_errors.tables.check import notes
from emma_errors.tables.table import read_alone

TABLES = Path(__file__).with_name("tables")


class Table(NamedTuple):
    """A published table, what is in it, and an error that its API sends."""

    file: str
    rows: int
    envelope: tuple[str, ...]
    http_status: int
    body: object
    error: str
    """The name of the class that the body gives."""
    code: int | str
    params: tuple[str, ...] = ()


REAL = [
    Table(
        "alipay.html",
        17,
        ("code", "sub_msg", "sub_code"),
        200,
        {
            "code": "40004",
            "msg": "Business Failed",
            "sub_code": "ACQ.TRADE_NOT_EXIST",
            "sub_msg": "交易不存在",
        },
        "AcqTradeNotExist",
        40004,
    ),
    Table(
        "bilibili.md",
        22,
        ("code", "message"),
        200,
        {"code": -101, "message": "账号未登录", "ttl": 1},
        "CodeMinus101",
        -101,
    ),
    Table(
        "bitcoin.csv",
        20,
        ("error.code", "error.message"),
        500,
        {"result": None, "error": {"code": -28, "message": "Loading block index..."}, "id": 1},
        "RpcInWarmup",
        -28,
    ),
    Table(
        "discord.md",
        20,
        ("code", "message"),
        404,
        {"message": "Unknown Message", "code": 10008},
        "UnknownMessage",
        10008,
    ),
    Table(
        "errno.tsv",
        21,
        ("code", "detail"),
        400,
        {"component": "rbd", "status": 400, "code": "17", "detail": "[errno 17] File exists"},
        "Eexist",
        17,
    ),
    Table(
        "hresult.html",
        11,
        ("ErrorCode", "ErrorMessage"),
        403,
        {"ErrorCode": 2147942405, "ErrorMessage": "General access denied error"},
        "EAccessdenied",
        2147942405,
    ),
    Table(
        "json_rpc.html",
        6,
        ("error.code", "error.message"),
        200,
        {"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": "1"},
        "MethodNotFound",
        -32601,
    ),
    Table(
        "mariadb.txt",
        18,
        ("errno", "sqlMessage"),
        500,
        {
            "code": "ER_DUP_ENTRY",
            "errno": 1062,
            "sqlState": "23000",
            "sqlMessage": "Duplicate entry 'bob' for key 1",
        },
        "ErDupEntry",
        1062,
        ("bob", "1"),
    ),
    Table(
        "mongodb.yml",
        19,
        ("code", "errmsg"),
        500,
        {"ok": 0, "errmsg": "E11000 dup key", "code": 11000, "codeName": "DuplicateKey"},
        "DuplicateKey",
        11000,
    ),
    Table(
        "okx.csv",
        16,
        ("code", "msg"),
        200,
        {"code": "82000", "data": [], "msg": "Insufficient liquidity."},
        "InsufficientLiquidity",
        82000,
    ),
    Table(
        "postgresql.html",
        20,
        ("code", "message"),
        404,
        {
            "code": "42P01",
            "details": None,
            "hint": None,
            "message": 'relation "public.shop" does not exist',
        },
        "UndefinedTable",
        "42P01",
    ),
    Table(
        "stripe.html",
        19,
        ("error.code", "error.message", "error.decline_code"),
        402,
        {
            "error": {
                "code": "card_declined",
                "decline_code": "generic_decline",
                "message": "Your card was declined.",
                "type": "card_error",
            }
        },
        "CardDeclined",
        "card_declined",
    ),
    Table(
        "twilio.json",
        18,
        ("code", "message"),
        400,
        {
            "code": 21211,
            "message": "The 'To' number 12 is not a valid phone number.",
            "more_info": "https://www.twilio.com/docs/errors/21211",
            "status": 400,
        },
        "InvalidToPhoneNumber",
        21211,
    ),
    Table(
        "twitter.md",
        21,
        ("errors.0.code", "errors.0.message"),
        404,
        {"errors": [{"code": 144, "message": "No status found with that ID."}]},
        "NoStatusFoundWithId",
        144,
    ),
    Table(
        "vk.json",
        20,
        ("error.error_code", "error.error_msg"),
        200,
        {
            "error": {
                "error_code": 5,
                "error_msg": "User authorization failed: no access_token passed.",
                "request_params": [{"key": "v", "value": "5.199"}],
            }
        },
        "ApiErrorAuth",
        5,
    ),
    Table(
        "wechat.csv",
        20,
        ("errcode", "errmsg"),
        200,
        {"errcode": 40013, "errmsg": "invalid appid rid: 65f1a0-4c6"},
        "InvalidAppid",
        40013,
    ),
]
NAMES = [table.file.partition(".")[0] for table in REAL]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with each table adopted and a package generated of it."""
    folder = tmp_path_factory.mktemp("real")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "path", [str(folder), *sys.path])
        for name, table in zip(NAMES, REAL, strict=True):
            if name == "mongodb":
                pytest.importorskip("yaml")
            adopted = f"{name}_codes.tsv"
            assert main(["adopt", str(TABLES / table.file), "-o", adopted]) == 0
            command = ["generate", adopted, "--package", f"real.{name}"]
            assert main([*command, "--envelope", *table.envelope]) == 0
        yield folder
    for module in [module for module in sys.modules if module.partition(".")[0] == "real"]:
        del sys.modules[module]


def package(name: str) -> ModuleType:
    return importlib.import_module(f"real.{name}")


@pytest.mark.parametrize(("name", "table"), [*zip(NAMES, REAL, strict=True)], ids=NAMES)
def test_table_is_adopted_whole(folder: Path, name: str, table: Table) -> None:
    definitions = package(name).DEFINITIONS
    assert len(definitions) == table.rows
    statuses: set[int | None] = {200, 400, 401, 429, 500} if name == "okx" else {None}
    assert {definition.http_status for definition in definitions} == statuses
    list(notes(read_alone(str(folder / f"{name}_codes.tsv"))))


@pytest.mark.parametrize(("name", "table"), [*zip(NAMES, REAL, strict=True)], ids=NAMES)
def test_body_of_its_api_gives_its_error(folder: Path, name: str, table: Table) -> None:
    module = package(name)
    error = module.parse(table.body, http_status=table.http_status)
    assert type(error) is getattr(module, table.error)
    assert isinstance(error, ApiError)
    assert (error.code, error.args, error.response_status) == (
        table.code,
        table.params,
        table.http_status,
    )
    if name not in ("alipay", "stripe"):  # of those the body has members of its own
        again = module.parse(error.to_wire(), http_status=table.http_status)
        assert (type(again), again.message) == (type(error), error.message)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("alipay", {"code": "10000", "msg": "Success"}),
        ("bilibili", {"code": 0, "message": "0", "ttl": 1, "data": {}}),
        ("bitcoin", {"result": 7, "error": None, "id": 1}),
        ("errno", {"code": "ok"}),
        ("json_rpc", {"jsonrpc": "2.0", "result": 19, "id": "1"}),
        ("mongodb", {"ok": 1}),
        ("okx", {"code": "0", "data": [], "msg": ""}),
        ("twitter", {"id": 144, "text": "No status found with that ID."}),
        ("wechat", {"errcode": 0, "errmsg": "ok"}),
        ("vk", {"response": []}),
    ],
)
def test_success_of_its_api_is_none(folder: Path, name: str, body: object) -> None:
    assert package(name).parse(body, http_status=200) is None


def test_zero_under_an_error_status_is_an_error(folder: Path) -> None:
    error = package("discord").parse({"message": "401: Unauthorized", "code": 0}, http_status=401)
    assert error is not None
    assert error.response_status == 401


def test_packages_are_typed(folder: Path, zuban: list[str]) -> None:
    """Those of the published tables, and one of more names than a checker infers in a tuple."""
    rows = "".join([f"{number}\tNAME_{number}\tText {number}\n" for number in range(1, 301)])
    (folder / "large_codes.tsv").write_text(f"code\tname\tmessage\n{rows}", encoding="utf-8")
    assert main(["generate", "large_codes.tsv", "--package", "real.large"]) == 0
    (folder / "use.py").write_text(
        "".join([f"from real import {name}\n" for name in [*NAMES, "large"]])
        + "from typing import assert_type\n"
        + "assert_type(stripe.CardDeclined().code, stripe.StripeCode)\n"
        + "assert_type(bitcoin.RpcInWarmup.definition.success, bool)\n"
        + "assert_type(wechat.DEFINITIONS[0].http_status, int | None)\n"
        + "".join([f"print({name}.TITLE)\n" for name in [*NAMES, "large"]])
        + "raise mariadb.ErDupEntry('bob', '1')\n",
        encoding="utf-8",
    )
    (folder / "pyrightconfig.json").write_text(
        '{"typeCheckingMode": "strict", "include": ["real", "use.py"]}', encoding="utf-8"
    )
    pyright = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable]
    for command in ([*zuban, "use.py"], pyright):
        ran = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=300
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
