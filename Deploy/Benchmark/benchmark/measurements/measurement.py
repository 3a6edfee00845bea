"""What every measurement has."""

from collections.abc import Callable
from typing import Protocol

from ..figures import Figure
from ..processes import Program


class Measurement(Protocol):
    """Takes turns with the others, so that a noisy minute of the machine falls on all of them."""

    name: str
    # The program whose time the figures are made of; none where it is not time, or the program does not stay.
    profiled: Callable[[], Program] | None
    # Where no program is profiled: what else there is to say of the latest round.
    findings: str

    def round(self) -> None:
        """Measures once, ours and its peer one after the other."""

    def figures(self) -> list[Figure]:
        """What all rounds together say."""

    def stop(self) -> None:
        """Ends what the measurement has started."""
