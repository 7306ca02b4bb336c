"""How fast is learned when, and the average of what was learned."""

import copy
import math

import torch
from torch import nn


def rate_at(step: int, steps: int, warm_up: int, highest: float, last_share: float = 0.02) -> float:
    """Up in a line over `warm_up` steps, then half a cosine down to `last_share` of the highest (SGDR, Loshchilov and
    Hutter, 2016, arXiv:1608.03983, without restarts)."""
    if step < warm_up:
        return highest * (step + 1) / warm_up
    gone = min(1.0, (step - warm_up) / max(1, steps - warm_up))
    return highest * (last_share + (1 - last_share) * (1 + math.cos(math.pi * gone)) / 2)


class Average:
    """Weights averaged over the latest steps, which are better than those of any one step (Polyak averaging)."""

    def __init__(self, network: nn.Module, decay: float = 0.998):
        self.network = copy.deepcopy(network).eval().requires_grad_(False)
        self.decay = decay

    @torch.no_grad()
    def follow(self, network: nn.Module, step: int) -> None:
        # Early weights are worth little: remember less of them.
        decay = self.decay * (1 - math.exp(-(step + 1) / 300))
        theirs = network.state_dict()
        for name, mine in self.network.state_dict().items():
            if mine.dtype.is_floating_point:
                mine.lerp_(theirs[name], 1 - decay)
            else:
                mine.copy_(theirs[name])
