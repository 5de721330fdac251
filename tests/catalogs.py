"""Catalogs that a test generates."""

import importlib
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from emma_errors import register
from emma_errors.generate import main

Make = Callable[..., Any]
"""The fixture `make`: see `making`."""

COLUMNS = "code name http_status message params"


def table(*rows: str) -> str:
    """A table of rows whose cells are divided by a bar."""
    lines = [COLUMNS.replace(" ", "\t"), *[row.replace("|", "\t") for row in rows]]
    return "".join([line + "\t" * (4 - line.count("\t")) + "\n" for line in lines])


SHOP = table(
    "1001|ITEM_NOT_FOUND|404|No item %s|item",
    "1002|ORDER_NOT_FOUND|404|No such order",
    "1003|TOO_LOW|422|%s is under %s|field low",
    "1003|TOO_HIGH|422|%s is over %s|field high",
    "2101|SOLD_OUT|409|Sold out",
)


@contextmanager
def making(folder: Path) -> Generator[Make]:
    """Yield a function that generates a catalog in a folder on `sys.path`, and imports it."""
    names: list[str] = []

    def make(name: str, *envelope: str, rows: str = SHOP, registered: bool = True) -> Any:  # noqa: ANN401
        """Return the package; `envelope` names the fields of the code and the message."""
        file = folder / f"{name}_codes.tsv"
        file.write_text(rows, encoding="utf-8")
        options = ["--package", f"own_{name}", "--name", name, "--source", str(folder)]
        assert main([str(file), *options, *(("--envelope", *envelope) if envelope else ())]) == 0
        names.append(f"own_{name}")
        package: Any = importlib.import_module(f"own_{name}")
        if registered:
            register(package)
        return package

    yield make
    for module in [module for module in sys.modules if module.partition(".")[0] in names]:
        del sys.modules[module]
