"""What each command of `emma-errors` prints."""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from .. import lookup
from ..errors import lineage
from ..lookup import Duplicate, UnknownCodeError
from ..model import Definition, Language, folded
from ..template import plain
from .arguments import parser
from .terminal import BOLD, facts, hanging, styled, table
from .words import ADVICE, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .logs import Finding

__all__ = ("COMMANDS",)


def explain(options: argparse.Namespace) -> int:
    """Print the facts of each code or name, and unknown ones to standard error."""
    findings: list[Finding] = []
    problems: dict[str, None] = {}
    codes: list[str] = options.code
    for code in codes:
        for finding in _read(problems) if code == "-" else _looked_up(code):
            if isinstance(finding, UnknownCodeError):
                problem = f"unknown code or name {finding.code!r}"  # a log needs no hint
                problems[problem if code == "-" and not finding.near else str(finding)] = None
            elif finding not in findings:
                findings.append(finding)
    if options.format == "json" and findings:
        _print_json(findings, with_arguments="-" in codes)
    elif findings:
        _print(_explanations(findings, options.lang))
    for problem in problems:
        print(f"emma-errors: {problem}", file=sys.stderr)
    return 1 if problems else 0


def _looked_up(code: str) -> "list[Finding | UnknownCodeError]":
    """Return the definitions of a code, a name or `emma.2101`; the one with the name is first."""
    try:
        first = lookup.find(code.strip())
    except UnknownCodeError as error:
        return [error]
    definitions = lookup.definitions(code.strip())
    return [(d, {}) for d in sorted(definitions, key=lambda d: d is not first)]


def _read(problems: dict[str, None]) -> "list[Finding | UnknownCodeError]":
    """Return the errors on standard input; if there are none, add the reason to `problems`."""
    from ..wire import parse_error
    from .logs import errors_in

    data = b"" if sys.stdin is None else sys.stdin.buffer.read()
    text = data.decode("utf-8", "replace")
    errors = errors_in(text)
    if not errors and re.fullmatch(r"\s*[\w.]+\s*", text):
        return _looked_up(text)
    body = None if errors else parse_error(text)
    if (
        body
        and body.catalog
        and isinstance(body.code, int)
        and body.message
        and not body.definition
    ):
        problems[f"no definition of {body.catalog} {body.code} means {body.message!r}"] = None
    elif not errors:
        problems[
            "no error found on standard input; it recognizes a body such as "
            '{"error": 1, "code": "2101"}, emma.2101, [2101] with its message, error_code=110, '
            "an exception in a traceback, or a code or a name alone"
        ] = None
    return errors


# The options of `list`, and the spellings of a definition's value; completion offers the first.
_CHOICES: dict[str, Callable[[Definition], Sequence[str]]] = {
    "catalog": lambda d: (d.catalog,),
    "category": lambda d: (d.category.name.lower(), d.category, d.category.en, d.category.zh),
    "status": lambda d: () if d.http_status is None else (str(d.http_status),),
    "advice": lambda d: (d.advice,) if d.advice else (),
}


def list_(options: argparse.Namespace) -> int:
    """Print the selected definitions, one per line."""
    definitions = _every()
    for name, spellings in _CHOICES.items():
        values: list[str] = getattr(options, name)
        if values:
            _check(name, values)
            wanted = {*map(_compared, values)}
            definitions = [
                d for d in definitions if wanted.intersection(map(_compared, spellings(d)))
            ]
    if not definitions:
        print("emma-errors: no definition matches all of these options", file=sys.stderr)
        return 1
    lang: Language = options.lang or "en"
    _print_rows([(d, lang) for d in definitions], options)
    return 0


def _check(name: str, values: Iterable[str]) -> None:
    """Check that each value of an option of `list` selects definitions.

    Raises:
        argparse.ArgumentError: A value selects none. The message lists similar and allowed values.
    """
    from difflib import get_close_matches

    known: dict[str, str] = {}
    choices: dict[str, None] = {}
    for definition in _every():
        spellings = [*_CHOICES[name](definition)]
        for spelling in spellings:
            known.setdefault(_compared(spelling), spellings[0])
        if spellings:
            first, *others = dict.fromkeys(spellings)
            choices[f"{first} ({', '.join(others)})" if others else first] = None
    for value in values:
        if _compared(value) not in known:
            near = [known[word] for word in get_close_matches(_compared(value), known)]
            hint = f"similar: {', '.join(dict.fromkeys(near))}; " if near else ""
            raise argparse.ArgumentError(
                None,
                f"argument --{name}: unknown {name} {value!r}; "
                f"{hint}choose from {', '.join(sorted(choices))}",
            )


def _compared(text: str) -> str:
    """Return a value for comparison."""
    return folded(text).replace("_", " ").replace("-", " ")


def search(options: argparse.Namespace) -> int:
    """Print the definitions that contain a word or a phrase, one per line."""
    word = " ".join(options.word)
    definitions = lookup.search(word)
    if not definitions:
        print(f"emma-errors: no name or text contains {word!r}", file=sys.stderr)
        return 1
    wanted = folded(word)
    rows: list[tuple[Definition, Language]] = []
    for definition in definitions:
        en, zh = [folded(text.replace("%%", "%")) for text in (definition.en, definition.zh)]
        only_zh = wanted in zh and wanted not in en
        rows.append((definition, options.lang or ("zh" if only_zh else "en")))
    _print_rows(rows, options)
    return 0


def duplicates(options: argparse.Namespace) -> int:
    """Print each code that has several definitions, and the lookup of each."""
    repeated = lookup.duplicates()
    if options.format == "json":
        _print_json([(d, {}) for duplicate in repeated for d in duplicate.definitions])
        return 0
    lines: list[str] = []
    for duplicate in repeated:
        lines += [*([""] if lines else []), *_duplicate(duplicate, options.lang)]
    _print(lines)
    return 0


def completion(options: argparse.Namespace) -> int:
    """Print the completion script of a shell."""
    from .completion import script

    every = _every()
    values: dict[str, list[tuple[str, str]]] = {}
    for name, spellings in _CHOICES.items():
        firsts = {known[0] for known in map(spellings, every) if known}
        values[name] = [(word, "") for word in sorted(firsts)]
    names = {d.name: plain(d.en) for d in every}
    codes = {str(d.code): d.name for d in reversed(every) if re.fullmatch(r"[\w.-]+", str(d.code))}
    ordered = sorted(codes, key=lambda code: (len(code), code) if code.isdecimal() else (99, code))
    values["code"] = sorted(names.items()) + [(code, codes[code]) for code in ordered]
    values["word"] = values["package"] = []
    _print([script(options.shell, parser(), values)])
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "explain": explain,
    "list": list_,
    "search": search,
    "duplicates": duplicates,
    "completion": completion,
}
"""The function of each command without its own module; it returns the exit status."""


def _every() -> list[Definition]:
    """Return the definitions of every catalog."""
    return [d for catalog in lookup.catalogs().values() for d in catalog.DEFINITIONS]


# What is printed


def _explanations(findings: "Sequence[Finding]", lang: Language | None) -> Iterator[str]:
    """Yield a block for each definition, and the lookups if a code has several."""
    for place, (definition, params) in enumerate(findings):
        if place:
            yield ""
        yield styled(f"{definition.catalog} {definition.code} {definition.name}", BOLD)
        yield from facts(
            [
                (words(label, lang, [definition.catalog]), text)
                for label, text in _facts(definition, params, lang)
            ]
        )
    named = [definition for definition, _ in findings]
    for definition in named:
        rows = definition.code.definitions
        if definition is rows[0] and len(rows) > 1 and all(row in named for row in rows):
            yield from ["", *_duplicate(Duplicate(definition.code), lang)]


def _facts(
    definition: Definition, params: Mapping[str, str], lang: Language | None
) -> Iterator[tuple[str, str]]:
    """Yield each fact of a definition that is not empty, with its label."""
    if definition.subcode is not None:
        yield "subcode", definition.subcode
    if definition.http_status is not None:
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
        colon = "：" if lang == "zh" else ": "
        yield "advice", f"{advice}{colon}{words(ADVICE[advice], lang, [definition.catalog])}"
    if not definition.success:
        classes = lineage(definition)
        package = classes[0].__module__.removesuffix(".errors").removeprefix("emma_errors.")
        names = [f"{package}.{cls.__name__}" for cls in classes]
        yield "raise", f"{names[0]}({', '.join(definition.params)})"
        yield "except", ", ".join([*names, "ApiError"])


def _duplicate(duplicate: Duplicate, lang: Language | None) -> Iterator[str]:
    """Yield the report of a code with several definitions, in a language."""
    catalogs = [duplicate.definitions[0].catalog]
    for indent, template, values in duplicate.lines():
        yield from hanging(words(template, lang, catalogs).format(**values), indent)


def _print_rows(rows: "Sequence[tuple[Definition, Language]]", options: argparse.Namespace) -> None:
    """Print definitions, each with its text in a language, as a table or as JSON."""
    if options.format == "json":
        _print_json([(definition, {}) for definition, _ in rows])
        return
    catalogs = {definition.catalog for definition, _ in rows}
    labels = ("catalog", "code", "status", "name", "text")
    cells = [
        [d.catalog, str(d.code), str(d.http_status or "—"), d.name, plain(d.text(language))]
        for d, language in rows
    ]
    _print(table([words(label, options.lang, catalogs) for label in labels], cells))


def _print(lines: Iterable[str]) -> None:
    """Print lines, all at once."""
    print("\n".join(lines))


def _print_json(findings: "Iterable[Finding]", *, with_arguments: bool = False) -> None:
    """Print definitions as JSON, as `export` writes them, and their arguments if asked for."""
    import json

    from ..export import record

    rows = [
        {**record(definition), **({"arguments": dict(params)} if with_arguments else {})}
        for definition, params in findings
    ]
    # The escapes that a stream writes for what it cannot encode are not all JSON's.
    ascii_only = (getattr(sys.stdout, "encoding", None) or "").lower() not in ("utf-8", "utf8")
    print(json.dumps(rows, ensure_ascii=ascii_only, indent=2))
