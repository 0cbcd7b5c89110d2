"""Microseconds a fit of scikit-learn's isotonic regression, as {"key": number}."""
import json
import sys
import time

import numpy as np
from sklearn.isotonic import IsotonicRegression

key = sys.argv[1]
if key != "isotonic-sklearn":
    raise SystemExit(f"unknown key {key}")
rows = 1_000_000
# The same well-spread scores as ours, from one linear congruence.
state = np.empty(rows, dtype=np.uint64)
value = 42
for i in range(rows):
    value = (value * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
    state[i] = value
scores = (state >> np.uint64(11)).astype(np.float64) / 9007199254740992.0
state2 = state ^ (state >> np.uint64(29))
labels = (((state2 & np.uint64(0xFFFFF)).astype(np.float64) / 1048576.0) < scores).astype(np.float64)
best = []
for _ in range(3):
    start = time.perf_counter()
    IsotonicRegression(out_of_bounds="clip").fit(scores, labels)
    best.append((time.perf_counter() - start) * 1e6)
print(json.dumps({key: sorted(best)[1]}))
