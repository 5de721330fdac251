"""What `emma-errors explain -` reads out of a body and of logs: certain or silent."""

import csv
import html
import io
import json
import logging
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from string import ascii_letters
from types import FrameType

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from emma_errors import ApiError, baidu, emma
from emma_errors.cli.logs import errors_in
from emma_errors.lookup import UnknownCodeError
from emma_errors.model import Definition

FACTS = Path(__file__).parent.joinpath("facts", "logs.jsonl").read_text(encoding="utf-8")
RECORDS = [json.loads(line) for line in FACTS.splitlines()]
EVERY = [*emma.DEFINITIONS, *baidu.DEFINITIONS]
ERRORS = [definition for definition in EVERY if not definition.success]


def shown(text: str) -> list[list[object]]:
    """What a text shows, as the facts have it."""
    return [
        [str(finding.code)]
        if isinstance(finding, UnknownCodeError)
        else [f"{finding[0].catalog}.{finding[0].code}", finding[0].name, dict(finding[1])]
        for finding in errors_in(text)
    ]


def otherwise(expected: dict[str, list[list[object]]]) -> dict[str, tuple[object, object]]:
    """What each text shows and what it has to show, where they differ."""
    return {
        text: (seen, errors) for text, errors in expected.items() if (seen := shown(text)) != errors
    }


def test_record_shows_its_errors_and_nothing_else() -> None:
    assert otherwise({record["text"]: record["errors"] for record in RECORDS}) == {}


def test_facts_have_more_false_friends_than_errors() -> None:
    silent = [record for record in RECORDS if not record["errors"]]
    assert len(RECORDS) >= 120
    assert len(silent) >= len(RECORDS) / 2


def test_record_shows_its_errors_among_other_lines() -> None:
    """But for what counts only because somebody typed it."""
    before, after = "2024-05-01 12:00:03 INFO started\n", "\n2024-05-01 12:00:04 INFO done\n"
    expected = {
        f"{before}{record['text']}{after}": record["errors"]
        for record in RECORDS
        if not record["kind"].startswith("typed")
    }
    assert otherwise(expected) == {}


NUMBERS = st.integers(0, 10**6).map(str)
WORDS = st.text(ascii_letters, min_size=1, max_size=8).filter(lambda word: word != "emma")
TIMES = st.datetimes().map(str)
MARKS = st.sampled_from(["[", "]", ":", ",", "(", ")", "-", "/", "pid", "port", "code", "errno"])


LINES = st.lists(NUMBERS | WORDS | TIMES | MARKS, min_size=2, max_size=8).map(" ".join)


@given(st.lists(LINES, min_size=1, max_size=4))
def test_numbers_words_and_times_show_nothing(lines: list[str]) -> None:
    assert errors_in("\n".join(lines)) == []


TEXTS = (
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=30)
    .map(str.strip)
    .filter(lambda text: text not in ("", "…", "%s"))
)


@st.composite
def raised(draw: st.DrawFn) -> ApiError:
    """An error of either API, with arguments."""
    definition = draw(st.sampled_from(ERRORS))
    args = [draw(TEXTS) for _ in definition.params]
    return type_of(definition)(*args)


def type_of(definition: Definition) -> Callable[..., ApiError]:
    return definition.exception


def traceback_of(error: ApiError) -> str:
    """The lines that `logging` writes of an error."""
    try:
        raise error
    except ApiError:
        record = logging.LogRecord("app", 40, "app.py", 1, "failed", None, sys.exc_info())
    return logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s").format(record)


def cell_of(text: str) -> str:
    """A line of CSV that has a text as a cell."""
    line = io.StringIO()
    csv.writer(line).writerow(["2024-05-01", text, 404])
    return line.getvalue()


def body_of(error: ApiError) -> str:
    return json.dumps(error.to_wire())


FORMS: dict[str, Callable[[ApiError], str]] = {
    "traceback": traceback_of,
    "message": lambda error: f"12:00:03 ERROR app {error}",
    "repr": repr,
    "body": body_of,
    "body in Chinese": lambda error: json.dumps(error.to_wire(), ensure_ascii=False),
    "pretty body": lambda error: json.dumps(error.to_wire(), indent=2),
    "Python dict": lambda error: f"DEBUG {error.to_wire()!r}",
    "CSV": lambda error: cell_of(body_of(error)),
    "HTML": lambda error: f"<td>{html.escape(body_of(error))}</td>",
    "string": lambda error: f"body={json.dumps(body_of(error))} took 9 ms",
    "string in Chinese": lambda error: (
        f"body={json.dumps(json.dumps(error.to_wire(), ensure_ascii=False))} took 9 ms"
    ),
    "string of Python": lambda error: (
        f"body={json.dumps(error.to_wire(), ensure_ascii=False)!r} took 9 ms"
    ),
    "record": lambda error: json.dumps({"level": "error", "message": str(error), "line": 110}),
    "record with a body": lambda error: json.dumps({"line": 110, "body": body_of(error)}),
    "record with a traceback": lambda error: json.dumps({"exc_info": traceback_of(error)}),
    "record in a record": lambda error: json.dumps(
        {"log": json.dumps({"message": body_of(error)}) + "\n"}
    ),
}


MESSAGES = {"traceback", "message", "record", "record with a traceback"}


def is_ambiguous(form: str, error: ApiError) -> bool:
    """Whether a backslash in quotes is escaped depends on the program: the text fits both."""
    return form == "string of Python" and "\\" in str(error)


def check_form(form: str, error: ApiError) -> None:
    """Find an error with its arguments in a text of a form."""
    text = FORMS[form](error)
    found = errors_in(text)
    assert len(found) == 1, text
    assert isinstance(found[0], tuple), text
    definition, params = found[0]
    assert definition is error.definition, text
    if form not in MESSAGES or all(re.fullmatch(r"\w+", arg) for arg in error.args):
        assert params == error.params, text
    else:  # the message may have ended before
        assert params in (error.params, {}), text


@given(form=st.sampled_from([*FORMS]), error=raised())
@settings(max_examples=500)
def test_every_error_is_found_with_its_arguments(form: str, error: ApiError) -> None:
    assume(not is_ambiguous(form, error))
    check_form(form, error)


@pytest.mark.parametrize("user", ["o'neil", 'b"ob, x=1', "\\x41 {}"])
def test_argument_that_looks_like_syntax_is_found_in_every_form(user: str) -> None:
    error = emma.UserExists(user)
    for form in FORMS:
        if not is_ambiguous(form, error):
            check_form(form, error)


def test_every_definition_is_found_by_what_a_log_calls_it() -> None:
    for definition in EVERY:
        catalog, code, name = definition.catalog, definition.code, definition.name
        every: list[object] = [(defined, {}) for defined in code.definitions]
        assert errors_in(f"12:00:03,123 ERROR error.type={catalog}.{code} took 9 ms") == every
        assert errors_in(str(code)) == every
        for alone in (name, name.lower(), f"{catalog}.{name}"):
            assert errors_in(alone) == [(definition, {})]
        if not definition.success and not definition.params:
            for text in (definition.message, definition.en, definition.zh):
                assert errors_in(f"ERROR [{code}] {text}") == [(definition, {})]


def calls(text: str) -> Counter[str]:
    """How often each function is called to read a text, those in C too."""
    counted: Counter[str] = Counter()

    def count(frame: FrameType, event: str, function: object) -> None:
        if event == "call":
            counted[frame.f_code.co_name] += 1
        elif event == "c_call":
            counted[getattr(function, "__name__", "")] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        errors_in(text)
    finally:
        sys.setprofile(before)
    return counted


HOSTILE = {
    "objects": '{"a":',
    "closed objects": '{"a":{"b":1}}',
    "lists": '{"a":[',
    "braces": "{",
    "keys": '{"',
    "lines": "{\n",
    "pretty": '{\n"a":1\n}\n',
    "members": '{"a":1,"b":{"c":2},',
    "escapes": '{\\"a\\":',
    "CSV": '{""a"":1}',
    "HTML": "{&quot;a&quot;:1}",
    "Python": "{'a': 'b', ",
    "brackets": "[123] x ",
    "codes": "[4200] User x exists ",
    "types": "emma.2101 ",
    "unknown": "emma.2999 ",
    "words": "a_",
    "modules": "a.",
    "calls": "UserExists('a' ",
    "labels": "error_code=110 ",
    "truncated": "error=1 code=",
    "requests": '"GET /x ',
    "addresses": "https://e/",
    "colours": "\x1b[",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_work_is_in_proportion_to_the_length(unit: str) -> None:
    calls(unit)  # what is done once, such as to compile a pattern
    none, short, long = [
        calls(unit * (length // len(unit))).total() for length in (0, 4_000, 16_000)
    ]
    assert long - none <= 5 * (short - none) + 100  # PyPy may count a call more


@pytest.mark.skipif(
    sys.implementation.name == "pypy", reason="its own decoder may end the process at 10,000 levels"
)
def test_what_does_not_decode_is_tried_at_few_of_its_braces() -> None:
    """From Python 3.14 on no `RecursionError` ends the scan, and each may go on to the end."""
    for text in ('{"a":' * 900, '{"a":' * 10_000, ('{"a":' * 90 + "x") * 90):
        assert calls(text)["raw_decode"] <= 16 + len(text) / 20


@pytest.mark.parametrize(
    "text",
    ['{"a":' * 50_000, "[123] " * 50_000, "a_" * 100_000, "{" * 100_000, '{"a":[' * 300 + "1"],
    ids=["objects", "brackets", "words", "braces", "lists"],
)
def test_long_input_of_no_error_ends(text: str) -> None:
    command = [sys.executable, "-m", "emma_errors", "explain", "-"]
    ran = subprocess.run(command, input=text.encode(), capture_output=True, check=False, timeout=60)
    assert (ran.returncode, ran.stdout) == (1, b"")
