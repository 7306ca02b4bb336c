"""Pictures in memory, and the batches that are made of them."""

import mmap
from typing import Iterator, NamedTuple, Sequence

import numpy as np
import torch
from torch import Tensor

from .augment import vary
from .pictures import GREY, Example, letterbox, on_canvas, place, read_rgb


class Batch(NamedTuple):
    pictures: Tensor
    """`[B, 3, H, W]` float32, RGB, 0 to 1."""
    kinds: Tensor
    """`[B, M]` int64, M the most parts on a picture of the batch."""
    boxes: Tensor
    """`[B, M, 4]` x1, y1, x2, y2 in pixels of the canvas."""
    real: Tensor
    """`[B, M]` bool, false where a row only fills up."""


class Canvases:
    """
    All examples on their canvases, decoded once. The memory is shared by the processes that are forked after this was
    made; each fills a share of it (`fill`) and then reads all.
    """

    def __init__(self, examples: Sequence[Example], canvas: tuple[int, int]):
        self.examples = examples
        self.canvas = canvas
        self.pixels = shared_array((len(examples), *canvas, 3), np.uint8)
        # Width and height of each file's picture.
        self.sizes = shared_array((len(examples), 2), np.int32)

    def __len__(self) -> int:
        return len(self.examples)

    def fill(self, share: int = 0, shares: int = 1) -> None:
        """Decodes every `shares`-th picture, beginning with number `share`."""
        for at in range(share, len(self), shares):
            picture = read_rgb(self.examples[at].picture)
            self.sizes[at] = picture.shape[1], picture.shape[0]
            self.pixels[at], _ = letterbox(picture, self.canvas)

    def example(self, at: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The canvas `[H, W, 3]`, the boxes on it in pixels, and the class ids."""
        width, height = (int(side) for side in self.sizes[at])
        boxes = on_canvas(self.examples[at].boxes, place(width, height, self.canvas), width, height)
        return self.pixels[at], boxes, self.examples[at].kinds

    def varied(self, at: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The same, varied; the grey around the picture stays as it is."""
        pixels, boxes, kinds = self.example(at)
        _, left, top, width, height = place(*(int(side) for side in self.sizes[at]), self.canvas)
        offset = np.array([left, top, left, top], np.float32)
        inner = pixels[top : top + height, left : left + width]
        inner, boxes, kinds = vary(random, inner, boxes - offset, kinds)
        whole = np.full_like(pixels, GREY)
        whole[top : top + height, left : left + width] = inner
        return whole, boxes + offset, kinds

    def batches(self, size: int, seed: int, epoch: int, share: int = 0, shares: int = 1) -> Iterator[Batch]:
        """
        One epoch of varied pictures in a random order that `seed` and `epoch` fix: of every `size` pictures, the part
        that is this share's. The last pictures that fill no batch are left out.
        """
        if size % shares != 0:
            raise ValueError(f"a batch of {size} pictures cannot be shared by {shares} processes")
        order = np.random.default_rng((seed, epoch)).permutation(len(self))
        mine = size // shares
        for first in range(0, len(self) - size + 1, size):
            chosen = order[first + share * mine : first + (share + 1) * mine]
            yield collate([self.varied(at, np.random.default_rng((seed, epoch, at))) for at in chosen])


def collate(examples: Sequence[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> Batch:
    most = max(len(kinds) for _, _, kinds in examples)
    size = len(examples)
    kinds = torch.zeros(size, most, dtype=torch.int64)
    boxes = torch.zeros(size, most, 4)
    real = torch.zeros(size, most, dtype=torch.bool)
    for row, (_, some_boxes, some_kinds) in enumerate(examples):
        kinds[row, : len(some_kinds)] = torch.from_numpy(some_kinds)
        boxes[row, : len(some_kinds)] = torch.from_numpy(some_boxes)
        real[row, : len(some_kinds)] = True
    return Batch(to_tensor([pixels for pixels, _, _ in examples]), kinds, boxes, real)


def to_tensor(canvases: Sequence[np.ndarray]) -> Tensor:
    """Canvases `[H, W, 3]` uint8 to `[B, 3, H, W]` float32, 0 to 1; channels stay neighbours in memory (channels_last)."""
    return torch.from_numpy(np.stack(canvases)).permute(0, 3, 1, 2).float() / 255


def shared_array(shape: tuple[int, ...], dtype: type) -> np.ndarray:
    """Zeros in memory that a fork shares instead of copying."""
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    return np.frombuffer(mmap.mmap(-1, max(1, size)), dtype, int(np.prod(shape))).reshape(shape)
