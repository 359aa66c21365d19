"""A memory of this process: the latest of so many things, by what they follow from."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Latest(Generic[K, V]):
    """What was kept last, up to a number; what was kept longest ago goes first. For several threads at once."""

    everything: list[Latest[object, object]] = []

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()
        Latest.everything.append(self)  # type: ignore[arg-type]

    def keep(self, key: K, value: V) -> None:
        """Keep it, in place of the one that was kept longest ago."""
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)

    def get(self, key: K) -> V | None:
        """What is kept by this key, if anything."""
        return self._kept.get(key)

    def items(self) -> list[tuple[K, V]]:
        """All of it."""
        with self._lock:
            return list(self._kept.items())

    def forget(self) -> None:
        """As if nothing had been kept."""
        with self._lock:
            self._kept.clear()
