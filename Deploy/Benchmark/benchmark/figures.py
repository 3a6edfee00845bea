"""The arithmetic of the benchmark: nothing here reads a clock or a file."""

import statistics
from dataclasses import dataclass


def ratio(ours: float, peer: float) -> float:
    """How often the peer's figure fits into ours."""
    if peer <= 0:
        raise ValueError("a peer that did nothing is no peer")
    return ours / peer


@dataclass(frozen=True)
class Spread:
    """The rounds of one figure: the middle one counts, the outer ones say how noisy the machine was."""

    median: float
    lowest: float
    highest: float

    @staticmethod
    def of(rounds: list[float]) -> "Spread":
        if not rounds:
            raise ValueError("no round was measured")
        return Spread(statistics.median(rounds), min(rounds), max(rounds))


@dataclass(frozen=True)
class Target:
    """What a figure should be: at least or at most a bound."""

    bound: float
    is_floor: bool

    def is_met(self, value: float) -> bool:
        return value >= self.bound if self.is_floor else value <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.is_floor else '≤'} {self.bound:g}"


def at_least(bound: float) -> Target:
    return Target(bound, True)


def at_most(bound: float) -> Target:
    return Target(bound, False)


@dataclass(frozen=True)
class Figure:
    """One line of the result."""

    key: str
    title: str
    rounds: list[float]
    unit: str = "×"
    target: Target | None = None
    detail: str = ""

    @property
    def spread(self) -> Spread:
        return Spread.of(self.rounds)

    @property
    def is_missed(self) -> bool:
        return self.target is not None and not self.target.is_met(self.spread.median)

    @property
    def verdict(self) -> str:
        if self.target is None:
            return ""
        return "MISSED" if self.is_missed else "met"
