"""Which actions pass on what another body said."""

from typing import Final

RELAYS: Final = ("relay", "study")
"""传达 and 学习; any other action puts to use."""
