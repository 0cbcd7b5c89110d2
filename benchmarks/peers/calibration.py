"""Microseconds of processor time of scikit-learn's and numpy's fits and scores, as {key: number}, with what both sides must agree on."""
import json
import sys
import time
import warnings

import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

MILLION = 1_000_000
SHAPES = ["spread", "sharp", "skewed", "decimals"]
figures = {}


def uniform(first, count):
    """Numbers in [0, 1): SplitMix64 from the index `first` on. Calibration/ForecastRows.cs makes the same."""
    z = np.arange(first + 1, first + count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)) * 2.0**-53


def shaped(shape, u):
    if shape == "sharp":
        v = np.where(u < 0.5, 2 * u, 2 * (1 - u))
        for _ in range(3):
            v = v * v
        return np.where(u < 0.5, v / 2, 1 - v / 2)
    if shape == "skewed":
        square = u * u
        return square * square * square
    if shape == "decimals":
        return np.floor(u * 10_000 + 0.5) / 10_000
    return u


def rows(shape, count):
    scores = shaped(shape, uniform(0, count))
    return scores, (uniform(count, count) < scores).astype(np.float64)


def measure(key, work, times=4):
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        result = work()
        best = min(best, (time.process_time() - start) * 1e6)
    figures[key] = best
    return result


def ece(scores, labels):
    edges = np.linspace(0, 1, 16)
    bins = np.minimum(np.digitize(scores, edges) - 1, 14)
    count = np.bincount(bins, minlength=15)
    gap = np.bincount(bins, labels, 15) - np.bincount(bins, scores, 15)
    return np.abs(gap[count > 0]).sum() / len(scores)


if sys.argv[1] != "all":
    raise SystemExit(f"unknown key {sys.argv[1]}")
warnings.simplefilter("ignore")
for shape in SHAPES:
    for count in [1_000, 10_000, 100_000, MILLION]:
        scores, labels = rows(shape, count)
        figures[f"positives/{shape}/{count}"] = labels.sum()
        measure(f"isotonic/{shape}/{count}", lambda: IsotonicRegression(out_of_bounds="clip").fit(scores, labels), 20 if count < 100_000 else 3)
    figures[f"brier/{shape}"] = measure(f"brier-numpy/{shape}", lambda: np.mean((scores - labels) ** 2), 20)
    measure(f"brier-sklearn/{shape}", lambda: brier_score_loss(labels, scores))
    clipped = np.clip(scores, np.finfo(float).eps, 1 - np.finfo(float).eps)
    figures[f"log-loss/{shape}"] = float(-np.mean(labels * np.log(clipped) + (1 - labels) * np.log(1 - clipped)))
    measure(f"log-loss-sklearn/{shape}", lambda: log_loss(labels, scores))
    figures[f"ece-15/{shape}"] = measure(f"ece-15-numpy/{shape}", lambda: ece(scores, labels))
    figures[f"auc/{shape}"] = measure(f"auc-sklearn/{shape}", lambda: roc_auc_score(labels, scores))

score = (np.arange(10_000) + 0.5) / 10_000
rate = np.floor(100_000 * (0.8 * score + 0.2 * uniform(0, 10_000))) / 100_000
measure("isotonic-weighted", lambda: IsotonicRegression(out_of_bounds="clip").fit(score, rate, np.full(10_000, 100_000.0)), 20)
print(json.dumps({key: float(value) for key, value in figures.items()}))
