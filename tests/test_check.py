"""`emma-errors check`: what a person should look at in a table."""

import io
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emma_errors import lookup
from emma_errors.cli import main
from emma_errors.tables import check
from emma_errors.tables.table import CATALOGS, read

ROWS = (
    "code\tname\tmessage\ten\tzh",
    "1\tFIRST\tThe first text of all\tThe first text\t第一",
    "2\tSECOND\tthe FIRST text of all!\tThe second text\t第二",
    "5\tFIFTH\tThe last text of all\tThe last text\t",
    "5\tFIFTH_AGAIN\tQuite another\tAnother\t另一個",
    "7\tSEVENTH\tThe first texts of all\t\t第七",
    "19\tNINETEENTH\tSold out\t\t",
)


def run(folder: Path, *tables: str) -> tuple[int, str, str]:
    """The status and the output of the command, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        status = main(["check", *tables])
    return status, out.getvalue(), err.getvalue()


def test_process_exits_with_the_status(tmp_path: Path) -> None:
    (tmp_path / "my_codes.tsv").write_text("\n".join([*ROWS, ""]), encoding="utf-8")
    for table, status in (("my_codes.tsv", 0), ("none.tsv", 1)):
        ran = subprocess.run(
            [sys.executable, "-m", "emma_errors", "check", table],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        assert (ran.returncode, ran.stdout, ran.stderr) == run(tmp_path, table)
        assert ran.returncode == status


def test_each_warning_has_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "my_codes.tsv").write_text("\n".join([*ROWS, ""]), encoding="utf-8")
    status, out, err = run(tmp_path, "my_codes.tsv")
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "my_codes.tsv: 6 rows, 5 codes, 9 warnings",
        "my_codes.tsv:5: 5 is already FIFTH; FIFTH_AGAIN is an alias",
        "my_codes.tsv:4: FIFTH has no zh: the message is used instead",
        "my_codes.tsv:6: SEVENTH has no en: the message is used instead",
        "my_codes.tsv:7: NINETEENTH has no en and zh: the message is used instead",
        "my_codes.tsv:3: SECOND says the same as 1 FIRST: 'the FIRST text of all!'",
        "my_codes.tsv:6: SEVENTH says nearly the same as 1 FIRST: 'The first texts of all'",
        "my_codes.tsv:6: SEVENTH says nearly the same as 2 SECOND: 'The first texts of all'",
        "my_codes.tsv:4: 3 to 4 are missing before 5 FIFTH",
        "my_codes.tsv:6: 6 is missing before 7 SEVENTH",
    ]


def test_warning_about_a_whole_column_is_reported_once(tmp_path: Path) -> None:
    table = "code\tname\tmessage\ten\n1\tA\tOne\t\n2\tB\tTwo\tSecond\n"
    (tmp_path / "my_codes.tsv").write_text(table, encoding="utf-8")
    assert run(tmp_path, "my_codes.tsv")[1].splitlines()[1:] == [
        "my_codes.tsv:1: no row has zh: the messages are used instead",
        "my_codes.tsv:2: A has no en: the message is used instead",
    ]


def test_definition_that_never_comes_off_the_wire_is_noted(tmp_path: Path) -> None:
    table = (
        "code\tname\tmessage\tsubcode\ten\tzh\n"
        "2\tSTATE_BAD\tBad state\t\tA\tA\n2\tSTATE_WORSE\tbad state.\t\tA\tA\n"
        "3\tX\tX\tx\tA\tA\n3\tY\tX\ty\tA\tA\n"
    )
    (tmp_path / "my_codes.tsv").write_text(table, encoding="utf-8")
    assert run(tmp_path, "my_codes.tsv")[1].splitlines()[1:] == [
        "my_codes.tsv:3: 2 is already STATE_BAD; STATE_WORSE is an alias",
        "my_codes.tsv:3: STATE_WORSE has the code and the message of STATE_BAD, "
        "so `parse` never returns it",
    ]


def test_name_in_braces_that_is_no_parameter_is_noted(tmp_path: Path) -> None:
    table = "code\tname\tmessage\ten\tzh\n1\tA\tNo '{param}'\tA\tA\n"
    (tmp_path / "my_codes.tsv").write_text(table, encoding="utf-8")
    assert (
        "my_codes.tsv:2: the message of A has '{param}', which is sent as it is"
        in (run(tmp_path, "my_codes.tsv")[1])
    )


def test_text_that_is_like_many_names_few(tmp_path: Path) -> None:
    texts = [f"A text that is rather long and has its number {n} in it" for n in range(9)]
    table = "code\tname\tmessage\ten\tzh\n" + "".join(
        f"{n + 1}\tNAME_{n}\t{text}\tA\tA\n" for n, text in enumerate(texts)
    )
    (tmp_path / "my_codes.tsv").write_text(table, encoding="utf-8")
    out = run(tmp_path, "my_codes.tsv")[1]
    assert out.count("NAME_8 says nearly the same as") == check.NAMED


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        ("Value must be < 5", "Value must be > 5", False),
        ("Value ≤ x", "Value ≥ x", False),
        ("Add +1", "Add -1", False),
        ("Add 1", "Add -1", False),
        ("C++ is not allowed", "C# is not allowed", False),
        ("C is not allowed", "C# is not allowed", False),
        ("At most 1.5 kg", "At most 15 kg", False),
        ("At most 5%% of it", "At most 5 of it", False),
        ("No item!", "no “item”…", True),
        ("User_id: not found", "User-ID (not found)", True),
        ("用户不存在，请登录。", "用户不存在, 请登录", True),
    ],
)
def test_texts_are_the_same_but_for_punctuation(
    tmp_path: Path, text: str, other: str, same: bool
) -> None:
    table = f"code\tname\tmessage\ten\tzh\n1\tA\t{text}\tA\t甲\n2\tB\t{other}\tB\t乙\n"
    (tmp_path / "my_codes.tsv").write_text(table, encoding="utf-8")
    assert ("B says the same as 1 A" in run(tmp_path, "my_codes.tsv")[1]) == same


@settings(max_examples=50, deadline=None)
@given(
    base=st.text("abcde ", min_size=12, max_size=60),
    places=st.lists(st.integers(0, 59), min_size=1, max_size=2),
)
def test_similar_texts_share_a_piece(base: str, places: list[int]) -> None:
    other = base
    for place in places:
        other = f"{other[:place]}x{other[place + 1 :]}"
    pair = check._plain(base), check._plain(other)  # pyright: ignore[reportPrivateUsage]
    likeness = SequenceMatcher(None, *pair, autojunk=False).ratio()
    alike = likeness >= check.LIKENESS and pair[0] != pair[1]
    near = check._near(list(dict.fromkeys(pair)))  # pyright: ignore[reportPrivateUsage]
    assert (near.get(pair[0]) == [pair[1]]) == alike


def test_numbers_between_blocks_are_no_gap(tmp_path: Path) -> None:
    table = "code\tname\tmessage\ten\tzh\n100\tA\tA\tA\t甲\n111\tB\tB\tB\t乙\n200\tC\tC\tC\t丙\n"
    (tmp_path / "my_codes.tsv").write_text(table, encoding="utf-8")
    assert "missing before 111 B" in run(tmp_path, "my_codes.tsv")[1]
    (tmp_path / "my_codes.tsv").write_text(table.replace("111", "112"), encoding="utf-8")
    assert run(tmp_path, "my_codes.tsv")[1] == "my_codes.tsv: 3 rows, 3 codes, 0 warnings\n"


def test_wrong_table_exits_1_and_the_others_are_still_looked_at(tmp_path: Path) -> None:
    (tmp_path / "bad.tsv").write_text(
        "code\tname\tmessage\n0x\ty\tNo %s\n1\tA\tA\n", encoding="utf-8"
    )
    (tmp_path / "good.tsv").write_text(
        "code\tname\tmessage\ten\tzh\n1\tA\tA\tA\t甲\n", encoding="utf-8"
    )
    status, out, err = run(tmp_path, "bad.tsv", "none.tsv", "good.tsv")
    assert status == 1
    assert out == "good.tsv: 1 row, 1 code, 0 warnings\n"
    assert [line.partition(", write")[0] for line in err.splitlines()] == [
        "bad.tsv:2: code is '0x'",
        "bad.tsv:2: name is 'y'",
        "bad.tsv:2: message has 1 %s and params names 0",
        "none.tsv:1: cannot be read (No such file or directory), "
        "give the path of an existing table",
    ]


def test_report_of_the_librarys_own_tables_names_their_duplicates(root: Path) -> None:
    catalog, _ = CATALOGS
    notes = list(check.notes(read(root, [catalog])))
    assert [note for note in notes if "is an alias" in note] == [
        "data/emma_codes.tsv:75: 4109 is already SUBSCRIPTION_GROUP_NAME_MISSING; "
        "CELLPHONE_OR_CALLING_CODE_MISSING is an alias"
    ]
    assert len(lookup.duplicates()) == 1
    identical = [note for note in notes if "says the same as" in note]
    assert any("3101 ARTICLE_COMMENT_LOCKED" in note for note in identical)
    assert any("4207 MEDIA_NOT_ACCEPTED" in note for note in identical)


def test_folder_is_rejected(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "."]) == 1
    assert capsys.readouterr().err == (
        ".:1: cannot be read (Is a directory), give the path of an existing table\n"
    )


def test_labels_are_those_of_the_catalog_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "categories.tsv").write_text(
        "catalog\tlevel\tlabel\tname\ten\tzh\nshop\tcategory\t庫存\tSTOCK\tStock\t庫存\n",
        encoding="utf-8",
    )
    table = "code\tname\tmessage\tcategory\ten\tzh\n1\tA\tA\t庫存\tA\t甲\n"
    (tmp_path / "codes.tsv").write_text(table, encoding="utf-8")
    assert run(tmp_path, "codes.tsv")[0] == 1
    status, out, err = run(tmp_path, "codes.tsv", "--name", "shop")
    assert (status, out, err) == (0, "codes.tsv: 1 row, 1 code, 0 warnings\n", "")


def test_long_texts_are_similar_only_if_identical(tmp_path: Path) -> None:
    text = "word " * 100
    table = f"code\tname\tmessage\ten\tzh\n1\tA\t{text}a\tA\t甲\n2\tB\t{text}b\tB\t乙\n"
    (tmp_path / "my_codes.tsv").write_text(f"{table}3\tC\t{text}A.\tC\t丙\n", encoding="utf-8")
    assert [line.partition(": '")[0] for line in run(tmp_path, "my_codes.tsv")[1].splitlines()] == [
        "my_codes.tsv: 3 rows, 3 codes, 1 warning",
        "my_codes.tsv:4: C says the same as 1 A",
    ]
