"""python -m challenge_hub.cli"""

import sys

from challenge_hub.cli import main

if __name__ == "__main__":
    sys.exit(main())
