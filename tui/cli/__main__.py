"""``python -m tui.cli``: the same as ``ilacs-sample``."""

import sys

from tui.cli import main

sys.exit(main())
