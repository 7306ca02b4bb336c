"""
Small variations, so that no scene is seen twice alike.

They stay mild on purpose: the model is to know the line as it normally looks. In dim light, out of focus or before a part
it never saw it is meant to get worse, which is what a drift monitor has to notice.
"""

from typing import NamedTuple

import cv2
import numpy as np

from .pictures import GREY


class Variation(NamedTuple):
    """How far the variations go."""

    moved: float = 0.5
    """Share of the pictures that are scaled and shifted."""
    scale: float = 0.18
    """By up to so much smaller or larger."""
    shift: float = 0.10
    """By up to so much of the picture's width and height."""
    brightness: float = 0.12
    contrast: float = 0.12
    tint: float = 0.04
    """Of each channel by itself."""
    least_visible: float = 0.30
    """A part of which less than this share stays in the picture has no box any more."""


MILD = Variation()


def vary(
    random: np.random.Generator, picture: np.ndarray, boxes: np.ndarray, kinds: np.ndarray, by: Variation = MILD
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """
    A variation of a picture `[h, w, 3]` uint8 with boxes `[M, 4]` in its pixels and class ids `[M]`; the given arrays are
    left alone. No turns by 90 degrees: parts lie at any angle already, and the picture's shape is the camera's.
    """
    height, width = picture.shape[:2]
    if random.random() < 0.5:
        picture = picture[:, ::-1]
        boxes = np.stack((width - boxes[:, 2], boxes[:, 1], width - boxes[:, 0], boxes[:, 3]), 1)
    if random.random() < 0.5:
        picture = picture[::-1]
        boxes = np.stack((boxes[:, 0], height - boxes[:, 3], boxes[:, 2], height - boxes[:, 1]), 1)
    if random.random() < by.moved:
        scale = 1 + random.uniform(-by.scale, by.scale)
        right = width * (random.uniform(-by.shift, by.shift) + (1 - scale) / 2)
        down = height * (random.uniform(-by.shift, by.shift) + (1 - scale) / 2)
        picture, boxes, kinds = move(picture, boxes, kinds, scale, right, down, by.least_visible)
    return relight(random, picture, by), boxes.astype(np.float32), kinds


def move(
    picture: np.ndarray,
    boxes: np.ndarray,
    kinds: np.ndarray,
    scale: float,
    right: float,
    down: float,
    least_visible: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scales about the top left corner, then shifts by pixels; what is bare becomes grey, boxes are clipped."""
    height, width = picture.shape[:2]
    # Positions of pixels are their centres to OpenCV, while boxes count from the corner of the first pixel.
    to_centre = (scale - 1) / 2
    matrix = np.array([[scale, 0, right + to_centre], [0, scale, down + to_centre]], np.float32)
    moved = cv2.warpAffine(
        np.ascontiguousarray(picture),
        matrix,
        (width, height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(GREY, GREY, GREY),
    )
    whole = boxes * scale + np.array([right, down, right, down], np.float32)
    limits = np.array([width, height, width, height], np.float32)
    clipped = np.clip(whole, 0, limits)
    left_over = np.prod(clipped[:, 2:] - clipped[:, :2], 1) / np.maximum(np.prod(whole[:, 2:] - whole[:, :2], 1), 1e-6)
    kept = left_over >= least_visible
    return moved, clipped[kept], kinds[kept]


def relight(random: np.random.Generator, picture: np.ndarray, by: Variation = MILD) -> np.ndarray:
    """Brightness, contrast about mid-grey and tint, as one table a channel."""
    brightness = 1 + random.uniform(-by.brightness, by.brightness)
    contrast = 1 + random.uniform(-by.contrast, by.contrast)
    tint = 1 + random.uniform(-by.tint, by.tint, 3)
    levels = np.arange(256, dtype=np.float32)[:, None] * brightness * tint[None, :]
    table = np.clip((levels - 128) * contrast + 128, 0, 255).round().astype(np.uint8)
    return cv2.LUT(np.ascontiguousarray(picture), table[None])
