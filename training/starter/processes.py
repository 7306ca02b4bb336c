"""
Several processes that train one network, each on its share of every batch. On a processor this is faster than one process
with as many threads, which wait for each other at every layer. Each should get 16 pictures a step: of fewer, PyTorch 1.13
computes convolutions on one thread more than twice as slowly a picture.
"""

import os
from pathlib import Path
from typing import Callable

import torch
from torch import distributed, nn


def run_processes(count: int, meeting: Path, work: Callable[[int, int], None]) -> None:
    """Calls `work(number, count)` in `count` processes forked from this one and waits for them. They find each other by
    the file `meeting`. Raises what one of them raised, after the others are ended."""
    meeting.unlink(missing_ok=True)
    torch.multiprocessing.start_processes(
        _begin, args=(count, str(meeting.resolve()), work), nprocs=count, start_method="fork"
    )
    meeting.unlink(missing_ok=True)


def _begin(number: int, count: int, meeting: str, work: Callable[[int, int], None]) -> None:
    torch.set_num_threads(1)
    # The name of this machine need not lead to it.
    os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
    distributed.init_process_group("gloo", init_method=f"file://{meeting}", rank=number, world_size=count)
    work(number, count)
    distributed.destroy_process_group()


def average_gradients(network: nn.Module, count: int) -> None:
    """Leaves the mean of all processes' gradients in each; one message for all of them."""
    if count == 1:
        return
    gradients = [weight.grad for weight in network.parameters() if weight.grad is not None]
    flat = torch.cat([gradient.flatten() for gradient in gradients])
    distributed.all_reduce(flat)
    flat /= count
    at = 0
    for gradient in gradients:
        gradient.copy_(flat[at : at + gradient.numel()].view_as(gradient))
        at += gradient.numel()


def wait_for_all(count: int) -> None:
    if count > 1:
        distributed.barrier()
