"""Measure the pages of a large table: the time to render all, their size, the first request."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

# Every row has both languages and one in twenty a parameter.
RENDERED = r"""
import sys
from time import perf_counter
from emma_errors import register, site
from emma_errors.generate import main
count, categories = int(sys.argv[1]), int(sys.argv[2])
lines = ["code\tname\thttp_status\tcategory\tmessage\ten\tzh\tparams\n"]
for n in range(count):
    cells = [f"{n}", f"THING_{n}_NOT_FOUND", "404", f"Kind {n * categories // count}"]
    s, param = (" %s", "thing") if n % 20 == 0 else ("", "")
    cells += [f"Thing{s} number {n} is not found", f"The thing{s} with number {n} was not found"]
    cells += [f"找不到第 {n} 號的項目{s}", param]
    lines.append("\t".join(cells) + "\n")
with open("shop_codes.tsv", "w", encoding="utf-8") as table:
    table.write("".join(lines))
assert main(["shop_codes.tsv", "--package", "shop"]) == 0
sys.path.insert(0, ".")
import shop
register(shop)
app = site.WsgiApplication("shop")
environ = {"REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": f"/shop/{count // 2}/"}
start = perf_counter()
app(environ, lambda status, headers: None)
asked = perf_counter()
pages = site.pages("shop")
took = perf_counter() - asked
size = sum([len(text.encode()) for text in pages.values()])
print(took, size / 1e6, (asked - start) * 1e3, file=sys.stderr)
"""


class Table(NamedTuple):
    """The rows and categories of a table, and the limits of its pages."""

    rows: int
    categories: int
    seconds: float | None = None
    megabytes: float | None = None


TABLES = (
    Table(1_000, 20),
    Table(1_000, 1),
    Table(10_000, 20, seconds=20, megabytes=60),
    Table(10_000, 1, seconds=20, megabytes=60),
)


def cost(table: Table) -> tuple[float, float, float]:
    """Return the seconds and megabytes of all pages, and the milliseconds of the first response."""
    with TemporaryDirectory() as folder:
        ran = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", RENDERED, str(table.rows), str(table.categories)],
            cwd=Path(folder),
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=600,
        )
    seconds, megabytes, milliseconds = map(float, ran.stderr.split())
    return seconds, megabytes, milliseconds
