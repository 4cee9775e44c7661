"""``python -m kg.workers HANDLER FD PARENT``: a worker process; only `kg.workers.pool` starts it."""

from __future__ import annotations

import sys

from kg.workers.child import main

main(sys.argv[1:])
