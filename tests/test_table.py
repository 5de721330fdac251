"""The tables hold what PIXNET and Baidu published, and texts fit to show a person."""

import re
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from emma_errors import BaiduCode, EmmaCode, baidu, emma

FACTS = Path(__file__).with_name("facts")
DATA = Path(__file__).parents[1] / "data"
ALL = emma.DEFINITIONS + baidu.DEFINITIONS

BAIDU_STATUS = {
    200: [0],
    400: [3, 100, 104, 105, 106, 107, 109, 114, 801, 950, 951, 952, 953],
    401: [101, 102, 103, 108, 110, 111, 112],
    403: [5, 6, 7, 210, 211, 212, 802],
    404: [803, 900],
    409: [804],
    429: [4],
    500: [1, 2, 800, 805],
}
BAIDU_CATEGORY = {
    baidu.Category.SUCCESS: range(1),
    baidu.Category.GENERAL: range(1, 8),
    baidu.Category.PARAMETER: range(100, 115),
    baidu.Category.USER_PERMISSION: range(210, 213),
    baidu.Category.DATA_STORE: range(800, 806),
    baidu.Category.APPLICATION: range(900, 901),
    baidu.Category.BATCH: range(950, 954),
}
ADVICE = {
    "retry": {1, 805},
    "back_off": {2, 4, 1300, 1301, 1302, 4300, 4301, 8500, 8501},
    "reauthenticate": {102, 110, 111, 112, 1000, 1003, 1201, 1202, 1203},
}
PARAMS = {4001: ("parameter",), 4200: ("user",), 4216: ("field",), 5: ("ip",)}

CHINESE = re.compile(r"[\u3400-\u9fff]")


def test_emma_rows_are_the_published_lines() -> None:
    lines = (FACTS / "emma.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 164
    for line, d in zip(lines, emma.DEFINITIONS, strict=True):
        assert d.subcategory is not None
        cells = [d.category, d.subcategory, str(d.code), str(d.http_status), d.message]
        assert " ".join([*cells, *([d.description] if d.description else [])]) == line


def test_baidu_rows_are_the_published_lines() -> None:
    lines = (FACTS / "baidu.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 36
    rows = [f"| {d.code:d} | {d.description} | {d.message} |" for d in baidu.DEFINITIONS]
    assert rows == lines


def test_baidu_statuses_and_categories() -> None:
    assert {d.code: d.http_status for d in baidu.DEFINITIONS} == {
        code: status for status, codes in BAIDU_STATUS.items() for code in codes
    }
    for d in baidu.DEFINITIONS:
        assert d.code in BAIDU_CATEGORY[baidu.Category(d.category)]
        assert d.subcategory is None


def test_emma_category_follows_the_thousand() -> None:
    categories = [
        "AUTHENTICATION",
        "NOT_FOUND",
        "FORBIDDEN",
        "INPUT",
        "VALIDATION",
        None,
        None,
        "INTERNAL",
    ]
    for d in emma.DEFINITIONS:
        assert d.category.name == categories[d.code // 1000 - 1]


def test_advice_is_given_by_code() -> None:
    given: dict[str, set[int]] = {}
    for d in ALL:
        if d.advice:
            given.setdefault(d.advice, set()).add(d.code)
    assert given == ADVICE


@pytest.mark.parametrize("page", ["catalogs.md", "sources.md"])
def test_documents_list_the_advice_of_the_tables(page: str) -> None:
    listed = set[tuple[str, str, int]]()
    for advice, cells in re.findall(
        r"^\| `(\w+)` \|(.*(?:Emma|Baidu) \d.*)$", document(page), re.M
    ):
        for catalog, codes in re.findall(r"(Emma|Baidu) ([\d ]+)", cells):
            listed |= {(catalog.lower(), advice, int(code)) for code in codes.split()}
    assert listed == {(d.catalog, d.advice, d.code) for d in ALL if d.advice}


def test_sources_list_the_statuses_of_baidu() -> None:
    _, _, section = document("sources.md").partition("## HTTP statuses of Baidu's codes")
    section = section.partition("\n## ")[0]
    listed = dict[int, int]()
    for codes, status in re.findall(r"^\| ([\d, to]+) \| (\d+) \|", section, re.M):
        for first, last in re.findall(r"(\d+)(?: to (\d+))?", codes):
            listed |= dict.fromkeys(range(int(first), int(last or first) + 1), int(status))
    assert {d.code: listed[d.code] for d in baidu.DEFINITIONS} == {
        d.code: d.http_status for d in baidu.DEFINITIONS
    }


def test_servers_page_lists_what_framework_errors_become() -> None:
    kinds = {
        "missing parameter": "missing_parameter",
        "missing field": "missing_field",
        "invalid input": "invalid_value",
    }
    cells = re.findall(r"^\| (.+)" + r" \| (\w+)" * 4 + r" \|$", document("servers.md"), re.M)
    for catalog, place in ((emma, 1), (baidu, 3)):
        listed = dict[int | str, tuple[int, int]]()
        for row in cells:
            if row[place] != "none":
                keys: list[int | str] = [*map(int, re.findall(r"\d{3}", row[0]))]
                keys += [kind for words, kind in kinds.items() if words in row[0]]
                listed |= dict.fromkeys(keys, (int(row[place]), int(row[place + 1])))
        assert listed == {key: (d.code, d.http_status) for key, d in catalog.FALLBACKS.items()}


def document(page: str) -> str:
    return DATA.with_name("docs").joinpath(page).read_text(encoding="utf-8")


def test_only_four_codes_have_a_parameter() -> None:
    assert {d.code: d.params for d in ALL if d.params} == PARAMS


def test_codes_are_sorted_and_only_4109_is_duplicated() -> None:
    codes = [int(d.code) for d in emma.DEFINITIONS]
    assert codes == sorted(codes)
    assert [code for code in codes if codes.count(code) > 1] == [4109, 4109]
    assert len(EmmaCode) == 163
    assert len(BaiduCode) == 36


def test_display_texts_are_fit_to_show() -> None:
    for d in ALL:
        assert d.en.isascii()
        assert len(d.en) <= 76
        assert CHINESE.search(d.zh)
        assert d.en[0].isupper() or d.en.split()[0].count("_"), d
        for text in (d.en, d.zh):
            assert text == text.strip()
            assert not re.search(r"[.。](\s|$)", text), "a full stop nowhere"
            assert not re.search(r"\s[,;:]|[,;:]\S|  ", text)
            assert text.count("%s") == len(d.params)
        assert not re.search(r"[,;:!?()]", d.zh), "punctuation is full-width in Chinese"
        assert not re.search(r"[A-Za-z0-9%][\u3400-\u9fff]|[\u3400-\u9fff][A-Za-z0-9%]", d.zh)


def test_emma_has_traditional_chinese_texts() -> None:
    for d in emma.DEFINITIONS:
        big5 = d.zh.encode("big5", "ignore")  # which has no simplified characters
        assert big5.decode("big5") == d.zh


def test_baidu_has_simplified_chinese_texts() -> None:
    for d in baidu.DEFINITIONS:
        gb2312 = d.zh.encode("gb2312", "ignore")  # which has no traditional characters
        assert gb2312.decode("gb2312") == d.zh


@pytest.mark.parametrize("catalog", [emma, baidu], ids=lambda catalog: catalog.__name__)
def test_texts_use_the_terms_of_the_glossary(catalog: ModuleType) -> None:
    unused, wrong = set[str](), set[tuple[str, str, str]]()
    for terms, chinese, note in glossary(catalog, table=0):
        allowed = [chinese, *re.findall(r"[\u3400-\u9fff]+", note)]
        for term in terms.split(", "):
            word = re.compile(rf"\b[{term[0].upper()}{term[0].lower()}]{term[1:]}(s|d|ed|ing)?\b")
            using = [d for d in catalog.DEFINITIONS if word.search(d.en)]
            unused |= set() if using else {term}
            # A term that stays English is in the Chinese text as it is.
            wrong |= {
                (term, d.en, d.zh)
                for d in using
                if not any(text.lower() in d.zh.lower() for text in [*allowed, term])
            }
    assert unused == set()
    assert wrong == set()


@pytest.mark.parametrize("catalog", [emma, baidu], ids=lambda catalog: catalog.__name__)
def test_texts_use_the_sentences_of_the_glossary(catalog: ModuleType) -> None:
    for english, chinese, example in glossary(catalog, table=1):
        pattern = re.compile(blanks(english, "[^;,]+"))
        using = [d for d in catalog.DEFINITIONS if pattern.fullmatch(d.en)]
        assert example in [str(d.code) for d in using], english
        # Search, not match: Chinese puts "for this referer" before the sentence.
        partner = re.compile(blanks(chinese, ".+").replace(" .+", " ?.+").replace(".+ ", ".+ ?"))
        assert [(d.en, d.zh) for d in using if not partner.search(d.zh)] == [], english


def test_labels_with_another_chinese_text_are_in_the_glossary() -> None:
    section = DATA.joinpath("GLOSSARY.md").read_text(encoding="utf-8").partition("## Categories")[2]
    listed = re.findall(r"^\| (\S+) \| (.+) \| (\S+) \|$", section, re.MULTILINE)[2:]
    labels = [*emma.Category, *emma.Subcategory, *baidu.Category]
    assert listed == [(label.value, label.en, label.zh) for label in labels if label != label.zh]


def glossary(catalog: ModuleType, *, table: int) -> Sequence[Sequence[str]]:
    """The rows of a catalog's first or second table in the glossary, its terms or its sentences."""
    text = DATA.joinpath("GLOSSARY.md").read_text(encoding="utf-8")
    title = catalog.__name__.rpartition(".")[2].capitalize()
    section = text.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"(?:^\|.*\n)+", section, re.MULTILINE)[table].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def blanks(sentence: str, pattern: str) -> str:
    """A sentence of the glossary as a pattern, with another for each blank of it."""
    return re.sub(r"\b[XxY]\b|…", lambda _: pattern, sentence)


def test_longitude_missing_is_not_called_out_of_range() -> None:
    assert "range" not in EmmaCode.LONGITUDE_MISSING.en
    assert "超出" not in EmmaCode.LONGITUDE_MISSING.zh


@pytest.mark.parametrize("label", [*emma.Category, *emma.Subcategory, *baidu.Category], ids=repr)
def test_labels_have_both_languages(
    label: emma.Category | emma.Subcategory | baidu.Category,
) -> None:
    assert label.en
    assert not CHINESE.search(label.en)
    assert label.zh
    assert type(label)(label.value) is label
