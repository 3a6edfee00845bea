"""What every measurement has."""

from typing import Protocol

from ..figures import Figure


class Measurement(Protocol):
    """Takes turns with the others, so that a noisy minute of the machine falls on all of them."""

    name: str

    def round(self) -> None:
        """Measures once, ours and its peer one after the other."""

    def figures(self) -> list[Figure]:
        """What all rounds together say."""

    def stop(self) -> None:
        """Ends what the measurement has started."""
