"""The one way in which a rule says no."""


class Refused(ValueError):
    """A value that the rules don't take; `reason` is plain words that may stand beside the field.

    The reason never repeats the value itself: it can end up in a log or a report that others read.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
