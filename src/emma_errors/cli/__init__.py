"""The command `emma-errors`: its arguments, and what it prints."""

import argparse
import importlib
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from unicodedata import category, east_asian_width

from .. import lookup
from ..lookup import UnknownCodeError
from ..model import Advice, Definition, Language, folded
from ..template import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .logs import Found

__all__ = ("main",)

# The commands that have a module of their own, with `arguments(parser)` and `run(options)`.
_MODULES = {
    "export": ("..export", "write the catalogs as tables for other tools"),
    "generate": ("..tables.generate", "make enums and exceptions of a table of your own"),
    "check": ("..tables.check", "report what is wrong in a table of your own"),
    "diff": ("..tables.diff", "tell additions to a table from breaking changes"),
    "site": ("..site", "write a reference in HTML, a page a code"),
}
_OWN_TABLE = ("generate", "check", "diff")  # read a table, and need no catalog


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        argv: The arguments; those of the process if None.

    Returns:
        The exit status: 0; 1 where nothing is found or the output cannot be written; 130 after
        Ctrl-C; 141 where nobody reads the output any more. Wrong usage exits with 2.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            return _run(sys.argv[1:] if argv is None else argv)
        finally:
            if sys.stdout is not None:  # it is where it was closed before the start
                sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            print(f"emma-errors: {error}", file=sys.stderr)
        for stream in (sys.stdout, sys.stderr):
            if stream is None:
                continue
            try:
                stream.flush()
            except OSError:  # what could not be written would be tried again at exit
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return 141 if isinstance(error, BrokenPipeError) else 1


def _run(argv: Sequence[str]) -> int:
    """Do what the arguments say."""
    parser = _parser([word for word in argv if word in _MODULES])
    options = parser.parse_args(argv)
    if options.first_format and options.command in (*_MODULES, "completion"):
        parser.error(f"argument --format: means nothing before {options.command}")
    for option in ("lang", "format"):
        if getattr(options, option, None) is None:
            setattr(options, option, getattr(options, f"first_{option}"))
    run: Callable[[argparse.Namespace], int] = options.run
    command: argparse.ArgumentParser = options.parser
    try:
        return run(options)
    except argparse.ArgumentError as error:
        command.error(str(error))


# The arguments


def _parser(modules: Iterable[str]) -> argparse.ArgumentParser:
    """Return the parser; of the commands with a module, those of `modules` with their arguments."""
    parser = argparse.ArgumentParser(
        "emma-errors",
        description="The error codes of PIXNET's Emma API, Baidu's open API and your own.",
        epilog="COMMAND --help tells the arguments of a command.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    _add_package(parser)
    _add_lang(parser, "first_")
    _add_format(parser, "first_")
    commands = parser.add_subparsers(
        required=True, metavar="COMMAND", dest="command", title="commands"
    )

    def add(
        name: str, run: Callable[[argparse.Namespace], int] | None, help: str, epilog: str = ""
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name,
            help=help,
            description=f"{help[0].upper()}{help[1:]}.",
            epilog=epilog,
            allow_abbrev=False,
        )
        command.set_defaults(run=run, parser=command)
        if name not in _OWN_TABLE:
            _add_package(command)
        return command

    explain = add("explain", _explain, "say what codes or names mean")
    explain.add_argument(
        "code",
        nargs="+",
        metavar="CODE",
        help="a code such as 4109, a name in any case, or - to read the body of a response or "
        "lines of a log from standard input and explain the errors in them",
    )
    _add_lang(explain)
    _add_format(explain)

    listing = add("list", _list, "list the definitions, a line each")
    for name, text in (
        ("catalog", "of this catalog, such as emma"),
        ("category", "of this category: its label, English or Chinese text or name in the enum"),
        ("status", "of this HTTP status code"),
        ("advice", "of this advice: retry, back_off or reauthenticate"),
    ):
        listing.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar=name.upper(),
            help=f"only those {text}",
        )
    _add_lang(listing)
    _add_format(listing)

    search = add("search", _search, "find a word in names and texts, in both languages")
    search.add_argument("word", nargs="+", metavar="WORD", help="part of a name or text")
    _add_lang(search)
    _add_format(search)

    duplicates = add("duplicates", _duplicates, "report codes that are defined more than once")
    _add_format(duplicates)

    for name, (home, help) in _MODULES.items():
        command = add(name, None, help)
        if name in modules:
            module = importlib.import_module(home, __package__)
            module.arguments(command)
            command.set_defaults(run=module.run)

    completion = add(
        "completion",
        _completion,
        "print the completion script of a shell",
        'In ~/.bashrc or ~/.zshrc: eval "$(emma-errors completion bash)", or zsh. '
        "In ~/.config/fish/config.fish: emma-errors completion fish | source",
    )
    completion.add_argument("shell", choices=("bash", "zsh", "fish"))
    return parser


def _add_package(parser: argparse.ArgumentParser) -> None:
    """Add the option that registers a catalog."""
    parser.add_argument(
        "--package",
        action=_Package,
        default=argparse.SUPPRESS,
        metavar="MODULE",
        help="look in a catalog of your own too, such as myshop.errors; may be repeated",
    )


def _add_lang(parser: argparse.ArgumentParser, prefix: str = "") -> None:
    """Add the option of the language; a prefix keeps it from a command's own, which would win."""
    parser.add_argument(
        "--lang",
        choices=("en", "zh"),
        dest=f"{prefix}lang",
        help="the language of labels and texts; without it, explain shows both",
    )


def _add_format(parser: argparse.ArgumentParser, prefix: str = "") -> None:
    """Add the option of the format."""
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        dest=f"{prefix}format",
        help="json is a list of definitions in both languages, as in export",
    )


class _Version(argparse.Action):
    """Print the version of the installed package: `importlib.metadata` is slow to import."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print("emma-errors", version("emma-errors"))
        except PackageNotFoundError:
            print("emma-errors, not installed")
        parser.exit()


class _Package(argparse.Action):
    """Register a catalog at once, so that the arguments after it may speak of it."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        if sys.path[:1] != [""]:
            sys.path.insert(0, "")
        try:
            catalog = importlib.import_module(str(values))
            lookup.register(catalog)  # pyright: ignore[reportArgumentType]  # it sees what it gets
        except Exception as error:  # a module of the user's may raise whatever it likes
            raise argparse.ArgumentError(
                self, f"cannot register {values}: {type(error).__name__}: {error}"
            ) from error


# The commands


def _explain(options: argparse.Namespace) -> int:
    """Print what is known of each code or name; those that are unknown to standard error."""
    found: list[Found] = []
    problems: list[str] = []
    words: list[str] = options.code
    for word in words:
        for one in _read(problems) if word == "-" else _looked_up(word):
            if isinstance(one, UnknownCodeError):
                problems.append(str(one))
            elif one not in found:
                found.append(one)
    if options.format == "json" and found:
        _print_json(found, with_arguments="-" in words)
    elif found:
        _print(_explanations(found, options.lang))
    for problem in dict.fromkeys(problems):
        print(f"emma-errors: {problem}", file=sys.stderr)
    return 1 if problems else 0


def _looked_up(word: str) -> "list[Found | UnknownCodeError]":
    """Return each definition of a code, a name in any case or `emma.2101`, the named one first."""
    catalog, _, key = word.strip().rpartition(".")
    try:
        found = lookup.definitions(key.upper())
    except UnknownCodeError as error:
        return [UnknownCodeError(word, error.near)]
    if catalog:
        found = tuple([d for d in found if d.catalog == catalog.lower()])
    if not found:
        return [UnknownCodeError(word)]
    return [(d, {}) for d in sorted(found, key=lambda d: d.name != key.upper())]


def _read(problems: list[str]) -> "list[Found | UnknownCodeError]":
    """Return the errors that standard input tells of; if there is none, say what tells one."""
    from .logs import errors_in

    read = b"" if sys.stdin is None else sys.stdin.buffer.read()
    text = read.decode("utf-8", "replace")
    if re.fullmatch(r"\s*[\w.]+\s*", text):
        return _looked_up(text.strip())
    found = errors_in(text)
    if not found:
        problems.append(
            "no error on standard input; what tells one is a body such as "
            '{"error": 1, "code": "2101"}, emma.2101, [2101], code=2101, a code or a name'
        )
    return found


# What `list` can choose by, and what its values may be for a definition, the first one to complete.
_CHOICES: dict[str, Callable[[Definition], Sequence[str]]] = {
    "catalog": lambda d: (d.catalog,),
    "category": lambda d: (d.category.name.lower(), d.category, d.category.en, d.category.zh),
    "status": lambda d: (str(d.http_status),),
    "advice": lambda d: (d.advice,) if d.advice else (),
}


def _list(options: argparse.Namespace) -> int:
    """Print the definitions that were chosen, a line each."""
    found = _every()
    for name, of in _CHOICES.items():
        values: list[str] = getattr(options, name)
        if values:
            _check(name, values)
            wanted = {*map(_compared, values)}
            found = [d for d in found if wanted.intersection(map(_compared, of(d)))]
    if not found:
        print("emma-errors: no definition is all of that", file=sys.stderr)
        return 1
    if options.format == "json":
        _print_json([(d, {}) for d in found])
    else:
        lang: Language = options.lang or "en"
        _print(_table([(d, lang) for d in found], options.lang))
    return 0


def _check(name: str, values: Iterable[str]) -> None:
    """See to it that there are definitions of each value of an option of `list`.

    Raises:
        argparse.ArgumentError: there is none; it says what is near and what there is.
    """
    from difflib import get_close_matches

    known: dict[str, str] = {}
    others: dict[str, None] = {}
    for definition in _every():
        spellings = [*_CHOICES[name](definition)]
        for spelling in spellings:
            known.setdefault(_compared(spelling), spellings[0])
        if spellings:
            word, *same = dict.fromkeys(spellings)
            others[f"{word} ({', '.join(same)})" if same else word] = None
    for value in values:
        if _compared(value) not in known:
            near = [known[one] for one in get_close_matches(_compared(value), known)]
            hint = f"near it: {', '.join(dict.fromkeys(near))}; " if near else ""
            raise argparse.ArgumentError(
                None,
                f"argument --{name}: no definition is of {name} {value!r}; "
                f"{hint}there are {', '.join(sorted(others))}",
            )


def _compared(text: str) -> str:
    """Return a value as values are compared."""
    return folded(text).replace("_", " ").replace("-", " ")


def _search(options: argparse.Namespace) -> int:
    """Print the definitions that speak of a word, a line each."""
    word = " ".join(options.word)
    found = lookup.search(word)
    if not found:
        print(f"emma-errors: no name or text has {word!r}", file=sys.stderr)
        return 1
    if options.format == "json":
        _print_json([(d, {}) for d in found])
        return 0
    wanted = folded(word)
    rows: list[tuple[Definition, Language]] = []
    for definition in found:
        en, zh = [folded(text.replace("%%", "%")) for text in (definition.en, definition.zh)]
        only_zh = wanted in zh and wanted not in en
        rows.append((definition, options.lang or ("zh" if only_zh else "en")))
    _print(_table(rows, options.lang))
    return 0


def _duplicates(options: argparse.Namespace) -> int:
    """Print each code that has several definitions, and how each is reached."""
    found = lookup.duplicates()
    if options.format == "json":
        _print_json([(d, {}) for duplicate in found for d in duplicate.definitions])
    else:
        _print("\n\n".join(map(str, found)).splitlines())
    return 0


def _completion(options: argparse.Namespace) -> int:
    """Print the script of a shell."""
    from .completion import script

    every = _every()
    words: dict[str, list[tuple[str, str]]] = {}
    for name, of in _CHOICES.items():
        words[name] = [(word, "") for word in sorted({w[0] for w in map(of, every) if w})]
    names = {d.name: plain(d.en) for d in every}
    codes = {int(d.code): d.name for d in reversed(every)}
    words["code"] = sorted(names.items()) + [(str(code), codes[code]) for code in sorted(codes)]
    words["word"] = words["package"] = []
    _print([script(options.shell, _parser(_MODULES), words)])
    return 0


def _every() -> list[Definition]:
    """Return the definitions of every catalog."""
    return [d for catalog in lookup.catalogs().values() for d in catalog.DEFINITIONS]


# What is printed

_CHINESE = {
    "HTTP status": "HTTP 狀態碼",
    "category": "分類",
    "English": "英文",
    "Chinese": "中文",
    "text": "說明",
    "arguments": "參數",
    "on the wire": "訊息原文",
    "described as": "原表說明",
    "advice": "建議",
    "catalog": "目錄",
    "code": "代碼",
    "status": "狀態",
    "name": "名稱",
}
"""The labels in the other language; `raise` and `except` are Python's own words."""

_ADVICE = {
    Advice.RETRY: {
        "en": "send the same request again: the fault is transient",
        "zh": "暫時性錯誤，請重送同一請求",
    },
    Advice.BACK_OFF: {
        "en": "wait, then send the same request again",
        "zh": "請稍候再重送同一請求",
    },
    Advice.REAUTHENTICATE: {
        "en": "get a new token or log in again",
        "zh": "請重新取得 Token 或重新登入",
    },
}


def _explanations(found: "Sequence[Found]", lang: Language | None) -> Iterator[str]:
    """Yield the lines of a block for each definition, and how several of one code are reached."""
    for place, (definition, params) in enumerate(found):
        if place:
            yield ""
        yield _styled(f"{definition.catalog} {definition.code} {definition.name}", _BOLD)
        facts = [(_label(fact, lang), text) for fact, text in _facts(definition, params, lang)]
        start = max(_columns(label) for label, _ in facts) + 2
        for label, text in facts:
            first, *rest = _wrapped(text, start + 2)
            yield f"  {_styled(_filled(label, start), _DIM)}{first}"
            yield from [" " * (start + 2) + line for line in rest]
    named = [definition for definition, _ in found]
    for duplicate in lookup.duplicates():
        if all(definition in named for definition in duplicate.definitions):
            yield from ["", *str(duplicate).splitlines()]


def _facts(
    definition: Definition, params: Mapping[str, str], lang: Language | None
) -> Iterator[tuple[str, str]]:
    """Yield the facts of a definition that there are, each with its label."""
    yield "HTTP status", str(definition.http_status)
    labels = [definition.category, *([definition.subcategory] if definition.subcategory else [])]
    if lang:
        yield "category", " / ".join([getattr(label, lang) for label in labels])
    else:
        both = [label if label in (label.en, "") else f"{label} ({label.en})" for label in labels]
        yield "category", " / ".join(both)
    args = [params[name] for name in definition.params if name in params]

    def text(language: Language) -> str:
        return definition.format(*args, lang=language) if args else plain(definition.text(language))

    if lang or text("en") == text("zh"):
        yield "text", text(lang or "en")
    else:
        yield "English", text("en")
        yield "Chinese", text("zh")
    if args:
        yield "arguments", ", ".join([f"{name}={value}" for name, value in params.items()])
    yield "on the wire", plain(definition.message)
    if definition.description:
        yield "described as", plain(definition.description)
    if advice := definition.advice:
        yield "advice", f"{advice}: {_ADVICE[advice][lang or 'en']}"
    if not definition.success:
        first, kind, base, root = definition.exception.__mro__[:4]
        package = first.__module__.removesuffix(".errors").removeprefix("emma_errors.")
        yield "raise", f"{package}.{first.__name__}({', '.join(definition.params)})"
        names = [f"{package}.{one.__name__}" for one in (first, kind, base)]
        yield "except", ", ".join([*names, root.__name__])


def _table(rows: "Sequence[tuple[Definition, Language]]", lang: Language | None) -> Iterator[str]:
    """Yield a line for each definition with its text, on a terminal below a line of labels."""
    cells = [
        [d.catalog, str(int(d.code)), str(d.http_status), d.name, plain(d.text(of))]
        for d, of in rows
    ]
    labels = [_label(label, lang) for label in ("catalog", "code", "status", "name", "text")]
    shown = [labels, *cells] if _on_terminal() else cells
    widths = [max(map(_columns, column)) + 2 for column in list(zip(*shown, strict=True))[:-1]]
    indent = sum(widths)
    if _on_terminal() and _width() - indent < _NARROW:
        for row in cells:
            yield _styled(" ".join(row[:-1]), _BOLD)
            yield from [f"  {line}" for line in _wrapped(row[-1], 2)]
        return
    for row in shown:
        start = "".join(map(_filled, row, widths))
        first, *rest = _wrapped(row[-1], indent)
        yield _styled(start + first, _DIM) if row is labels else start + first
        yield from [" " * indent + line for line in rest]


def _label(label: str, lang: Language | None) -> str:
    """Return a label in a language, as the terminal can show it."""
    return _shown(_CHINESE.get(label, label) if lang == "zh" else label)


def _print(lines: Iterable[str]) -> None:
    """Print lines, all at once."""
    print("\n".join(lines))


def _print_json(found: "Iterable[Found]", *, with_arguments: bool = False) -> None:
    """Print definitions as a list of what `export` writes; those off the wire with `arguments`."""
    import json

    from ..export import record

    rows = [
        {**record(definition), **({"arguments": dict(params)} if with_arguments else {})}
        for definition, params in found
    ]
    # The escapes that a stream makes of what it cannot encode are not all JSON's.
    ascii_only = (getattr(sys.stdout, "encoding", None) or "").lower() not in ("utf-8", "utf8")
    print(json.dumps(rows, ensure_ascii=ascii_only, indent=2))


_BOLD, _DIM = "1", "2"
_NARROW = 20  # columns, and no text is wrapped to fewer


def _width() -> int:
    """Return the columns of the terminal."""
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _on_terminal() -> bool:
    """Return whether a person reads the output."""
    return sys.stdout is not None and sys.stdout.isatty()


def _styled(text: str, style: str) -> str:
    """Return a text in a style, where the terminal has styles and the reader wants them."""
    refused = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return text if refused or not _on_terminal() else f"\x1b[{style}m{text}\x1b[m"


def _filled(text: str, columns: int) -> str:
    """Return a text with blanks after it up to a number of columns."""
    return text + " " * (columns - _columns(text))


def _columns(text: str) -> int:
    """Return the columns that a text takes in a terminal: two for a sign of East Asian width."""
    return sum(
        0 if category(sign) in ("Mn", "Me") else 2 if east_asian_width(sign) in "FW" else 1
        for sign in text
    )


def _wrapped(text: str, indent: int) -> list[str]:
    """Return a text as lines that fit a terminal after an indent; elsewhere as one line.

    A line ends at a blank or between two Chinese signs, and none begins with punctuation.
    """
    text = _shown(text)
    if not _on_terminal():
        return [text]
    columns = max(_width() - indent, _NARROW)
    lines = [""]
    for word in re.findall(r"\s*[（「]*(?:[ᄀ-￿]|[^\sᄀ-￿]+)[，。：；！？、）」]*|\s+$", text):
        if _columns(lines[-1] + word) > columns and lines[-1]:
            lines.append(word.lstrip())
        else:
            lines[-1] += word
    return lines


def _shown(text: str) -> str:
    """Return a text as the terminal can show it: in its encoding, without what would steer it."""
    if not text.isprintable():
        signs = [c if c.isprintable() else c.encode("unicode_escape").decode() for c in text]
        text = "".join(signs)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
