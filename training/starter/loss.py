"""What the network is told it did wrong."""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from .assign import assign
from .boxes import complete_overlap, corners, grid_cells
from .network import BINS, STRIDES, expected_distances

# How much each part of the loss counts.
SCORE_GAIN, BOX_GAIN, BINS_GAIN = 1.0, 5.0, 1.0


class Losses(NamedTuple):
    """Means over the pictures' positive cells, weighed by the score each is to say."""

    total: Tensor
    score: Tensor
    box: Tensor
    bins: Tensor


class DetectionLoss:
    def __init__(self, canvas: tuple[int, int]):
        self.points, self.strides = grid_cells(canvas, STRIDES)

    def __call__(self, where: Tensor, what: Tensor, kinds: Tensor, truths: Tensor, real: Tensor) -> Losses:
        """`where`, `what` as `Detector` says them; `kinds`, `truths`, `real` as `assign` takes them."""
        distances = expected_distances(where).transpose(1, 2) * self.strides.unsqueeze(1)
        boxes = corners(distances, self.points)
        logits = what.transpose(1, 2)
        assigned = assign(logits.detach().sigmoid(), boxes.detach(), self.points, kinds, truths, real)

        # Never below 1, so that pictures without parts, whose loss is all background, cannot blow up a step.
        total_weight = assigned.score.sum().clamp(min=1.0)
        score = score_loss(logits, assigned.score).sum() / total_weight
        picture, cell = assigned.positive.nonzero(as_tuple=True)
        if len(cell) == 0:
            none = where.sum() * 0
            return Losses(SCORE_GAIN * score + none, score, none, none)

        weight = assigned.score[picture, cell].sum(1)
        said, true = boxes[picture, cell], assigned.box[picture, cell]
        box = ((1 - complete_overlap(said, true)) * weight).sum() / total_weight
        aim = torch.cat((self.points[cell] - true[:, :2], true[:, 2:] - self.points[cell]), 1)
        aim = aim / self.strides[cell].unsqueeze(1)
        distributions = where.transpose(1, 2)[picture, cell].view(-1, 4, BINS)
        bins = (bins_loss(distributions, aim) * weight).sum() / total_weight
        return Losses(SCORE_GAIN * score + BOX_GAIN * box + BINS_GAIN * bins, score, box, bins)


def score_loss(logits: Tensor, aim: Tensor) -> Tensor:
    """Cross entropy against soft scores, elementwise; cells that are empty count less the surer they are of it
    (varifocal loss, Zhang et al., 2020, arXiv:2008.13367, equation 2)."""
    with torch.no_grad():
        empty = 0.75 * logits.sigmoid().square()
        weight = torch.where(aim > 0, aim.new_tensor(1.0), empty)
    return F.binary_cross_entropy_with_logits(logits, aim, reduction="none") * weight


def bins_loss(distributions: Tensor, aim: Tensor) -> Tensor:
    """Cross entropy of the two bins around the true distance (distribution focal loss, arXiv:2006.04388, equation 6).

    :param distributions: logits `[K, 4, BINS]`
    :param aim: true distances `[K, 4]` in strides; beyond the last bin they count as just below it
    :returns: `[K]`, mean over the four sides
    """
    aim = aim.clamp(0, BINS - 1 - 0.01)
    lower = aim.floor()
    upper_share = aim - lower
    log_share = distributions.log_softmax(2)
    at_lower = log_share.gather(2, lower.long().unsqueeze(2)).squeeze(2)
    at_upper = log_share.gather(2, lower.long().unsqueeze(2) + 1).squeeze(2)
    return -((1 - upper_share) * at_lower + upper_share * at_upper).mean(1)
