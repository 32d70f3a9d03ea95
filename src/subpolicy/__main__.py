"""``python -m subpolicy``."""

import sys

from subpolicy.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
