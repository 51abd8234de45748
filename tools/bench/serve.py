"""One app under the product's own server settings: python -m bench.serve TARGET PORT."""

import sys

from granian import Granian
from granian.constants import Interfaces

from challenge_hub.cli.serving import THREADS

if __name__ == "__main__":
    Granian(
        sys.argv[1],
        factory=True,
        interface=Interfaces.WSGI,
        address="127.0.0.1",
        port=int(sys.argv[2]),
        workers=1,
        blocking_threads=THREADS,
        log_access=False,
    ).serve()
