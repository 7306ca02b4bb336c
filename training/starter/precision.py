"""Mean average precision as COCO counts it and as `vigil evaluate` does; here to follow a training run by."""

from typing import NamedTuple, Sequence

import numpy as np

THRESHOLDS = np.arange(50, 100, 5) / 100
FLOOR, SAME_OVERLAP, MOST = 0.001, 0.65, 100
# Of the answers of one picture, so many of the best are looked at; the rest is noise near the floor.
CANDIDATES = 400


class Answers(NamedTuple):
    """What is said of one picture."""

    boxes: np.ndarray
    """`[K, 4]` x1, y1, x2, y2."""
    scores: np.ndarray
    kinds: np.ndarray


class Precision(NamedTuple):
    map50: float
    map50_95: float
    per_class: dict[int, float]
    """Class id to its average precision, mean over the thresholds 0.50 to 0.95."""


def read_answers(output: np.ndarray, floor: float = FLOOR) -> Answers:
    """Output `[4 + C, N]` of the exported model to the boxes that stay after suppression within each class."""
    scores, kinds = output[4:].max(0), output[4:].argmax(0)
    best = np.argsort(-scores, kind="stable")[:CANDIDATES]
    best = best[scores[best] > floor]
    centre, half = output[:2, best].T, output[2:4, best].T / 2
    boxes, scores, kinds = np.concatenate((centre - half, centre + half), 1), scores[best], kinds[best]
    same = (overlaps(boxes, boxes) > SAME_OVERLAP) & (kinds[:, None] == kinds[None])
    kept: list[int] = []
    gone = np.zeros(len(best), bool)
    for at in range(len(best)):
        if not gone[at]:
            kept.append(at)
            gone |= same[at]
    kept = kept[:MOST]
    return Answers(boxes[kept], scores[kept], kinds[kept])


def overlaps(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Intersection over union of all boxes `[K, 4]` with all `[M, 4]`: `[K, M]`."""
    low = np.maximum(a[:, None, :2], b[None, :, :2])
    high = np.minimum(a[:, None, 2:], b[None, :, 2:])
    shared = np.prod(np.clip(high - low, 0, None), 2)
    area_a, area_b = np.prod(a[:, 2:] - a[:, :2], 1), np.prod(b[:, 2:] - b[:, :2], 1)
    return shared / np.maximum(area_a[:, None] + area_b[None] - shared, 1e-9)


def mean_average_precision(
    answers: Sequence[Answers], boxes: Sequence[np.ndarray], kinds: Sequence[np.ndarray]
) -> Precision:
    """`boxes` and `kinds` are what is truly on each picture. Raises ValueError where there is nothing on any."""
    present = sorted({int(kind) for of_picture in kinds for kind in of_picture})
    if not present:
        raise ValueError("the pictures show no part, so there is nothing to measure")
    table = np.array([class_precision(answers, boxes, kinds, kind) for kind in present])
    per_class = {kind: float(mean) for kind, mean in zip(present, table.mean(1))}
    return Precision(float(table[:, 0].mean()), float(table.mean()), per_class)


def class_precision(
    answers: Sequence[Answers], boxes: Sequence[np.ndarray], kinds: Sequence[np.ndarray], kind: int
) -> list[float]:
    """Average precision of one class at each threshold."""
    scores: list[float] = []
    hits: list[np.ndarray] = []
    total = 0
    for said, true_boxes, true_kinds in zip(answers, boxes, kinds):
        true = true_boxes[true_kinds == kind]
        mine = said.kinds == kind
        total += len(true)
        scores.extend(said.scores[mine])
        hits.extend(match(said.boxes[mine], true))
    if not scores:
        return [0.0] * len(THRESHOLDS)
    table = np.array(hits)[np.argsort(-np.array(scores), kind="stable")]
    return [average_precision(table[:, step], total) for step in range(len(THRESHOLDS))]


def match(said: np.ndarray, true: np.ndarray) -> np.ndarray:
    """Which boxes, best score first, find a part that no better one found: `[K, thresholds]` bool."""
    hits = np.zeros((len(said), len(THRESHOLDS)), bool)
    if len(true) == 0:
        return hits
    shared = overlaps(said, true)
    for step, threshold in enumerate(THRESHOLDS):
        free = np.ones(len(true), bool)
        for at in range(len(said)):
            open_overlaps = np.where(free, shared[at], -1)
            best = int(open_overlaps.argmax())
            if open_overlaps[best] >= threshold:
                free[best] = False
                hits[at, step] = True
    return hits


def average_precision(hits: np.ndarray, total: int) -> float:
    """Mean over recall 0, 0.01 up to 1 of the best precision at that recall or a higher one."""
    found = np.cumsum(hits)
    precision = found / np.arange(1, len(hits) + 1)
    precision = np.maximum.accumulate(precision[::-1])[::-1]
    at = np.searchsorted(found / total, np.arange(101) / 100, side="left")
    return float(np.append(precision, 0)[at].mean())
