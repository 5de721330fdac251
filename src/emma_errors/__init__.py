"""The error codes of PIXNET's Emma API and Baidu's open API as typed Python.

`emma` and `baidu` are the catalogs: each has an enum of its codes and an exception class for every
definition of an error. `lookup` finds definitions by code, name or word. `parse_error` and
`raise_for_error` turn the body of a response into an exception, and `hooks` make a client raise
automatically. `register` adds a catalog of your own. Each name is imported on first use.
"""

import sys

# Threads that import collections.abc at the same time may get it without its names on CPython 3.13.
# While this line runs, no other thread can import a module of this package.
if sys.version_info[:2] == (3, 13):
    __import__("collections.abc")

# Not the constant False, after which jedi ignores the block.
TYPE_CHECKING = bool()  # noqa: UP018  # ty: ignore[invalid-type-checking-constant]
if TYPE_CHECKING:
    from . import baidu, emma, hooks, lookup
    from .baidu import BaiduCode, BaiduError
    from .emma import EmmaCode, EmmaError
    from .errors import ApiError
    from .lookup import UnknownCodeError, register
    from .model import Definition
    from .wire import parse_error, raise_for_error

__all__ = (
    "ApiError",
    "BaiduCode",
    "BaiduError",
    "Definition",
    "EmmaCode",
    "EmmaError",
    "UnknownCodeError",
    "baidu",
    "emma",
    "hooks",
    "lookup",
    "parse_error",
    "raise_for_error",
    "register",
)

_HOMES = {
    "ApiError": "errors",
    "BaiduCode": "baidu",
    "BaiduError": "baidu",
    "Definition": "model",
    "EmmaCode": "emma",
    "EmmaError": "emma",
    "UnknownCodeError": "lookup",
    "parse_error": "wire",
    "raise_for_error": "wire",
    "register": "lookup",
}

if not TYPE_CHECKING:  # so that type checkers still report unknown names

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(
                f"module {__name__!r} has no attribute {name!r}",
                name=name,
                obj=sys.modules[__name__],
            )
        # Given a name to import from it, __import__ waits while another thread imports the module.
        module = __import__(f"{__name__}.{_HOMES.get(name, name)}", fromlist=[name])
        value: object = getattr(module, name) if name in _HOMES else module
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return list(__all__)
