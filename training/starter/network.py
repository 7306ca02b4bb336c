"""The network: a small backbone, features of three scales passed down and up again, and two grids that answer.

Ideas and where they were published; the code is written from the papers:
- blocks whose input is split, one half worked on and both merged (CSPNet, Wang et al., 2019, arXiv:1911.11929);
- coarse features passed down to the fine ones (FPN, Lin et al., 2016, arXiv:1612.03144) and fine ones up again
  (PANet, Liu et al., 2018, arXiv:1803.01534);
- no anchors, one answer a cell (FCOS, Tian et al., 2019, arXiv:1904.01355), with branches of their own for where and
  what (YOLOX, Ge et al., 2021, arXiv:2107.08430);
- each side's distance as a distribution over bins (Generalized Focal Loss, Li et al., 2020, arXiv:2006.04388).

Activations are ReLU: ONNX Runtime computes them inside the convolution, SiLU costs two more passes over memory.
"""

import math

import torch
from torch import Tensor, nn

from .boxes import grid_cells

# The parts are 22 to 65 pixels large on the canvas, so a third grid of stride 32 would answer for nothing.
STRIDES = (8, 16)

# A side's distance is told in 0 to 11 strides: 88 pixels on the finer grid, more than the largest part.
BINS = 12


class Unit(nn.Sequential):
    """Convolution, normalisation, ReLU; `stride` 2 halves height and width."""

    def __init__(self, given: int, made: int, kernel: int = 3, stride: int = 1):
        super().__init__(
            nn.Conv2d(given, made, kernel, stride, kernel // 2, bias=False),
            nn.BatchNorm2d(made),
            nn.ReLU(inplace=True),
        )


class Pair(nn.Module):
    """Two 3 x 3 units, with a way around them where `residual`."""

    def __init__(self, channels: int, residual: bool):
        super().__init__()
        self.units = nn.Sequential(Unit(channels, channels), Unit(channels, channels))
        self.residual = residual

    def forward(self, x: Tensor) -> Tensor:
        return x + self.units(x) if self.residual else self.units(x)


class SplitBlock(nn.Module):
    """Half of the channels through `depth` pairs, the other half straight to the merge."""

    def __init__(self, given: int, made: int, depth: int = 1, residual: bool = True):
        super().__init__()
        half = made // 2
        self.worked = nn.Sequential(Unit(given, half, 1), *(Pair(half, residual) for _ in range(depth)))
        self.passed = Unit(given, half, 1)
        self.merge = Unit(2 * half, made, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.merge(torch.cat((self.worked(x), self.passed(x)), 1))


class Answers(nn.Module):
    """What one grid says: distances `[B, 4 * BINS, cells]` and class logits `[B, classes, cells]`."""

    def __init__(self, given: int, width: int, classes: int, stride: int):
        super().__init__()
        self.where = nn.Sequential(Unit(given, width), Unit(width, width), nn.Conv2d(width, 4 * BINS, 1))
        self.what = nn.Sequential(Unit(given, width), Unit(width, width), nn.Conv2d(width, classes, 1))
        # Begin with the rarity of parts among cells, so that the empty ones do not drown the first steps (RetinaNet,
        # Lin et al., 2017, arXiv:1708.02002), and with boxes about as large as parts are.
        nn.init.constant_(self.what[-1].bias, -math.log((1 - 0.01) / 0.01))
        expected = 20 / stride
        lean = [-abs(at - expected) for at in range(BINS)] * 4
        self.where[-1].bias.data.copy_(torch.tensor(lean))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        return self.where(x).flatten(2), self.what(x).flatten(2)


class Detector(nn.Module):
    """RGB `[B, 3, H, W]`, 0 to 1, H and W multiples of 32, to what every cell of both grids says."""

    def __init__(self, classes: int):
        super().__init__()
        self.classes = classes
        self.stem = nn.Sequential(Unit(3, 16, 3, 2), Unit(16, 24, 3, 2), SplitBlock(24, 24))
        self.eighth = nn.Sequential(Unit(24, 48, 3, 2), SplitBlock(48, 48))
        self.sixteenth = nn.Sequential(Unit(48, 96, 3, 2), SplitBlock(96, 96, depth=2))
        self.thirtysecond = nn.Sequential(Unit(96, 128, 3, 2), SplitBlock(128, 128))
        self.coarse = Unit(128, 64, 1)
        self.down_sixteenth = SplitBlock(64 + 96, 64, residual=False)
        self.middle = Unit(64, 48, 1)
        self.down_eighth = SplitBlock(48 + 48, 48, residual=False)
        self.up_again = Unit(48, 48, 3, 2)
        self.up_sixteenth = SplitBlock(48 + 64, 64, residual=False)
        self.twice = nn.Upsample(scale_factor=2, mode="nearest")
        self.answers = nn.ModuleList(
            (Answers(48, 32, classes, STRIDES[0]), Answers(64, 32, classes, STRIDES[1]))
        )

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Distance logits `[B, 4 * BINS, N]` and class logits `[B, classes, N]`; cells as `grid_cells` orders them."""
        eighth = self.eighth(self.stem(pictures))
        sixteenth = self.sixteenth(eighth)
        coarse = self.coarse(self.thirtysecond(sixteenth))
        middle = self.down_sixteenth(torch.cat((self.twice(coarse), sixteenth), 1))
        fine = self.down_eighth(torch.cat((self.twice(self.middle(middle)), eighth), 1))
        middle = self.up_sixteenth(torch.cat((self.up_again(fine), middle), 1))
        said = [answers(features) for answers, features in zip(self.answers, (fine, middle))]
        return torch.cat([where for where, _ in said], 2), torch.cat([what for _, what in said], 2)


def expected_distances(logits: Tensor) -> Tensor:
    """Distance logits `[B, 4 * BINS, N]` to the mean of each distribution `[B, 4, N]`, in strides."""
    batch, _, cells = logits.shape
    shares = logits.view(batch, 4, BINS, cells).softmax(2)
    return (shares * torch.arange(BINS, dtype=shares.dtype).view(1, 1, BINS, 1)).sum(2)


class Exported(nn.Module):
    """The detector with its answers as YOLOv8 lays them out: `[1, 4 + classes, N]`, rows cx, cy, w, h in pixels of the
    canvas, then a score 0 to 1 a class."""

    def __init__(self, detector: Detector, canvas: tuple[int, int]):
        super().__init__()
        self.detector = detector
        points, strides = grid_cells(canvas, STRIDES)
        self.register_buffer("points", points.t().unsqueeze(0))
        self.register_buffer("strides", strides.view(1, 1, -1))

    def forward(self, images: Tensor) -> Tensor:
        where, what = self.detector(images)
        distances = expected_distances(where) * self.strides
        to_left_top, to_right_bottom = distances.chunk(2, 1)
        centre = self.points + (to_right_bottom - to_left_top) / 2
        return torch.cat((centre, to_left_top + to_right_bottom, what.sigmoid()), 1)
