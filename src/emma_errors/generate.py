"""`python -m emma_errors.generate` is the command `emma-errors generate`."""

import sys

from .tables.generate import difference, main, render, run

__all__ = ("difference", "main", "render", "run")

if __name__ == "__main__":
    sys.exit(main())
