"""The arguments of the command `emma-errors`."""

import argparse
import importlib
import re
import sys
from collections.abc import Iterable, Sequence

__all__ = ("MODULES", "parser", "with_command")

# The commands with their own module, which has `arguments(parser)` and `run(options)`.
MODULES = {
    "export": ("..export", "write the catalogs as tables for other tools"),
    "adopt": ("..tables.adopt", "make your own table from a published one"),
    "generate": ("..tables.generate", "generate enums and exceptions from your own table"),
    "check": ("..tables.check", "check your own table for mistakes"),
    "diff": ("..tables.diff", "compare two versions of a table, and find breaking changes"),
    "site": ("..site", "write an HTML reference with one page per code"),
}
_COMMANDS = ("explain", "list", "search", "duplicates", *MODULES, "completion")
_OWN_TABLE = ("adopt", "generate", "check", "diff")  # read a table, and need no catalog
_COMPLETION = """\
in ~/.bashrc:
  eval "$(emma-errors completion bash)"
in ~/.zshrc, after compinit:
  eval "$(emma-errors completion zsh)"
in ~/.config/fish/config.fish:
  emma-errors completion fish | source
"""


def parser(modules: Iterable[str] = MODULES) -> argparse.ArgumentParser:
    """Return the parser.

    Args:
        modules: The commands whose module is imported for their arguments; keys of `MODULES`.
    """
    top = argparse.ArgumentParser(
        "emma-errors",
        description="The error codes of PIXNET's Emma API, Baidu's open API and your own.",
        epilog="emma-errors CODE is short for emma-errors explain CODE. "
        "COMMAND --help shows the arguments of a command.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action=_Version, nargs=0, help="print the version")
    _add_package(top)
    _add_lang(top, "first_")
    _add_format(top, "first_")
    subparsers = top.add_subparsers(
        required=True, metavar="COMMAND", dest="command", title="commands"
    )

    def add(name: str, help: str) -> argparse.ArgumentParser:
        command = subparsers.add_parser(
            name, help=help, description=f"{help[0].upper()}{help[1:]}.", allow_abbrev=False
        )
        command.set_defaults(run=_run, parser=command)
        if name not in _OWN_TABLE:
            _add_package(command)
        return command

    _add_explain(add("explain", "explain codes or names"))
    _add_list(add("list", "list the definitions, one per line"))
    _add_search(add("search", "find a word or a phrase in names and texts"))
    duplicates = add("duplicates", "report codes defined more than once")
    _add_lang(duplicates)
    _add_format(duplicates)
    for name, (home, help) in MODULES.items():
        command = add(name, help)
        if name in modules:
            module = importlib.import_module(home, __package__)
            module.arguments(command)
            command.set_defaults(run=module.run)
    completion = add("completion", "print the completion script of a shell")
    completion.add_argument("shell", choices=("bash", "zsh", "fish"))
    completion.epilog = _COMPLETION
    completion.formatter_class = argparse.RawDescriptionHelpFormatter
    return top


def _run(options: argparse.Namespace) -> int:
    """Run a command of `commands`, imported here: `generate` repairs the catalogs it imports."""
    from .commands import COMMANDS

    return COMMANDS[options.command](options)


def with_command(top: argparse.ArgumentParser, argv: Sequence[str]) -> list[str]:
    """Return the arguments with `explain` before a code that is in the place of a command.

    A word similar to a command is wrong usage, instead of a code; the message has the command.
    """
    words = iter(enumerate(argv))
    for place, word in words:
        if word in ("--package", "--lang", "--format"):
            next(words, None)
        elif word == "-" or re.match(r"[^-]|-[0-9]", word):
            if word in _COMMANDS:
                break
            if word.isalpha() and word.islower():
                from difflib import get_close_matches

                if near := get_close_matches(word, _COMMANDS):
                    top.error(f"unknown command {word!r}; similar: {', '.join(near)}")
            return [*argv[:place], "explain", *argv[place:]]
    return [*argv]


def _add_explain(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `explain`."""
    command.add_argument(
        "code",
        nargs="+",
        metavar="CODE",
        help="a code such as 4109 or emma.4109, or a name in any case; "
        "- reads a response body or log lines from standard input and explains the errors in them",
    )
    _add_lang(command)
    _add_format(command)


def _add_list(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `list`."""
    for name, help in (
        ("catalog", "in this catalog, such as emma"),
        ("category", "in this category: its label, its English or Chinese text, or its enum name"),
        ("status", "with this HTTP status code"),
        ("advice", "with this advice: retry, back_off or reauthenticate"),
    ):
        command.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar=name.upper(),
            help=f"only definitions {help}; may be repeated",
        )
    _add_lang(command)
    _add_format(command)


def _add_search(command: argparse.ArgumentParser) -> None:
    """Add the arguments of `search`."""
    command.add_argument(
        "word",
        nargs="+",
        metavar="WORD",
        help="a word or a phrase in a name, or in a text in either language",
    )
    _add_lang(command)
    _add_format(command)


def _add_package(command: argparse.ArgumentParser) -> None:
    """Add the option that registers a catalog."""
    command.add_argument(
        "--package",
        action=_Package,
        default=argparse.SUPPRESS,
        metavar="MODULE",
        help="also use your own catalog, such as myshop.errors; may be repeated",
    )


def _add_lang(command: argparse.ArgumentParser, prefix: str = "") -> None:
    """Add the option of the language; a prefix separates it from the same option of a command."""
    command.add_argument(
        "--lang",
        choices=("en", "zh"),
        dest=f"{prefix}lang",
        help="language of labels and texts; without it, explain shows both",
    )


def _add_format(command: argparse.ArgumentParser, prefix: str = "") -> None:
    """Add the option of the format."""
    command.add_argument(
        "--format",
        choices=("text", "json"),
        dest=f"{prefix}format",
        help="the output format; json is a list of definitions in both languages, as in export",
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
    """Register a catalog at once, so that the arguments after it may use its codes."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        from .. import lookup  # here, not above: see `_run`

        if sys.path[:1] != [""]:
            sys.path.insert(0, "")
        try:
            catalog = importlib.import_module(str(values))
            lookup.register(catalog)  # pyright: ignore[reportArgumentType]  # it checks what it gets
        except Exception as error:  # a module of the user's may raise whatever it likes
            raise argparse.ArgumentError(
                self, f"cannot register {values}: {type(error).__name__}: {error}"
            ) from error
