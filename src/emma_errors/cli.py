"""The command `emma-errors`."""

import argparse
import io
import sys
from collections.abc import Iterator, Sequence

from . import lookup
from .lookup import Duplicate, UnknownCodeError
from .model import Definition, class_name

__all__ = ("main",)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        argv: The arguments; those of the process if None.

    Returns:
        The exit status: 0, or 1 where a code or name is unknown. Wrong usage exits with 2.
    """
    parser = argparse.ArgumentParser(
        "emma-errors", description="The error codes of PIXNET's Emma API and Baidu's open API."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    explain = commands.add_parser("explain", help="say what codes or names mean, in both languages")
    explain.add_argument("code", nargs="+", help="a code such as 4109, or a name in any case")
    options = parser.parse_args(argv)

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    codes: list[str] = options.code
    return _explain(codes)


def _explain(codes: Sequence[str]) -> int:
    """Print what is known of each code or name; those that are unknown to standard error."""
    status = 0
    blocks: list[str] = []
    for code in codes:
        try:
            blocks += _explanation(lookup.find(code.strip().upper()))
        except UnknownCodeError as error:
            print(f"emma-errors: {error}", file=sys.stderr)
            status = 1
    if blocks:
        print("\n\n".join(blocks))
    return status


def _explanation(found: Definition) -> Iterator[str]:
    """Yield a block for each definition of a code, the one that was asked for first."""
    others = [definition for definition in found.code.definitions if definition is not found]
    for definition in (found, *others):
        title = f"{definition.catalog} {definition.code:d} {definition.name}"
        yield "\n".join([title, *(f"  {fact:<14}{value}" for fact, value in _facts(definition))])
    if others:
        yield str(Duplicate(found.code))


def _facts(definition: Definition) -> Iterator[tuple[str, str]]:
    """Yield the facts of a definition that there are, each with its name."""
    yield "HTTP status", str(definition.http_status)
    labels = [definition.category, *([definition.subcategory] if definition.subcategory else [])]
    yield "category", " / ".join([f"{label} ({label.en})" for label in labels])
    yield "English", definition.en
    yield "Chinese", definition.zh
    yield "on the wire", definition.message
    if definition.description:
        yield "described as", definition.description
    if definition.advice:
        yield "advice", definition.advice
    if definition.http_status >= 400:
        package = definition.catalog
        yield "raise", f"{package}.{class_name(definition.name)}({', '.join(definition.params)})"
        bases = [base.__name__ for base in definition.exception.__mro__[:4]]
        yield "except", ", ".join([f"{package}.{base}" for base in bases[:3]] + bases[3:])
