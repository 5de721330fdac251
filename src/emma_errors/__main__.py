"""`python -m emma_errors` is the command `emma-errors`."""

import sys

from .cli import main

sys.exit(main())
