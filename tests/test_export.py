"""Tables for other tools: each reads back what the catalogs hold, and joins with logs."""

import argparse
import csv
import html
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, cast, get_args

import pytest

from emma_errors import Definition, baidu, emma, lookup
from emma_errors.export import COLUMNS, Format, Record, arguments, export, record, run
from emma_errors.model import ErrorCode, Label, link

PUBLISHED = emma.DEFINITIONS + baidu.DEFINITIONS
ERRORS = [definition for definition in PUBLISHED if definition.http_status >= 400]


# A catalog of texts that are hard on a format. Its package would be this module.


class ShopCode(ErrorCode):
    HARD = 1
    ALSO_HARD = 1
    TEMPLATE = 2
    PLAIN = 3


class Category(Label):
    ONLY = "a|b", "a, b", '"甲"'


def shop(code: ShopCode, name: str, text: str, *params: str) -> Definition:
    return Definition(
        code,
        name=name,
        http_status=503,
        category=Category.ONLY,
        message=text,
        en=text,
        zh=text,
        params=params,
    )


DEFINITIONS = (
    shop(ShopCode.HARD, "HARD", 'say "x", | \\| `y` *z* _w_ <b> [u](v) &amp; ~~t~~ */ \\'),
    shop(
        ShopCode.HARD,
        "ALSO_HARD",
        "two\nlines, =1+1, NULL, 'q', \u2028\u2029, snake_case, ${x}, 100%%",
    ),
    shop(ShopCode.TEMPLATE, "TEMPLATE", "100%% of %s and %s", "first", "second"),
    shop(ShopCode.PLAIN, "PLAIN", "100%%s, %%%% and %%d"),
)
link("test_export", DEFINITIONS)
EVERY = PUBLISHED + DEFINITIONS


# Rows


def test_row_agrees_with_what_the_exception_says() -> None:
    for definition in ERRORS:
        make: Callable[..., emma.EmmaError] = cast("type[emma.EmmaError]", definition.exception)
        error, row = make(*definition.params), record(definition)
        expected = {
            "error_type": error.log_fields()["error.type"],
            "http_status": error.log_fields()["http.response.status_code"],
            "retryable": error.retryable,
            "advice": error.advice,
            "fault": "client" if 400 <= (definition.http_status or 0) < 500 else "server",
            "en": definition.text("en"),
            "zh": definition.text("zh"),
        }
        shown = {name: value for name, value in row.items() if name in expected}
        assert shown == expected, definition


def test_success_is_nobodys_fault() -> None:
    row = record(lookup.find(0))
    assert (row["error_type"], row["fault"], row["retryable"]) == ("baidu.0", None, False)


def test_row_holds_the_columns_in_order_and_only_what_json_has() -> None:
    for definition in EVERY:
        row = record(definition)
        assert tuple(row) == COLUMNS, definition
        assert json.loads(json.dumps(row)) == row, definition
        for value in row.values():
            assert type(value) in (str, int, bool, list, type(None)), row
            assert value != "", row


def test_one_row_of_an_error_type_is_primary_and_lookup_gives_it() -> None:
    rows = [(record(definition), definition) for definition in PUBLISHED]
    primary = {row["error_type"]: definition for row, definition in rows if row["is_primary"]}
    assert Counter(row["error_type"] for row, _ in rows if row["is_primary"]) == Counter(
        {row["error_type"] for row, _ in rows}
    )
    assert all(definition is lookup.find(int(definition.code)) for definition in primary.values())
    assert [row["name"] for row, _ in rows if not row["is_primary"]] == [
        "CELLPHONE_OR_CALLING_CODE_MISSING"
    ]


def test_text_without_a_parameter_is_as_it_is_sent_and_shown() -> None:
    for definition in EVERY:
        row = record(definition)
        wanted = [definition.message, definition.en, definition.zh]
        if not definition.params:
            en, zh = definition.format(lang="en"), definition.format(lang="zh")
            wanted = [definition.format(), en, zh]
        assert [row["message"], row["en"], row["zh"]] == wanted


# Formats


def cell(value: object) -> str:
    """What a value is in a table of texts."""
    if isinstance(value, list):
        return " ".join(cast("list[str]", value))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def cells(row: Record) -> list[str]:
    return [cell(value) for value in row.values()]


def test_csv_is_rfc_4180() -> None:
    text = export(EVERY, "csv")
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert tuple(header) == COLUMNS
    assert rows == [cells(record(definition)) for definition in EVERY]
    assert text.startswith("error_type,")
    assert text.endswith("\r\n")
    assert text.count("\r\n") == len(EVERY) + 1
    quoted = [cell_text for row in rows for cell_text in row if re.search('[",\r\n]', cell_text)]
    assert text.count('"') == sum(2 + 2 * cell_text.count('"') for cell_text in quoted)


def test_json_and_json_lines_hold_the_rows() -> None:
    rows = [record(definition) for definition in EVERY]
    assert json.loads(export(EVERY, "json")) == rows
    lines = export(EVERY, "jsonl").removesuffix("\n").split("\n")
    assert [json.loads(line) for line in lines] == rows
    assert "找不到文章" in export(EVERY, "json")


def test_markdown_shows_the_texts_as_they_are() -> None:
    markdown_it = pytest.importorskip("markdown_it")
    text = export(EVERY, "markdown")
    reader = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
    page: str = reader.render(text)
    header, *rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    assert tuple(re.findall("<th>(.*?)</th>", header)) == COLUMNS
    shown = [
        [
            html.unescape(cell_text).replace("<br>", "\n")
            for cell_text in re.findall("<td>(.*?)</td>", row)
        ]
        for row in rows
    ]
    assert shown == [cells(record(definition)) for definition in EVERY]
    assert "ARTICLE_NOT_FOUND" in text


@pytest.mark.parametrize("format", get_args(Format))
def test_no_definitions_make_an_empty_table(format: Format) -> None:
    text = export((), format)
    if format == "typescript":
        assert "export const" not in text
    else:
        assert text.count("\n") == {"csv": 1, "json": 1, "jsonl": 0, "markdown": 2}[format]
    assert "emma" not in text.replace("emma-errors", "")


def test_unknown_format_says_what_there_is() -> None:
    with pytest.raises(
        ValueError, match="unknown format 'xml'; choose from csv, json, jsonl, mark"
    ):
        export(EVERY, "xml")  # type: ignore[arg-type]


# Readers of tables


@pytest.mark.parametrize("format", ["csv", "json", "jsonl"])
def test_duckdb_reads_each_column_as_what_it_is(format: Format, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    file = tmp_path / f"errors.{format}"
    file.write_text(export(EVERY, format), encoding="utf-8", newline="")
    read = duckdb.read_csv if format == "csv" else duckdb.read_json
    # The names of columns are not quoted: none is a reserved word.
    table = read(str(file)).project(", ".join(COLUMNS))
    kinds = dict(zip(table.columns, map(str, table.types), strict=True))
    assert {name: kind for name, kind in kinds.items() if kind != "VARCHAR"} == {
        "code": "BIGINT",
        "http_status": "BIGINT",
        "is_primary": "BOOLEAN",
        "retryable": "BOOLEAN",
    } | ({} if format == "csv" else {"params": "VARCHAR[]", "fallback": "VARCHAR[]"})
    rows: list[dict[str, object]] = [{**record(definition)} for definition in EVERY]
    if format == "csv":
        for row in rows:
            for column in ("params", "fallback"):
                row[column] = cell(row[column]) or None
    assert table.fetchall() == [tuple(row.values()) for row in rows]


def test_pandas_reads_booleans_numbers_and_empty_cells() -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.read_csv(io.StringIO(export(PUBLISHED, "csv"), newline=""))
    kinds = {name: str(kind) for name, kind in table.dtypes.items()}
    assert {kinds["is_primary"], kinds["retryable"]} == {"bool"}
    assert {kinds["code"], kinds["http_status"]} == {"int64"}
    for definition, row in zip(PUBLISHED, table.to_dict("records"), strict=True):
        for name, value in record(definition).items():
            assert pandas.isna(row[name]) if value in (None, []) else cell(row[name]) == cell(value)


# TypeScript


@pytest.fixture(scope="session")
def tsc(root: Path) -> list[str]:
    """The command of the TypeScript compiler, of the PATH or of the checkout's npm packages."""
    for command in (["tsc"], ["npx", "--no-install", "tsc"]):
        if shutil.which(command[0]):
            asked = subprocess.run(
                [*command, "--version"],
                cwd=root,
                capture_output=True,
                text=True,
                check=False,
                timeout=120,
            )
            if asked.returncode == 0 and asked.stdout.startswith("Version "):
                return command
    pytest.skip("there is no tsc: npm install --global typescript")


@pytest.fixture(scope="module")
def compiled(
    tsc: list[str], root: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, str]:
    """A folder of modules, and what the compiler prints of them at its strictest."""
    folder = tmp_path_factory.mktemp("typescript")
    right, wrong = blocks("ts")
    modules = {
        "errors": export(PUBLISHED, "typescript"),
        "shop": export(DEFINITIONS, "typescript"),
        "right": RIGHT,
        "wrong": WRONG,
        "page_right": right,
        "page_wrong": right + wrong,
    }
    (folder / "package.json").write_text('{"type": "module"}')
    for name, text in modules.items():
        (folder / f"{name}.ts").write_text(text, encoding="utf-8")
    options = "target=es2022 module=nodenext outDir=out strict noUncheckedIndexedAccess"
    options += " exactOptionalPropertyTypes verbatimModuleSyntax noUnusedParameters declaration"
    compilation = subprocess.run(
        [
            *tsc,
            *[part for option in options.split() for part in f"--{option}".split("=")],
            *[str(folder / f"{name}.ts") for name in modules],
            *["--outDir", str(folder / "out")],
        ],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert compilation.stderr == ""
    return folder, compilation.stdout


def node(folder: Path, name: str) -> list[str]:
    """The lines that a compiled module prints."""
    command = ["node", str(folder / f"out/{name}.js")]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=120)
    return ran.stdout.removesuffix("\n").split("\n")


RIGHT = r"""
import { BaiduCode, BaiduDefinition, EmmaCode, EmmaDefinition, format } from "./errors.js";
import type { Definition, EmmaCodeName } from "./errors.js";
import * as shop from "./shop.js";

const status: 404 = EmmaDefinition.ARTICLE_NOT_FOUND.http_status;
const success: 0 = BaiduCode.SUCCESS;
const params: readonly ["user"] = EmmaDefinition.USER_EXISTS.params;
const both: 4109[] = [
  EmmaCode.SUBSCRIPTION_GROUP_NAME_MISSING,
  EmmaCode.CELLPHONE_OR_CALLING_CODE_MISSING,
];
const names = Object.keys(EmmaCode) as EmmaCodeName[];
const all: Definition[] = [...Object.values(EmmaDefinition), ...Object.values(BaiduDefinition)];
function todo(advice: Definition["advice"]): string {
  switch (advice) {
    case "retry":
    case "back_off":
      return "later";
    case "reauthenticate":
      return "log in";
    case null:
      return "nothing";
  }
}
function only(definition: EmmaDefinition): "user" | undefined {
  return definition.name === "USER_EXISTS" ? definition.params[0] : undefined;
}
const print = (value: unknown) => console.log(JSON.stringify(value));
print([status, success, params, both, names.length, all]);
print(names.slice(0, 2).map((name) => todo(EmmaDefinition[name].advice)));
print([todo(EmmaDefinition.MIB_BUSY.advice), only(EmmaDefinition.USER_EXISTS)]);
print(format(EmmaDefinition.USER_EXISTS, "zh", { user: "$& %s %% $1" }));
print(format(EmmaDefinition.ARTICLE_NOT_FOUND, "en"));
print(format(shop.ShopDefinition.TEMPLATE, "en", { second: "2", first: "1" }));
const plain: shop.Definition = shop.ShopDefinition.TEMPLATE;
print(format(plain, "zh", { second: "2" }));
print(shop.ShopDefinition.HARD.en);
print(shop.ShopDefinition.ALSO_HARD.en);
print(format(shop.ShopDefinition.PLAIN, "en"));
const listed: Readonly<Record<string, shop.Definition>> = shop.ShopDefinition;
print(Object.values(listed).map((definition) => format(definition, "zh", {})));
"""

WRONG = """\
import { BaiduDefinition, EmmaCode, EmmaDefinition, format, type EmmaCodeName } from "./errors.js";
const code: EmmaCode = 2999;
const of_the_other_catalog: EmmaCode = 953;
const name: EmmaCodeName = "ARTICLE_NOT_FUOND";
EmmaDefinition.ARTICLE_NOT_FUOND;
EmmaDefinition.ARTICLE_NOT_FOUND.text;
EmmaDefinition.ARTICLE_NOT_FOUND.en = "gone";
const status: 403 = EmmaDefinition.ARTICLE_NOT_FOUND.http_status;
const other: EmmaDefinition = BaiduDefinition.SUCCESS;
format(EmmaDefinition.USER_EXISTS, "en");
format(EmmaDefinition.USER_EXISTS, "en", "bob");
format(EmmaDefinition.USER_EXISTS, "en", { user: 1 });
format(EmmaDefinition.USER_EXISTS, "en", { name: "bob" });
format(EmmaDefinition.USER_EXISTS, "fr", { user: "bob" });
format(EmmaDefinition.ARTICLE_NOT_FOUND, "en", { user: "bob" });
"""


def flagged(output: str, name: str) -> set[int]:
    """The lines of a module that the compiler calls wrong."""
    return {int(line) for line in re.findall(rf"\b{name}\.ts\((\d+),\d+\): error TS", output)}


def test_typescript_takes_right_lines_and_runs_them(compiled: tuple[Path, str]) -> None:
    folder, output = compiled
    messages = [line for line in output.splitlines() if not line.startswith(" ")]
    assert [line for line in messages if "wrong.ts(" not in line] == []
    facts, *texts = map(json.loads, node(folder, "right"))
    status, success, params, both, names, definitions = facts
    assert (status, success, params, both) == (404, 0, ["user"], [4109, 4109])
    assert names == len(emma.DEFINITIONS)
    assert len(definitions) == len(PUBLISHED)
    for definition, entry in zip(PUBLISHED, definitions, strict=True):
        assert entry.items() <= record(definition).items()
    assert texts == [
        ["log in", "nothing"],
        ["later", "user"],
        "使用者 $& %s %% $1 已存在",
        "Article not found",
        "100% of 1 and 2",
        "100% of … and 2",
        DEFINITIONS[0].en,
        DEFINITIONS[1].format(),
        "100%s, %% and %d",
        [d.format(*["…"] * len(d.params)) for d in DEFINITIONS],
    ]


def test_typescript_flags_each_wrong_line(compiled: tuple[Path, str]) -> None:
    _, output = compiled
    assert flagged(output, "wrong") == set(range(2, len(WRONG.splitlines()) + 1)), output


# The command


def command(*words: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command, in an environment that has no UTF-8."""
    return subprocess.run(
        [sys.executable, "-m", "emma_errors", "export", *words],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "ascii"} | env,
        timeout=120,
    )


@pytest.mark.parametrize("format", get_args(Format))
def test_command_prints_utf_8_whatever_the_locale(format: Format) -> None:
    ran = command("--format", format)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout == export(PUBLISHED, format).encode()


def test_command_writes_a_file(tmp_path: Path) -> None:
    file = tmp_path / "errors.csv"
    ran = command("--format", "csv", "--output", str(file))
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    assert file.read_bytes() == export(PUBLISHED, "csv").encode()


def test_file_that_cannot_be_written_exits_1(tmp_path: Path) -> None:
    ran = command("--format", "csv", "--output", str(tmp_path))
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert ran.stderr.startswith(b"emma-errors: ")
    assert b"Traceback" not in ran.stderr


def test_catalogs_are_chosen_once_and_in_the_order_asked_for() -> None:
    ran = command("--format", "jsonl", *["--catalog=baidu", "--catalog=emma"] * 2)
    assert ran.stdout == export(baidu.DEFINITIONS + emma.DEFINITIONS, "jsonl").encode()
    assert command("--format", "csv", "--catalog", "baidu").stdout.count(b"\n") == 37


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (
            ["--format", "csv", "--catalog", "ema"],
            b"unknown catalog 'ema'; choose from emma, baidu",
        ),
        (["--format", "xml"], b"invalid choice: 'xml'"),
        ([], b"--format"),
    ],
    ids=["catalog", "format", "none"],
)
def test_wrong_usage_exits_2(words: list[str], problem: bytes) -> None:
    ran = command(*words)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert problem in ran.stderr


# Logs


@pytest.fixture(scope="module")
def example(root: Path) -> ModuleType:
    """The module `examples/errors_per_hour.py`."""
    spec = importlib.util.spec_from_file_location(
        "errors_per_hour", root / "examples/errors_per_hour.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def day(example: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A log and the table of errors, by the names that docs/other_tools.md has."""
    folder = tmp_path_factory.mktemp("day")
    log, table = folder / "log.jsonl", folder / "errors.csv"
    example.write_log(log, 20_000)
    example.write_table(table)
    return log, table


@pytest.fixture(scope="module")
def counted(day: tuple[Path, Path]) -> list[tuple[object, ...]]:
    """The answer, counted line by line from the log and the catalogs."""
    first = {record(d)["error_type"]: record(d) for d in reversed(PUBLISHED)}
    times = Counter[tuple[str, str]]()
    for line in day[0].read_text(encoding="utf-8").splitlines():
        fields: dict[str, str] = json.loads(line)
        if "error.type" in fields:
            hour = fields["timestamp"][:13].replace("T", " ") + ":00:00"
            times[hour, fields["error.type"]] += 1
    rows: list[tuple[object, ...]] = []
    for (hour, kind), count in sorted(
        times.items(), key=lambda item: (item[0][0], -item[1], item[0])
    ):
        row = first.get(kind)
        what = (row["name"], row["fault"], row["advice"] or "") if row else None
        rows.append((hour, kind, *(what or ("unknown", "unknown", "")), count))
    return rows


def test_log_is_deterministic_and_has_the_requested_length(
    example: ModuleType, day: tuple[Path, Path], tmp_path: Path
) -> None:
    again = tmp_path / "again.jsonl"
    example.write_log(again, 20_000)
    assert again.read_bytes() == day[0].read_bytes()
    assert again.read_bytes().count(b"\n") == 20_000
    lines = again.read_text(encoding="utf-8").splitlines()
    kinds = Counter(json.loads(line).get("error.type") for line in lines)
    assert 0.88 < kinds[None] / 20_000 < 0.92
    known = {record(definition)["error_type"] for definition in ERRORS}
    assert kinds.keys() - known == {None, "emma.2999", "emma_errors.errors.ApiError"}
    assert len(kinds.keys() & known) > 0.9 * len(known)


def test_duckdb_counts_as_python_does_and_drops_no_unknown_code(
    example: ModuleType, day: tuple[Path, Path], counted: list[tuple[object, ...]]
) -> None:
    pytest.importorskip("duckdb")
    assert example.query_duckdb(*day) == counted
    unknown = {row[1] for row in counted if row[2] == "unknown"}
    assert unknown == {"emma.2999", "emma_errors.errors.ApiError"}
    assert any(row[1] == "emma.4109" for row in counted)


def test_spark_answers_as_duckdb_does(
    example: ModuleType,
    day: tuple[Path, Path],
    counted: list[tuple[object, ...]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pyspark = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("there is no java")
    monkeypatch.chdir(day[0].parent)
    assert example.query_spark(*day) == counted
    names: dict[str, Any] = {}
    exec(next(text for text in blocks("python") if "SparkSession" in text), names)
    spark = names["spark"]
    assert isinstance(spark, pyspark.SparkSession)
    try:
        assert [tuple(row) for row in spark.sql(example.QUERY).collect()] == counted
        # The names of columns are not quoted: none is a reserved word.
        spark.conf.set("spark.sql.ansi.enabled", "true")
        spark.conf.set("spark.sql.ansi.enforceReservedKeywords", "true")
        table = spark.sql(f"SELECT {', '.join(COLUMNS)} FROM errors")
        rows: list[dict[str, object]] = [{**record(definition)} for definition in PUBLISHED]
        for row in rows:
            row["params"] = cell(row["params"]) or None
        assert [tuple(row) for row in table.collect()] == [tuple(row.values()) for row in rows]
    finally:
        spark.stop()


def test_example_runs(root: Path) -> None:
    pytest.importorskip("duckdb")
    ran = subprocess.run(
        [sys.executable, str(root / "examples/errors_per_hour.py"), "--lines", "20000"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert ran.stderr == ""
    *rows, last = ran.stdout.splitlines()
    assert len(rows) == 12
    assert all(row.startswith("2026-03-01 00:00:00  ") for row in rows)
    assert re.fullmatch(r"[\d,]+ rows of 20,000 lines in [\d.]+ s \(duckdb\)", last)


# docs/other_tools.md


def blocks(language: str) -> list[str]:
    """The blocks of the page in a language."""
    page = Path(__file__).parents[1].joinpath("docs/other_tools.md").read_text(encoding="utf-8")
    code_blocks: list[str] = re.findall(
        rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE
    )
    return code_blocks


def test_page_has_the_columns_and_their_values(root: Path) -> None:
    page = root.joinpath("docs/other_tools.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?) \| (.*) \|$", page, re.MULTILINE)
    names = [name for cell, _ in rows for name in re.findall(r"`(\w+)`", cell)]
    assert tuple(names) == COLUMNS
    values = {cell.strip("`"): set(re.findall("`(.*?)`", text)) for cell, text in rows}
    records = [record(definition) for definition in PUBLISHED]
    assert values["fault"] == {row["fault"] for row in records} - {None}
    assert values["advice"] == {row["advice"] for row in records} - {None}
    assert values["catalog"] == {row["catalog"] for row in records}


def test_commands_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    parser = argparse.ArgumentParser()
    arguments(parser)
    (commands,) = blocks("sh")
    for line in commands.splitlines():
        assert line.startswith("emma-errors export ")
        assert run(parser.parse_args(line.split()[2:])) == 0
    assert {file.name for file in tmp_path.iterdir()} == {"errors.csv", "errors.ts"}


def test_log_line_of_the_page_is_what_the_library_logs() -> None:
    (line,) = blocks("json")
    fields = json.loads(line)
    assert fields.items() >= emma.ArticleNotFound().log_fields().items()
    assert fields.keys() == {"timestamp", "service", *emma.ArticleNotFound().log_fields()}


def test_sql_of_the_page_answers_in_duckdb(
    example: ModuleType,
    day: tuple[Path, Path],
    counted: list[tuple[object, ...]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(day[0].parent)
    views, question = blocks("sql")
    assert question == example.QUERY
    with duckdb.connect() as connection:
        connection.execute(views)
        assert connection.sql(question).fetchall() == counted


def test_typescript_of_the_page_is_right_and_wrong_as_it_says(compiled: tuple[Path, str]) -> None:
    folder, output = compiled
    right, wrong = blocks("ts")
    assert flagged(output, "page_right") == set()
    printed = re.findall(r"^console\.log\(.*\); // (.*)$", right, re.M)
    assert node(folder, "page_right") == printed
    first = len(right.splitlines()) + 1
    for number, line in enumerate(wrong.splitlines(), first):
        expected = re.escape(line.partition("// ")[2])
        assert re.search(rf"page_wrong\.ts\({number},\d+\): {expected}", output), output
    assert flagged(output, "page_wrong") == set(range(first, first + len(wrong.splitlines())))
