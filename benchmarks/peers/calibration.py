"""Microseconds of processor time a fit of scikit-learn's isotonic regression, as {"key": number} with what both sides must agree on."""
import json
import sys
import time

import numpy as np
from sklearn.isotonic import IsotonicRegression

ROWS = 1_000_000


def uniform(first):
    """ROWS numbers in [0, 1): SplitMix64 from the index `first` on. Calibration/ForecastRows.cs makes the same."""
    z = np.arange(first + 1, first + ROWS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)) * 2.0**-53


key = sys.argv[1]
if key != "isotonic-sklearn":
    raise SystemExit(f"unknown key {key}")
scores = uniform(0)
labels = (uniform(ROWS) < scores).astype(np.float64)
best = float("inf")
for _ in range(4):
    start = time.process_time()
    model = IsotonicRegression(out_of_bounds="clip").fit(scores, labels)
    best = min(best, (time.process_time() - start) * 1e6)
print(json.dumps({key: best, "positives": labels.sum(), "knots": len(model.X_thresholds_)}))
