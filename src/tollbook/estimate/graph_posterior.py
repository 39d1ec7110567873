"""The posterior of the number of people on no list, averaged over all decomposable graphs, on every integer.

The weight of a graph at a number of missing people is a product of gamma functions, smooth in
that number. So it is computed at a few hundred points, blocks of Chebyshev nodes, and the sum over
graphs is a polynomial in each block; the last coefficients say how well the polynomial stands for the
sum, and a block where it does not is halved. Small numbers are computed one by one. Neither the
time nor the memory of the sum over graphs grows with the grid, and the grid itself is one vector.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.polynomial import chebyshev

from tollbook.estimate.decomposable import DecomposableGraphs
from tollbook.estimate.graph_kernels import (
    NEGLIGIBLE,
    graph_sums,
    log_gamma_ratio,
    log_gamma_ratios,
    log_sums,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

LogPrior = Callable[["NDArray[np.float64]"], "NDArray[np.float64]"]
"""From totals N to the logarithm of their prior weight, of any scale."""

_ONE_BY_ONE = 32  # up to here each integer is its own node
_NODES = 20
_TOLERANCE = 1e-10  # of the whole posterior, that a block's last coefficients may reach
_SMALLEST_BLOCK = 4 * _NODES
_PIECE = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihood:
    """What the counts say of each set of lists.

    Attributes:
        observed: people on at least one list.
        added: what is added to the missing people in the gamma function of each set; shape (2**lists,).
        constants: logarithm of the rest of each set's factor; shape (2**lists,).
    """

    observed: int
    added: NDArray[np.float64]
    constants: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Integers from low to high, the nodes among them, and the log sum over graphs at the nodes."""

    low: int
    high: int
    nodes: NDArray[np.float64]
    log_sum: NDArray[np.float64]
    highest: NDArray[np.float64]

    @property
    def is_listed(self) -> bool:
        """Return whether every integer of the block is a node."""
        return self.high <= _ONE_BY_ONE or self.high - self.low < _SMALLEST_BLOCK // 2

    @property
    def places(self) -> NDArray[np.float64]:
        """Return the integers of the block on the scale from -1 to 1."""
        integers = np.arange(self.low, self.high + 1, dtype=np.float64)
        return (2 * integers - self.low - self.high) / (self.high - self.low)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """The exact posterior on a grid.

    Attributes:
        missing: numbers of people on no list, one by one; shape (grid,).
        mass: probability of each; shape (grid,).
        graph_weights: posterior probability of each graph; shape (graphs,).
        graph_means: mean number missing under each graph, nan where its weight is negligible; shape (graphs,).
    """

    missing: NDArray[np.int64]
    mass: NDArray[np.float64]
    graph_weights: NDArray[np.float64]
    graph_means: NDArray[np.float64]

    def quantile(self, level: float) -> int:
        """Return the smallest number missing at which the distribution function reaches the level."""
        place = int(np.searchsorted(np.cumsum(self.mass), level))
        return int(self.missing[min(place, len(self.missing) - 1)])


def likelihood(counts: Mapping[int, int], lists: int, delta: float) -> Likelihood:
    """Return the factors of all sets of lists under a hyper-Dirichlet prior.

    Args:
        counts: people by history (bit 0 is the first list).
        lists: how many lists.
        delta: prior count of each of the 2**lists cells, above 0.
    """
    histories = np.fromiter(counts, dtype=np.int64, count=len(counts))
    people = np.fromiter(counts.values(), dtype=np.float64, count=len(counts))
    whole = 2.0**lists * delta
    added, constants = np.empty(1 << lists), np.empty(1 << lists)
    for group in range(1 << lists):
        cells = np.bincount(histories & group, weights=people, minlength=1 << lists)
        prior = delta * 2.0 ** (lists - group.bit_count())
        added[group] = cells[0] + prior
        known = sum(log_gamma_ratio(n + prior, prior) for n in cells[1:] if n)
        constants[group] = known + log_gamma_ratio(whole, prior)
    return Likelihood(observed=int(people.sum()), added=added, constants=constants)


def posterior(
    data: Likelihood,
    graphs: DecomposableGraphs,
    *,
    cap: int,
    log_prior: LogPrior,
    log_graph_prior: NDArray[np.float64],
) -> Posterior:
    """Return the posterior over 1 to `cap` missing people.

    Args:
        data: what the counts say.
        graphs: those averaged over.
        cap: largest number of missing people.
        log_prior: of the total.
        log_graph_prior: of each graph, of any scale; shape (graphs,).
    """
    log_priors = log_prior(np.arange(1, cap + 1, dtype=np.float64) + data.observed)
    blocks = _resolved(data, graphs, _first_blocks(cap), log_priors, log_graph_prior)
    mass = np.zeros(cap)
    scales = _scales(blocks, log_priors)
    for block, scale in zip(blocks, scales, strict=True):
        if scale > NEGLIGIBLE:
            mass[block.low - 1 : block.high] = _block_mass(block, log_priors) * np.exp(scale)
    total = mass.sum()
    shares, means = _by_graph(data, graphs, blocks, log_priors, log_graph_prior)
    return Posterior(
        missing=np.arange(1, cap + 1),
        mass=mass / total,
        graph_weights=shares / shares.sum(),
        graph_means=means,
    )


def _first_blocks(cap: int) -> list[tuple[int, int]]:
    bounds = [(1, min(_ONE_BY_ONE, cap))]
    while bounds[-1][1] < cap:
        low = bounds[-1][1] + 1
        bounds.append((low, min(2 * low, cap)))
    return bounds


def _nodes(low: int, high: int) -> NDArray[np.float64]:
    if high <= _ONE_BY_ONE or high - low < _SMALLEST_BLOCK // 2:
        return np.arange(low, high + 1, dtype=np.float64)
    return (low + high) / 2 + (high - low) / 2 * chebyshev.chebpts1(_NODES)


def _table(
    data: Likelihood, missing: NDArray[np.float64], *, shift: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return each set's log factor at the nodes; set 0 stands for what all graphs share, less the shift."""
    everybody = data.added[0]
    table = log_gamma_ratios(missing, data.added, everybody) + data.constants[:, None]
    table[0] = -log_gamma_ratios(missing, np.array([1.0]), data.observed + 1.0)[0] - shift
    return table


def _terms(graphs: DecomposableGraphs) -> tuple[NDArray[np.uint8], NDArray[np.int8]]:
    """Return sets and signs with what all graphs share, set 0, in front."""
    one = np.ones((len(graphs), 1), dtype=np.int8)
    return np.hstack([0 * one.astype(np.uint8), graphs.sets]), np.hstack([one, graphs.signs])


def _resolved(
    data: Likelihood,
    graphs: DecomposableGraphs,
    bounds: list[tuple[int, int]],
    log_priors: NDArray[np.float64],
    log_graph_prior: NDArray[np.float64],
) -> list[_Block]:
    done: list[_Block] = []
    while bounds:
        done = sorted(done + _computed(data, graphs, bounds, log_graph_prior), key=lambda block: block.low)
        scales = _scales(done, log_priors, peak=_peak)
        poor = [
            block
            for block, scale in zip(done, scales, strict=True)
            if not block.is_listed and scale > NEGLIGIBLE and _roughness(block) * np.exp(scale) > _TOLERANCE
        ]
        done = [block for block in done if not any(block is each for each in poor)]
        bounds = [
            half
            for block in poor
            for half in (
                (block.low, (block.low + block.high) // 2),
                ((block.low + block.high) // 2 + 1, block.high),
            )
        ]
    return done


def _computed(
    data: Likelihood,
    graphs: DecomposableGraphs,
    bounds: list[tuple[int, int]],
    log_graph_prior: NDArray[np.float64],
) -> list[_Block]:
    nodes = [_nodes(low, high) for low, high in bounds]
    joined = np.concatenate(nodes)
    log_sum, highest = log_sums(
        *_terms(graphs), _table(data, joined, shift=np.zeros(len(joined))), log_graph_prior
    )
    ends = np.cumsum([len(each) for each in nodes])[:-1]
    return [
        _Block(low=low, high=high, nodes=each, log_sum=part, highest=highest)
        for (low, high), each, part in zip(bounds, nodes, np.split(log_sum, ends), strict=True)
    ]


def _largest(block: _Block) -> float:
    return float(block.log_sum.max())


def _peak(block: _Block) -> float:
    """Return how high the log sum may go between the nodes, so that no narrow peak there is overlooked."""
    if block.is_listed:
        return _largest(block)
    between = chebyshev.chebval(np.linspace(-1, 1, 10 * _NODES), _transform() @ block.log_sum)
    return max(_largest(block), float(np.max(between)))


def _scales(
    blocks: list[_Block], log_priors: NDArray[np.float64], *, peak: Callable[[_Block], float] = _largest
) -> NDArray[np.float64]:
    """Return the log of what each block's largest weight, times its length, is of the largest of all blocks."""
    sizes = np.array(
        [
            peak(block) + log_priors[block.low - 1 : block.high].max() + np.log(block.high - block.low + 1)
            for block in blocks
        ]
    )
    scales: NDArray[np.float64] = sizes - sizes.max()
    return scales


def _coefficients(block: _Block) -> NDArray[np.float64]:
    """Return the Chebyshev coefficients of the sum over graphs in the block, in units of its largest value."""
    coefficients: NDArray[np.float64] = _transform() @ np.exp(block.log_sum - block.log_sum.max())
    return coefficients


@cache
def _transform() -> NDArray[np.float64]:
    """Return the matrix from values at the nodes to Chebyshev coefficients; shape (nodes, nodes)."""
    matrix = chebyshev.chebvander(chebyshev.chebpts1(_NODES), _NODES - 1).T * (2 / _NODES)
    matrix[0] /= 2
    return np.asarray(matrix, dtype=np.float64)


def _roughness(block: _Block) -> float:
    return float(np.abs(_coefficients(block)[-3:]).max())


def _block_mass(block: _Block, log_priors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return prior times sum over graphs at each integer, divided by block length and by both maxima."""
    logs = log_priors[block.low - 1 : block.high]
    prior = np.exp(logs - logs.max()) / len(logs)
    if block.is_listed:
        values = np.exp(block.log_sum - block.log_sum.max())
    else:
        values = np.maximum(chebyshev.chebval(block.places, _coefficients(block)), 0.0)
    mass: NDArray[np.float64] = prior * values
    return mass


def _by_graph(
    data: Likelihood,
    graphs: DecomposableGraphs,
    blocks: list[_Block],
    log_priors: NDArray[np.float64],
    log_graph_prior: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return each graph's total weight (of any common scale) and mean of the missing people."""
    kept = [
        (block, scale)
        for block, scale in zip(blocks, _scales(blocks, log_priors), strict=True)
        if scale > NEGLIGIBLE
    ]
    nodes = np.concatenate([block.nodes for block, _ in kept])
    shift = np.concatenate([np.full(len(block.nodes), block.log_sum.max()) for block, _ in kept])
    weights = np.hstack([np.exp(scale) * _node_weights(block, log_priors) for block, scale in kept])
    highest = np.max([block.highest for block, _ in kept], axis=0)
    chosen = np.flatnonzero(highest > NEGLIGIBLE)
    sums = graph_sums(*_terms(graphs), _table(data, nodes, shift=shift), log_graph_prior, weights, chosen)
    shares, means = np.zeros(len(graphs)), np.full(len(graphs), np.nan)
    shares[chosen] = np.maximum(sums[:, 0], 0.0)
    counted = sums[:, 0] > np.finfo(float).eps * sums[:, 0].max()
    means[chosen[counted]] = sums[counted, 1] / sums[counted, 0]
    return shares, means


def _node_weights(block: _Block, log_priors: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what to weigh the values at the nodes by to sum them, and them times the missing, over the block."""
    logs = log_priors[block.low - 1 : block.high]
    prior = np.exp(logs - logs.max()) / len(logs)
    both = np.vstack([prior, prior * np.arange(block.low, block.high + 1)])
    if block.is_listed:
        return both
    moments = np.zeros((2, _NODES))
    for start in range(
        0, len(logs), _PIECE
    ):  # a matrix over a whole block would be its largest vector 20 times
        piece = slice(start, start + _PIECE)
        # einsum adds up in one order; a matrix product would depend on the number of threads
        moments += np.einsum(
            "kn,nj->kj", both[:, piece], chebyshev.chebvander(block.places[piece], _NODES - 1)
        )
    return np.asarray(moments @ _transform(), dtype=np.float64)
