"""`emma-errors diff`: what breaks, what does not, and the exit status that tells it to CI."""

import io
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from emma_errors.cli import main

OLD = (
    "code\tname\thttp_status\tcategory\tmessage\ten\tzh\tparams\tadvice",
    "1\tITEM_NOT_FOUND\t404\t找不到\tNo item\tNo item\t沒有商品\t\t",
    "2\tSHOP_CLOSED\t403\tForbidden\tClosed\tClosed\t打烊\t\tretry",
    "3\tUSER_EXISTS\t400\tInput\tUser %s exists\tUser %s exists\t使用者 %s 已存在\tuser\t",
)


def run(folder: Path, old: str, new: str) -> tuple[int, list[str], str]:
    """The status and the output of the command, in this process."""
    for name, text in (("old.tsv", old), ("new.tsv", new)):
        (folder / name).write_text(text, encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        status = main(["diff", "old.tsv", "new.tsv"])
    return status, out.getvalue().splitlines(), err.getvalue()


TABLE = "\n".join([*OLD, ""])


def test_process_exits_with_the_status(tmp_path: Path) -> None:
    compatible, breaking = TABLE.replace("沒有商品", "查無商品"), TABLE.replace("404", "410")
    for new, status in ((compatible, 0), (breaking, 1), ("", 2)):
        out = run(tmp_path, TABLE, new)
        ran = subprocess.run(
            [sys.executable, "-m", "emma_errors", "diff", "old.tsv", "new.tsv"],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        assert (ran.returncode, ran.stdout.splitlines(), ran.stderr) == out
        assert ran.returncode == status


@pytest.mark.parametrize(
    ("was", "is_now", "changes"),
    [
        (f"{OLD[1]}\n", "", ["1 ITEM_NOT_FOUND: was removed"]),
        ("\n3\t", "\n4\t", ["3 USER_EXISTS: now has code 4"]),
        ("SHOP_CLOSED", "SHOP_IS_CLOSED", ["2 SHOP_CLOSED: was renamed to SHOP_IS_CLOSED"]),
        ("\t404\t", "\t410\t", ["1 ITEM_NOT_FOUND: http_status was 404, is 410"]),
        ("\tuser\t", "\tname\t", ["3 USER_EXISTS: params was 'user', is 'name'"]),
        ("Forbidden", "Input", ["2 SHOP_CLOSED: category was 'Forbidden', is 'Input'"]),
        ("\tClosed\tC", "\tShut\tC", ["2 SHOP_CLOSED: message was 'Closed', is 'Shut'"]),
        (
            "2\tSHOP_CLOSED\t403",
            "2\tSHOP_SHUT\t404",
            ["2 SHOP_CLOSED: was renamed to SHOP_SHUT", "2 SHOP_SHUT: http_status was 403, is 404"],
        ),
        (
            f"{OLD[2]}\n",
            f"{OLD[2]}\n{OLD[2].replace('SHOP_CLOSED', 'SHOP_FULL')}\n",
            ["2 SHOP_FULL: is another definition of the code"],
        ),
    ],
    ids=lambda value: str(value)[:30],
)
def test_breaking_change_exits_1(tmp_path: Path, was: str, is_now: str, changes: list[str]) -> None:
    status, out, err = run(tmp_path, TABLE, TABLE.replace(was, is_now))
    assert out == [f"breaking: {line}" for line in changes]
    assert (status, err) == (1, "")


@pytest.mark.parametrize(
    ("was", "is_now", "changes"),
    [
        ("沒有商品", "查無商品", "1 ITEM_NOT_FOUND: zh was '沒有商品', is '查無商品'"),
        ("\tretry", "\t", "2 SHOP_CLOSED: advice was 'retry', is empty"),
        (TABLE, f"{TABLE}9\tSOLD_OUT\t409\tStock\tSold out\t\t\t\t\n", "9 SOLD_OUT: is new"),
    ],
)
def test_compatible_change_exits_0(tmp_path: Path, was: str, is_now: str, changes: str) -> None:
    assert run(tmp_path, TABLE, TABLE.replace(was, is_now)) == (0, [f"compatible: {changes}"], "")


def test_further_columns_are_compared(tmp_path: Path) -> None:
    old = "code\tname\tmessage\tsubcode\tsuccess\tx_owner\n1\tA\tA\tx\t\tme\n2\tB\tB\t\tno\t\n"
    new = "code\tname\tmessage\tsubcode\tsuccess\tx_owner\n1\tA\tA\ty\t\tyou\n2\tB\tB\t\tyes\t\n"
    assert run(tmp_path, old, new) == (
        1,
        [
            "breaking: 1 A: subcode was 'x', is 'y'",
            "breaking: 2 B: success was no, is yes",
            "compatible: 1 A: extra was 'x_owner me', is 'x_owner you'",
        ],
        "",
    )


def test_text_codes_are_compared(tmp_path: Path) -> None:
    old = "code\tname\tmessage\nb\tB\tB\na\tA\tA\n"
    assert run(tmp_path, old, old.replace("\nb\tB\tB", "\nc\tC\tC"))[1] == [
        "breaking: b B: was removed",
        "compatible: c C: is new",
    ]


def test_new_sub_code_of_a_code_breaks_nothing(tmp_path: Path) -> None:
    old = "code\tname\tmessage\tsubcode\n1\tA\tA\tx\n"
    assert run(tmp_path, old, f"{old}1\tB\tB\ty\n") == (0, ["compatible: 1 B: is new"], "")


def test_number_that_was_anothers_breaks(tmp_path: Path) -> None:
    new = TABLE.replace("ITEM_NOT_FOUND", "ITEM_GONE") + OLD[1].replace("1", "9", 1) + "\n"
    assert run(tmp_path, TABLE, new)[1] == [
        "breaking: 1 ITEM_NOT_FOUND: now has code 9",
        "breaking: 1 ITEM_GONE: reuses the code of ITEM_NOT_FOUND",
    ]


def test_other_order_of_a_codes_definitions_breaks(tmp_path: Path) -> None:
    again = OLD[1].replace("ITEM_NOT_FOUND", "ITEM_GONE")
    old = [OLD[0], OLD[1], again, ""]
    assert run(tmp_path, "\n".join(old), "\n".join([OLD[0], again, OLD[1], ""])) == (
        1,
        ["breaking: 1 ITEM_NOT_FOUND: comes after ITEM_GONE, which lookups now return"],
        "",
    )


def test_default_text_is_not_reported_with_its_message(tmp_path: Path) -> None:
    old = "code\tname\tmessage\n1\tOLD_CODE\tNo tea\n"
    new = old.replace("No tea", "No milk")
    changes = ["breaking: 1 OLD_CODE: message was 'No tea', is 'No milk'"]
    assert run(tmp_path, old, new) == (1, changes, "")


def test_breaking_changes_come_first(tmp_path: Path) -> None:
    new = TABLE.replace("沒有商品", "查無商品").replace("\tuser\t", "\tname\t")
    _, out, _ = run(tmp_path, TABLE, new)
    assert [line.partition(":")[0] for line in out] == ["breaking", "compatible"]


def test_identical_tables_have_no_changes(tmp_path: Path) -> None:
    assert run(tmp_path, TABLE, TABLE) == (0, [], "")


def test_swapped_codes_are_two_renumberings(tmp_path: Path) -> None:
    new = [OLD[0], OLD[2].replace("2\t", "1\t", 1), OLD[1].replace("1\t", "2\t", 1), OLD[3], ""]
    assert run(tmp_path, TABLE, "\n".join(new))[1] == [
        "breaking: 1 ITEM_NOT_FOUND: now has code 2",
        "breaking: 2 SHOP_CLOSED: now has code 1",
    ]


def test_wrong_table_exits_2_with_the_problems_of_both(tmp_path: Path) -> None:
    status, out, err = run(tmp_path, "code\tname\n", "")
    assert (status, out) == (2, [])
    assert err.splitlines() == [
        "old.tsv:1: column 'message' is missing, write 'code name message' at least, with tabs",
        "new.tsv:1: the file is empty, start it with the columns code name message",
    ]


def test_the_librarys_own_tables_can_be_compared(root: Path, tmp_path: Path) -> None:
    table = (root / "data/emma_codes.tsv").read_text(encoding="utf-8")
    new = table.replace("2101\tARTICLE_NOT_FOUND\t404", "2101\tARTICLE_NOT_FOUND\t410")
    assert run(tmp_path, table, new) == (
        1,
        ["breaking: 2101 ARTICLE_NOT_FOUND: http_status was 404, is 410"],
        "",
    )


def test_text_that_is_lacking_now_is_compared_with_the_message(tmp_path: Path) -> None:
    old = TABLE.replace("\tNo item\tNo item\t", "\tNo item\tNone left\t")
    change = "compatible: 1 ITEM_NOT_FOUND: en was 'None left', is 'No item'"
    new = TABLE.replace("\tNo item\tNo item\t", "\tNo item\t\t")
    assert run(tmp_path, old, new) == (0, [change], "")


def test_columns_after_a_lacking_one_are_compared(tmp_path: Path) -> None:
    old = "code\tname\tmessage\tzh\tadvice\n1\tA\tA\t一\tretry\n"
    assert run(tmp_path, old, old.replace("一\tretry", "二\t")) == (
        0,
        [
            "compatible: 1 A: zh was '一', is '二'",
            "compatible: 1 A: advice was 'retry', is empty",
        ],
        "",
    )


def test_new_first_definition_of_a_code_is_reported_once(tmp_path: Path) -> None:
    old = "code\tname\tmessage\n1\tA\tA\n"
    assert run(tmp_path, old, old.replace("1\tA\tA", "1\tB\tB\n1\tA\tA"))[1] == [
        "breaking: 1 B: is another definition of the code"
    ]
