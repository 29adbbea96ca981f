"""Logistic regression by Newton's method, with a small ridge; no more than a fit needs."""

import math
from collections.abc import Sequence

STEPS = 12


def fit(
    rows: Sequence[Sequence[float]],
    targets: Sequence[float],
    weights: Sequence[float],
    *,
    ridge: float,
) -> tuple[list[float], float]:
    """Fit weights and a bias; the ridge acts on measures of unit spread, not on the bias."""
    size = len(rows[0]) + 1
    spread = [max(1e-3, deviation([row[i] for row in rows])) for i in range(size - 1)] + [1.0]
    scaled = [[v / s for v, s in zip((*row, 1.0), spread, strict=True)] for row in rows]
    beta = [0.0] * size
    for _ in range(STEPS):
        gradient, hessian = slopes(scaled, targets, weights, beta, ridge=ridge)
        beta = [b - d for b, d in zip(beta, solve(hessian, gradient), strict=True)]
    found = [b / s for b, s in zip(beta, spread, strict=True)]
    return found[:-1], found[-1]


def slopes(
    rows: Sequence[Sequence[float]],
    targets: Sequence[float],
    weights: Sequence[float],
    beta: Sequence[float],
    *,
    ridge: float,
) -> tuple[list[float], list[list[float]]]:
    """Give gradient and Hessian of the penalised loss."""
    size = len(beta)
    gradient = [ridge * b for b in beta[:-1]] + [0.0]
    hessian = [[ridge * (i == j and i < size - 1) for j in range(size)] for i in range(size)]
    for row, target, weight in zip(rows, targets, weights, strict=True):
        p = 1 / (1 + math.exp(-score(row, beta)))
        slope, curve = weight * (p - target), weight * p * (1 - p)
        for i in range(size):
            gradient[i] += slope * row[i]
            part = curve * row[i]
            for j in range(i + 1):
                hessian[i][j] += part * row[j]
    for i in range(size):
        for j in range(i):
            hessian[j][i] = hessian[i][j]
    return gradient, hessian


def score(row: Sequence[float], weights: Sequence[float]) -> float:
    """Give the weighted sum, kept where its exponential is a number."""
    return max(-30.0, min(30.0, math.fsum(w * v for w, v in zip(weights, row, strict=True))))


def deviation(values: Sequence[float]) -> float:
    """Give the standard deviation."""
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((v - mean) ** 2 for v in values) / len(values))


def solve(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    """Solve a small linear system by elimination."""
    size = len(vector)
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(size):
            if r != i:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i], strict=True)]
    return [rows[i][-1] / rows[i][i] for i in range(size)]
