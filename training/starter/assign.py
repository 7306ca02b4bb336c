"""Which cell answers for which part: task-aligned assignment (TOOD, Feng et al., 2021, arXiv:2108.07755, section 3.2)."""

from typing import NamedTuple

import torch
from torch import Tensor

from .boxes import overlap

# The alignment of a cell with a part is score^SCORE_POWER * overlap^OVERLAP_POWER; the paper's values but for the first,
# which is halved so that early scores, all small, decide less.
SCORE_POWER = 0.5
OVERLAP_POWER = 6.0
CELLS_A_PART = 10


class Assignment(NamedTuple):
    """For each cell of each picture."""

    positive: Tensor
    """`[B, N]` bool: answers for a part."""
    box: Tensor
    """`[B, N, 4]`: the part's box; meaningless where not positive."""
    score: Tensor
    """`[B, N, C]`: the score to be said, the part's class alone above 0; its sum weighs the cell."""


@torch.no_grad()
def assign(scores: Tensor, boxes: Tensor, points: Tensor, kinds: Tensor, truths: Tensor, real: Tensor) -> Assignment:
    """
    The cells whose centre lies in a part's box and that are best aligned with it answer for it; a cell wanted by two
    parts answers for the one it overlaps more.

    :param scores: `[B, N, C]` said, 0 to 1
    :param boxes: `[B, N, 4]` said
    :param points: `[N, 2]` centres of the cells
    :param kinds: `[B, M]` class ids of the parts, int64
    :param truths: `[B, M, 4]` boxes of the parts
    :param real: `[B, M]` bool, false where a row only fills up
    """
    batch, cells, classes = scores.shape
    parts = kinds.shape[1]
    if parts == 0:
        nothing = torch.zeros(batch, cells, dtype=torch.bool)
        return Assignment(nothing, torch.zeros_like(boxes), torch.zeros_like(scores))

    inside = contains(truths, points) & real.unsqueeze(2)
    iou = overlap(truths.unsqueeze(2), boxes.unsqueeze(1)) * inside
    said = scores.transpose(1, 2).gather(1, kinds.unsqueeze(2).expand(-1, -1, cells))
    alignment = said.pow(SCORE_POWER) * iou.pow(OVERLAP_POWER)

    best = torch.where(inside, alignment, alignment.new_tensor(-1.0)).topk(min(CELLS_A_PART, cells), 2).indices
    wanted = torch.zeros_like(inside).scatter_(2, best, True) & inside

    # Where two parts want one cell, the one that it overlaps more has it.
    owner = torch.where(wanted, iou, iou.new_tensor(-1.0)).argmax(1, keepdim=True)
    wanted &= torch.zeros_like(wanted).scatter_(1, owner, True)
    positive = wanted.any(1)
    owner = owner.squeeze(1)

    # The best aligned cell of a part is to say its overlap, the others less in proportion to their alignment.
    alignment = alignment * wanted
    share = alignment / alignment.amax(2, keepdim=True).clamp(min=1e-12)
    score = (share * (iou * wanted).amax(2, keepdim=True)).amax(1)
    kind = kinds.gather(1, owner).unsqueeze(2)
    score = torch.zeros_like(scores).scatter_(2, kind, (score * positive).unsqueeze(2))
    box = truths.gather(1, owner.unsqueeze(2).expand(-1, -1, 4))
    return Assignment(positive, box, score)


def contains(truths: Tensor, points: Tensor) -> Tensor:
    """`[B, M, N]` bool: whether the centre of cell N lies within box M."""
    x, y = points[:, 0], points[:, 1]
    return (
        (x > truths[..., 0:1]) & (x < truths[..., 2:3]) & (y > truths[..., 1:2]) & (y < truths[..., 3:4])
    )
