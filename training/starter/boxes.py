"""Geometry of boxes. A box is `x1, y1, x2, y2` in pixels of the canvas, origin top left, unless said otherwise."""

import math
from typing import Sequence

import torch
from torch import Tensor

TINY = 1e-7


def grid_cells(canvas: tuple[int, int], strides: Sequence[int]) -> tuple[Tensor, Tensor]:
    """The centres `[N, 2]` (x, y) of all cells and their strides `[N]`: grid by grid, rows from the top."""
    points, sizes = [], []
    for stride in strides:
        height, width = canvas[0] // stride, canvas[1] // stride
        y, x = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
        points.append((torch.stack((x, y), -1).view(-1, 2) + 0.5) * stride)
        sizes.append(torch.full((height * width,), float(stride)))
    return torch.cat(points), torch.cat(sizes)


def corners(distances: Tensor, points: Tensor) -> Tensor:
    """Distances `[..., N, 4]` from each point to the left, top, right and bottom side, in pixels, to boxes."""
    return torch.cat((points - distances[..., :2], points + distances[..., 2:]), -1)


def overlap(a: Tensor, b: Tensor) -> Tensor:
    """Intersection over union of boxes `[..., 4]` that broadcast against each other, 0 to 1."""
    wide = (torch.minimum(a[..., 2], b[..., 2]) - torch.maximum(a[..., 0], b[..., 0])).clamp(min=0)
    high = (torch.minimum(a[..., 3], b[..., 3]) - torch.maximum(a[..., 1], b[..., 1])).clamp(min=0)
    shared = wide * high
    return shared / (area(a) + area(b) - shared + TINY)


def area(box: Tensor) -> Tensor:
    """Of boxes `[..., 4]`, in square pixels; a box turned inside out has none."""
    return (box[..., 2] - box[..., 0]).clamp(min=0) * (box[..., 3] - box[..., 1]).clamp(min=0)


def complete_overlap(said: Tensor, true: Tensor) -> Tensor:
    """Overlap less how far the centres and the shapes are apart: CIoU of Zheng et al., 2019, arXiv:1911.08287, equations
    6 to 11. Boxes `[K, 4]` each; at most 1."""
    iou = overlap(said, true)
    hull_low = torch.minimum(said[:, :2], true[:, :2])
    hull_high = torch.maximum(said[:, 2:], true[:, 2:])
    diagonal = (hull_high - hull_low).square().sum(1) + TINY
    apart = ((said[:, :2] + said[:, 2:] - true[:, :2] - true[:, 2:]) / 2).square().sum(1)
    size_said, size_true = said[:, 2:] - said[:, :2], true[:, 2:] - true[:, :2]
    angles = torch.atan(size_true[:, 0] / (size_true[:, 1] + TINY)) - torch.atan(size_said[:, 0] / (size_said[:, 1] + TINY))
    shape = 4 / math.pi**2 * angles.square()
    with torch.no_grad():
        trade = shape / (1 - iou + shape + TINY)
    return iou - apart / diagonal - trade * shape
