"""Limits of time that hold on a machine with nothing else to do, and for longer on one that is busy."""

import os


def seconds(limit: float) -> float:
    """`limit`, times the jobs that wait for each processor now; where the system does not tell, as said."""
    try:
        waiting = os.getloadavg()[0] / (os.cpu_count() or 1)
    except (AttributeError, OSError):
        waiting = 1
    return limit * max(1.0, waiting)
