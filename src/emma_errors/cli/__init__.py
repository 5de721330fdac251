"""The command `emma-errors`.

`arguments` has its parser, `commands` what each command prints, `logs` what reads a body or a log.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence

from .arguments import MODULES, parser, with_command

__all__ = ("main",)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        argv: The arguments; those of the process if None.

    Returns:
        The exit status: 0; 1 if nothing is found or the output cannot be written; 130 after
        Ctrl-C; 141 if the reader of the output has closed it. Wrong usage exits with 2.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            return _run(sys.argv[1:] if argv is None else argv)
        finally:
            if sys.stdout is not None:  # it is None where it was closed before the start
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
            except OSError:  # or Python tries again at exit to write it
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return 141 if isinstance(error, BrokenPipeError) else 1


def _run(argv: Sequence[str]) -> int:
    """Parse the arguments and run the command."""
    top = parser([word for word in argv if word in MODULES])
    options = top.parse_args(with_command(top, argv))
    if options.first_format and options.command in (*MODULES, "completion"):
        top.error(f"argument --format: has no effect before {options.command}")
    for option in ("lang", "format"):
        if getattr(options, option, None) is None:
            setattr(options, option, getattr(options, f"first_{option}"))
    run: Callable[[argparse.Namespace], int] = options.run
    command: argparse.ArgumentParser = options.parser
    try:
        return run(options)
    except argparse.ArgumentError as error:
        command.error(str(error))
