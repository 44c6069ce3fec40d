"""Simulates the queues of a cluster that reads web archives, to find what limits it.

A core takes a shard and holds it until it is written: it fetches the shard over the network that all cores share, works on its pages, and
writes the tables over the same network. Then the shard waits for a connection that copies its claims into the database.
"""

from __future__ import annotations

import heapq
import random
from collections import deque
from dataclasses import dataclass
from itertools import count

SHARDS_PER_CORE = 24
"""Number of shards that are simulated for each core. The first and last third are left out of the measurement."""
WAITING_PER_CORE = 0.5
"""Number of shards for each core that may wait for the database before the cores wait, too."""


@dataclass(frozen=True)
class Load:
    """What a shard costs, and what there is to work on it.

    Attributes:
        cores: processor cores that read.
        pages: pages of a shard.
        page_bytes: packed bytes of a page.
        table_bytes: bytes in the tables for a page.
        page_seconds: seconds of a core for each page, whatever it is about.
        relevant_seconds: further seconds of a core for a page about armed conflict.
        relevant_share: mean share of such pages. It differs from shard to shard.
        network_bytes: bytes in a second over the network to the storage.
        claims: claims of a page about armed conflict.
        copied_claims: claims that one connection copies into the database in a second, with their reports and mentions.
        connections: connections to the database.
    """

    cores: int
    pages: int
    page_bytes: float
    table_bytes: float
    page_seconds: float
    relevant_seconds: float
    relevant_share: float
    network_bytes: float
    claims: float
    copied_claims: float
    connections: int


@dataclass(frozen=True)
class Result:
    """Pages read in a second in the steady state, and the share of time in which each station is busy."""

    pages_per_second: float
    busy: dict[str, float]

    @property
    def bottleneck(self) -> str:
        """The station that is busy for the greatest share of the time."""
        return max(self.busy, key=lambda station: self.busy[station])


class _Station:
    """Servers with one queue. Work is done in the order in which it comes."""

    def __init__(self, servers: int) -> None:
        self.servers, self.free = servers, servers
        self.waiting: deque[tuple[float, int, str]] = deque()
        self.busy_seconds = 0.0


class _Cluster:
    """The state of a simulated run."""

    def __init__(self, load: Load, seed: int) -> None:
        self.load = load
        chance, mean = random.Random(seed), load.pages * load.relevant_share
        # The mean of this distribution is 1. A day of war has several times as many such pages as a quiet one.
        self.relevant = [mean * chance.lognormvariate(-0.125, 0.5) for _ in range(SHARDS_PER_CORE * load.cores)]
        self.left = iter(range(len(self.relevant)))
        self.stations = {"network": _Station(1), "cores": _Station(load.cores), "database": _Station(load.connections)}
        self.events: list[tuple[float, int, int, str]] = []
        self.order, self.now, self.idle = count(), 0.0, load.cores
        self.done: list[tuple[float, dict[str, float]]] = []

    def run(self) -> None:
        """Read all shards."""
        self._take()
        while self.events:
            now, _, shard, step = heapq.heappop(self.events)
            for station in self.stations.values():
                station.busy_seconds += (now - self.now) * (station.servers - station.free)
            self.now = now
            self._end(STATION_OF[step])
            if step == "copy":
                self.done.append((now, {name: one.busy_seconds for name, one in self.stations.items()}))
            else:
                self._begin(shard, NEXT[step])
            self.idle += step == "write"
            self._take()

    def _take(self) -> None:
        """Let idle cores take shards, unless too many wait for the database."""
        while self.idle and len(self.stations["database"].waiting) < WAITING_PER_CORE * self.load.cores:
            if (shard := next(self.left, None)) is None:
                return
            self.idle -= 1
            self._begin(shard, "fetch")

    def _begin(self, shard: int, step: str) -> None:
        station, seconds = self.stations[STATION_OF[step]], _seconds(self.load, step, self.relevant[shard])
        if station.free:
            station.free -= 1
            heapq.heappush(self.events, (self.now + seconds, next(self.order), shard, step))
        else:
            station.waiting.append((seconds, shard, step))

    def _end(self, name: str) -> None:
        """Give a server that is free now to the work that waited longest."""
        station = self.stations[name]
        if station.waiting:
            seconds, shard, step = station.waiting.popleft()
            heapq.heappush(self.events, (self.now + seconds, next(self.order), shard, step))
        else:
            station.free += 1


STATION_OF = {"fetch": "network", "work": "cores", "write": "network", "copy": "database"}
NEXT = {"fetch": "work", "work": "write", "write": "copy"}


def simulate(load: Load, seed: int = 1) -> Result:
    """Simulate a run and return what was measured in its middle third. The same seed gives the same result."""
    cluster = _Cluster(load, seed)
    cluster.run()
    first, last = len(cluster.done) // 3, 2 * len(cluster.done) // 3
    (begin, before), (end, after) = cluster.done[first], cluster.done[last]
    busy = {name: (after[name] - before[name]) / (end - begin) / one.servers for name, one in cluster.stations.items()}
    return Result((last - first) * load.pages / (end - begin), busy)


def _seconds(load: Load, step: str, relevant: float) -> float:
    """Return how long a step of a shard takes."""
    if step == "fetch":
        return load.pages * load.page_bytes / load.network_bytes
    if step == "work":
        return load.pages * load.page_seconds + relevant * load.relevant_seconds
    if step == "write":
        return load.pages * load.table_bytes / load.network_bytes
    return relevant * load.claims / load.copied_claims
