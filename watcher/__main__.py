"""`python -m watcher`."""

import sys

from watcher.cli.main import run_and_exit

if __name__ == "__main__":
    sys.exit(run_and_exit())
