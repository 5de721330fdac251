# Generated from shop_codes.tsv by
# emma-errors generate shop_codes.tsv --package shop.errors --reference errors.md: do not edit.
"""The Shop API, codes 1001 to 3002.

`ShopCode` is the enum of the codes and `DEFINITIONS` the rows of the table. `ShopError` is
the base of one class a category, and those of one class a definition; `error` makes the exception
of a code known only at run time. Each module below is imported when a name of it is first used.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .codes import *
    from .definitions import *
    from .errors import *

__all__ = (
    "DEFINITIONS",
    "TITLE",
    "Category",
    "InputError",
    "ItemNotFound",
    "NotFoundError",
    "OrderNotFound",
    "PaymentDeclined",
    "PaymentError",
    "PaymentServiceBusy",
    "QuantityOutOfRange",
    "ShopCode",
    "ShopError",
    "error",
    "parse",
)

_HOMES = {
    "DEFINITIONS": "definitions",
    "TITLE": "definitions",
    "Category": "definitions",
    "ShopCode": "codes",
}

if not TYPE_CHECKING:  # a type checker must still flag a name that is not there

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(
                f"module {__name__!r} has no attribute {name!r}",
                name=name,
                obj=sys.modules[__name__],
            )
        __import__(f"{__name__}.{_HOMES.get(name, 'errors')}")
        for home in {*_HOMES.values(), "errors"}:
            if module := sys.modules.get(f"{__name__}.{home}"):
                globals().update({member: getattr(module, member) for member in module.__all__})
        if globals().keys() >= set(__all__):
            globals().pop("__getattr__", None)  # CPython reads a module faster without one
        return globals()[name]


def __dir__() -> list[str]:
    return list(__all__)
