"""What differs between operating systems, in one place; where a system lacks something, the function says so."""

import sys


def limit_this_process(*, memory_bytes: int, cpu_seconds: int) -> bool:
    """Bound this process's memory and processor time for good; False where the system cannot (Windows, part of macOS).

    Past the memory the next allocation fails; past the seconds the system ends the process. No core file is written.
    """
    if sys.platform == "win32":
        return False
    import resource

    done = True
    bounds = [
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_CORE, 0),
    ]
    for which, bound in bounds:
        _, most = resource.getrlimit(which)
        wanted = bound if most == resource.RLIM_INFINITY else min(bound, most)
        try:
            resource.setrlimit(which, (wanted, wanted))
        except (OSError, ValueError):
            done = False
    return done
