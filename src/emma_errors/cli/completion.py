"""Completion scripts for bash, zsh and fish, generated from the command's parser."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from shlex import quote
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeGuard

__all__ = ("SHELLS", "script")

Word = tuple[
    str, str
]  # a word of letters, digits and `_.-`, and its description, which may be empty


class _Option(NamedTuple):
    """An option of a command."""

    flags: Sequence[str]
    help: str
    takes: str
    """The name of its value; empty if it takes none."""
    words: Sequence[Word]
    files: bool
    """Whether its value is a path."""


class _Command(NamedTuple):
    """A command; the first one, without a name, is the program itself."""

    name: str
    help: str
    options: "list[_Option]"
    words: Sequence[Word]
    files: bool
    """Whether a positional argument is a path."""


def script(shell: str, parser: argparse.ArgumentParser, words: Mapping[str, Sequence[Word]]) -> str:
    """Return the script of a shell.

    Args:
        shell: One of `SHELLS`.
        parser: A parser with the arguments of all commands.
        words: The possible values of each argument without `choices`, by its `dest`. Without
            either, a positional argument is a path, and so is an option's `FILE` or `DIR`.
    """
    first, *others = _commands(parser, words)
    return SHELLS[shell](parser.prog, first, others)


def _commands(
    parser: argparse.ArgumentParser,
    words: Mapping[str, Sequence[Word]],
    name: str = "",
    help: str = "",
) -> "Iterator[_Command]":
    """Yield the program, then each of its commands."""
    command = _Command(name, help, [], [], files=False)
    others: list[_Command] = []
    for action in parser._actions:  # pyright: ignore[reportPrivateUsage]  # argparse has no public way
        description = (action.help or "").replace("%%", "%")
        if _are_parsers(action.choices):
            for command_name, subparser in action.choices.items():
                summary = (subparser.description or "").rstrip(".")
                others += _commands(subparser, words, command_name, summary)
            command = command._replace(words=[(other.name, other.help) for other in others])
            continue
        known = [(str(choice), "") for choice in action.choices or ()]
        known += words.get(action.dest, ())
        unknown = not action.choices and action.dest not in words
        if action.option_strings:
            value = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
            takes = "" if action.nargs == 0 else value
            files = unknown and takes in ("FILE", "DIR")
            command.options.append(_Option(action.option_strings, description, takes, known, files))
        else:
            both = [*command.words, *known]
            command = command._replace(words=both, files=command.files or unknown)
    yield command
    yield from others


def _are_parsers(choices: object) -> "TypeGuard[dict[str, argparse.ArgumentParser]]":
    """Return whether the choices of an argument are commands."""
    return isinstance(choices, dict)


_BASH = r"""# Completes @PROG@ in bash: eval "$(@PROG@ completion bash)"
@FUNCTION@() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
    local IFS=$' \t\n' command= words= i
    if [[ $cur == = ]]; then cur=
    elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            @VALUED@) [[ ${COMP_WORDS[i+1]} != = ]] || ((i++)); ((i++)) ;;
            -*) ;;
            *) command=${COMP_WORDS[i]}; break ;;
        esac
    done
    case $command:$prev:$cur in
@CASES@
    esac
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
    if [[ ${#COMPREPLY[@]} == 0 && -n $cur ]]; then  # a name may be in any case
        COMPREPLY=($(compgen -W "$words" -- "$(tr a-z A-Z <<< "$cur")"))
    fi
}
complete -F @FUNCTION@ @PROG@"""


def _bash(prog: str, first: _Command, others: "list[_Command]") -> str:
    """Return the script of bash, from version 3.2 on."""
    cases: list[str] = []

    def add(pattern: str, words: Sequence[Word], files: bool = False) -> None:
        known = " ".join([word for word, _ in words])
        paths = " compopt -o default 2>/dev/null;" if files else ""
        cases.append(f"        {pattern}) words={quote(known)};{paths};")

    for command in (first, *others):
        for option in command.options:
            if option.takes:
                pattern = "|".join([f"{command.name}:{flag}:*" for flag in option.flags])
                add(pattern, option.words, option.files)
        flags = [(flag, "") for option in command.options for flag in option.flags]
        add(f"{command.name}:*:-*", flags)
        add(f"{command.name}:*", command.words, command.files)
    return _filled(
        _BASH,
        PROG=prog,
        FUNCTION=_function(prog),
        VALUED="|".join(_valued(first)),
        CASES="\n".join(cases),
    )


_ZSH = r"""#compdef @PROG@
# Completes @PROG@ in zsh, after compinit: eval "$(@PROG@ completion zsh)"
@WORDS@
@FUNCTION@() {
    local context state state_descr line
    typeset -A opt_args
    _arguments -C @OPTIONS@ '1:command:@FUNCTION@_words_' '*::argument:->arguments'
    [[ $state == arguments ]] || return
    case $line[1] in
@CASES@
    esac
}
if [[ $funcstack[1] == _@PROG@ ]]; then @FUNCTION@ "$@"; else compdef @FUNCTION@ @PROG@; fi"""


def _zsh(prog: str, first: _Command, others: "list[_Command]") -> str:
    """Return the script of zsh, to be evaluated or put into `$fpath`."""
    function = _function(prog)
    functions: list[str] = []
    cases: list[str] = []
    for command in (first, *others):
        if command.words:
            words = [f"        {quote(f'{word}:{meaning}')}" for word, meaning in command.words]
            functions += [f"{function}_words_{command.name}() {{", "    local -a words=(", *words]
            functions += ["    )", "    _describe word words -M 'm:{a-zA-Z}={A-Za-z}'", "}"]
    for command in others:
        specs = _zsh_options(command)
        if command.words or command.files:
            action = "_files" if command.files else f"{function}_words_{command.name}"
            specs += " " + quote(f"*:argument:{action}")
        cases.append(f"        {command.name}) _arguments {specs} ;;")
    return _filled(
        _ZSH,
        PROG=prog,
        FUNCTION=function,
        WORDS="\n".join(functions),
        OPTIONS=_zsh_options(first),
        CASES="\n".join(cases),
    )


def _zsh_options(command: _Command) -> str:
    """Return the arguments of `_arguments` for the options of a command."""
    specs: list[str] = []
    for option in command.options:
        help_text = "".join([f"\\{sign}" if sign in "[]\\" else sign for sign in option.help])
        known = " ".join([word for word, _ in option.words])
        action = "_files" if option.files else f"({known})" if known else " "
        value = f":{option.takes}:{action}" if option.takes else ""
        for flag in option.flags:
            sign = "=" if option.takes and flag.startswith("--") else ""
            specs.append(quote(f"*{flag}{sign}[{help_text}]{value}"))
    return " ".join(specs)


_FISH = r"""# Completes @PROG@ in fish: @PROG@ completion fish | source
function @FUNCTION@_at --argument-names command
    set -l words (commandline -opc)[2..]
    while set -q words[1]
        switch $words[1]
            case @VALUED@
                set words $words[2..]
            case '-*'
            case '*'
                test "$words[1]" = "$command"
                return
        end
        set words $words[2..]
    end
    test -z "$command"
end
complete -c @PROG@ -e
complete -c @PROG@ -f
@COMPLETES@"""


def _fish(prog: str, first: _Command, others: "list[_Command]") -> str:
    """Return the script of fish, from version 3.4 on."""
    function = f"_{_function(prog)}"
    lines: list[str] = []
    for command in (first, *others):
        name = command.name or _fish_quoted("")
        at = f"complete -c {prog} -n {_fish_quoted(f'{function}_at {name}')}"
        if command.files:
            lines.append(f"{at} -F")
        for option in command.options:
            names = [
                f"-{'l' if flag[1] == '-' else 's'} {flag.strip('-')}" for flag in option.flags
            ]
            known = _fish_quoted(" ".join([word for word, _ in option.words]))
            value = "" if not option.takes else " -r -F" if option.files else f" -x -a {known}"
            lines.append(f"{at} {' '.join(names)}{value} -d {_fish_quoted(option.help)}")
        if command.words:
            words = [f"        {word} {_fish_quoted(meaning)}" for word, meaning in command.words]
            lines += [f"function {function}_words_{command.name}", "    printf '%s\\t%s\\n' \\"]
            lines += [" \\\n".join(words), "end"]
            lines.append(f"{at} -k -a '({function}_words_{command.name})'")
    return _filled(
        _FISH,
        PROG=prog,
        FUNCTION=function,
        VALUED=" ".join(_valued(first)),
        COMPLETES="\n".join(lines),
    )


def _function(prog: str) -> str:
    """Return the name of a script's function."""
    return f"_{prog.replace('-', '_')}"


def _fish_quoted(text: str) -> str:
    """Return a text quoted for fish."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _filled(template: str, **parts: str) -> str:
    """Return a template with each `@NAME@` replaced by the part of that name."""
    for name, part in parts.items():
        template = template.replace(f"@{name}@", part)
    return template


def _valued(command: _Command) -> list[str]:
    """Return the options of a command that take a value."""
    return [flag for option in command.options if option.takes for flag in option.flags]


SHELLS = {"bash": _bash, "zsh": _zsh, "fish": _fish}
"""The shells, with the function that returns the script of each."""
