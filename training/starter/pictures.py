"""Reads labelled pictures and lays them on the canvas as Vigil does."""

from pathlib import Path
from typing import NamedTuple, Sequence

import cv2
import numpy as np

from .classes import CLASSES, FIRST_UNSEEN_SEED

GREY = 114

# Both processes of a run are busy already.
cv2.setNumThreads(0)


class Example(NamedTuple):
    """A picture's file and what is on it."""

    picture: Path
    kinds: np.ndarray
    """`[M]` int64 class ids."""
    boxes: np.ndarray
    """`[M, 4]` float32: centre x, centre y, width, height as shares of the picture."""


class Placement(NamedTuple):
    """Where a picture lies on the canvas, in pixels of the canvas."""

    scale: float
    left: int
    top: int
    width: int
    height: int


def find_examples(folders: Sequence[Path]) -> list[Example]:
    """
    The pictures of all folders (`images/SEED.jpg` with `labels/SEED.txt`), sorted by seed.

    Raises ValueError for a picture whose seed is kept for the figures on the model's card, a picture without a label
    file, a seed that comes twice, and a label that is none.
    """
    files = sorted((file for folder in folders for file in Path(folder, "images").glob("*.jpg")), key=seed_of)
    for file, following in zip(files, files[1:]):
        if seed_of(file) == seed_of(following):
            raise ValueError(f"{file} and {following} are of the same seed: the scene would count twice")
    examples = []
    for file in files:
        if seed_of(file) >= FIRST_UNSEEN_SEED:
            raise ValueError(
                f"{file}: seeds from {FIRST_UNSEEN_SEED} on are what the finished model is measured on, so they are "
                "never trained or tuned on; draw other scenes"
            )
        label = file.parent.parent / "labels" / f"{file.stem}.txt"
        if not label.exists():
            raise ValueError(f"{file} has no label file {label}; an empty picture has an empty one")
        examples.append(Example(file, *read_label(label)))
    if not examples:
        raise ValueError(f"no pictures in {', '.join(str(Path(folder, 'images')) for folder in folders)}")
    return examples


def seed_of(picture: Path) -> int:
    if not picture.stem.isdecimal():
        raise ValueError(f"{picture} is not named after the seed of a scene, as `vigil demo scenes` names its pictures")
    return int(picture.stem)


def read_label(file: Path) -> tuple[np.ndarray, np.ndarray]:
    """Lines of `class cx cy w h` to class ids and boxes. Raises ValueError naming the line that is wrong."""
    kinds, boxes = [], []
    for number, line in enumerate(file.read_text().splitlines(), 1):
        words = line.split()
        if not words:
            continue
        try:
            kind, box = int(words[0]), [float(word) for word in words[1:]]
        except ValueError as error:
            raise ValueError(f"{file}:{number}: {error}") from error
        if len(box) != 4 or not 0 <= kind < len(CLASSES) or not all(0 <= value <= 1 for value in box):
            raise ValueError(f"{file}:{number}: not `class cx cy w h` with shares of 0 to 1 and classes 0 to {len(CLASSES) - 1}")
        kinds.append(kind)
        boxes.append(box)
    return np.array(kinds, np.int64), np.array(boxes, np.float32).reshape(-1, 4)


def place(width: int, height: int, canvas: tuple[int, int]) -> Placement:
    """As `placeImage` of native/detector/image/letterbox.ts does for the preprocessing called ultralytics."""
    scale = min(canvas[1] / width, canvas[0] / height)
    # Python rounds a half to the even neighbour, and so does Vigil.
    scaled_width, scaled_height = max(1, round(width * scale)), max(1, round(height * scale))
    left = round((canvas[1] - scaled_width) / 2 - 0.1)
    top = round((canvas[0] - scaled_height) / 2 - 0.1)
    return Placement(scale, max(0, left), max(0, top), scaled_width, scaled_height)


def letterbox(picture: np.ndarray, canvas: tuple[int, int]) -> tuple[np.ndarray, Placement]:
    """A picture `[h, w, 3]` uint8 scaled onto the grey canvas by OpenCV's bilinear kernel, which Vigil's equals."""
    height, width = picture.shape[:2]
    placement = place(width, height, canvas)
    on_canvas = np.full((*canvas, 3), GREY, np.uint8)
    scaled = picture
    if (placement.width, placement.height) != (width, height):
        scaled = cv2.resize(picture, (placement.width, placement.height), interpolation=cv2.INTER_LINEAR)
    on_canvas[placement.top : placement.top + placement.height, placement.left : placement.left + placement.width] = scaled
    return on_canvas, placement


def read_rgb(file: Path) -> np.ndarray:
    """`[h, w, 3]` uint8. Raises ValueError where it is no picture."""
    picture = cv2.imread(str(file), cv2.IMREAD_COLOR)
    if picture is None:
        raise ValueError(f"{file} cannot be read as a picture")
    return cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)


def on_canvas(boxes: np.ndarray, placement: Placement, width: int, height: int) -> np.ndarray:
    """Boxes as shares of the picture to `x1, y1, x2, y2` in pixels of the canvas."""
    centre = boxes[:, :2] * (width, height) * placement.scale + (placement.left, placement.top)
    half = boxes[:, 2:] * (width, height) * placement.scale / 2
    return np.concatenate((centre - half, centre + half), 1).astype(np.float32)
