"""What the commands cost on tables of 200, 2,000 and 10,000 rows: processor time."""

import subprocess
import sys
from os import times
from pathlib import Path
from tempfile import TemporaryDirectory

ROWS = (200, 2_000, 10_000)
LIMIT = 3.0  # seconds for a command on the largest table
LIMITS = {"check": 10.0}
WORDS = (
    *("item", "cart", "user", "order", "payment", "token", "session", "account", "invalid"),
    *("missing", "expired", "limit", "reached", "service", "request", "quota", "exceeded"),
)


def table(count: int, status: int) -> str:
    """Return a table of texts in both languages, one row in nine with a status of one's own."""
    lines = ["code\tname\thttp_status\tcategory\tmessage\ten\tzh\tparams"]
    for n in range(count):
        words = " ".join([WORDS[n * step % len(WORDS)] for step in (1, 7, 11, 13)])
        text, param = (f"{words} {n} %s", "user") if n % 20 == 0 else (f"{words} {n}", "")
        cells = [str(1000 + n), f"NAME_{n}", str(status if n % 9 == 0 else 400), f"Kind {n % 20}"]
        lines.append("\t".join([*cells, text, text, f"訊息 {text}", param]))
    return "\n".join([*lines, ""])


def commands(count: int) -> dict[str, list[str]]:
    """Return each command that is measured, in the order in which they need one another."""
    generate = ["generate", "shop_codes.tsv", "--package", "shop"]
    package = ["--package", "shop"]
    return {
        "adopt": ["adopt", "shop_codes.tsv"],
        "generate": generate,
        "generate --check": [*generate, "--check"],
        "check": ["check", "shop_codes.tsv"],
        "diff": ["diff", "shop_codes.tsv", "later_codes.tsv"],
        "search": [*package, "search", "quota"],
        "explain a code": [*package, "explain", f"{1000 + count // 2}"],
        "explain a name that is near": [*package, "explain", f"NAME_{count // 2}X"],
        "list": [*package, "list"],
        "export": [*package, "export", "--format", "csv"],
        "generate --check, stale": [*generate, "--check"],
    }


def seconds(count: int) -> dict[str, float]:
    """Return the processor time that each command takes on a table of so many rows."""
    took: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        for name, status in (("shop_codes.tsv", 404), ("later_codes.tsv", 410)):
            Path(folder, name).write_text(table(count, status), encoding="utf-8")
        for name, command in commands(count).items():
            if "stale" in name:
                Path(folder, "shop_codes.tsv").write_text(table(count, 410), encoding="utf-8")
            before = times()
            subprocess.run(
                [sys.executable, "-m", "emma_errors", *command],
                cwd=folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
                timeout=600,
            )
            after = times()
            user = after.children_user - before.children_user
            took[name] = user + after.children_system - before.children_system
    return took


def main() -> int:
    """Print a table in Markdown; return 1 where a limit is passed."""
    took = {count: seconds(count) for count in ROWS}
    print("| seconds |", " | ".join([f"{count:,}" for count in ROWS]), "| limit |")
    print("| --- |", " --: |" * (len(ROWS) + 1))
    missed = False
    for name in commands(ROWS[0]):
        limit = LIMITS.get(name, LIMIT)
        missed = missed or took[ROWS[-1]][name] > limit
        cells = " | ".join([f"{took[count][name]:.2f}" for count in ROWS])
        print(f"| {name} | {cells} | {limit:g} |")
    return missed


if __name__ == "__main__":
    sys.exit(main())
