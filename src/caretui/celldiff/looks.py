"""How a cell looks, as SGR codes, and the shortest way from one look to the next."""

from functools import lru_cache
from typing import NamedTuple

from rich.color import Color, ColorSystem
from rich.style import Style

# Rich's attribute bits in order: bold dim italic underline blink blink2 reverse conceal strike underline2
# frame encircle overline (the same table as textual.strip.SGR_STYLES).
_ON = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53")
# One "off" code ends every attribute of its group.
_GROUPS = ((0b11, "22"), (1 << 2, "23"), (1 << 3, "24"), (1 << 4, "25"), (1 << 6, "27"), (1 << 8, "29"))
# What terminals disagree about (SGR 21 is "double underline" or "bold off") is only ever left by a reset.
_AGREED = 0b1_0101_1111
# Underline, reverse, strike, double underline, frame, encircle and overline show on a blank; so does italic where a
# terminal has none and shows it reversed (GNU screen).
_SHOWS_ON_BLANK = 0b1_1111_0100_1100


class Look(NamedTuple):
    """How one cell looks: attribute bits, SGR codes of both colours ("": default), OSC 8 link ("": none)."""

    attributes: int
    foreground: str
    background: str
    link: str

    def codes(self) -> str:
        """The SGR parameters that give this look after a reset."""
        return ";".join(filter(None, (_attribute_codes(self.attributes), self.foreground, self.background)))


PLAIN = Look(0, "", "", "")


def _attribute_codes(attributes: int) -> str:
    return ";".join(code for bit, code in enumerate(_ON) if attributes & (1 << bit))


@lru_cache(1024)
def _colour(color: Color | None, colours: ColorSystem, foreground: bool) -> str:
    if color is None or color.is_default:
        return ""
    return ";".join(color.downgrade(colours).get_ansi_codes(foreground))


def look_of(style: Style | None, colours: ColorSystem) -> Look:
    """The look that Textual's own output gives to `style` (textual.strip.Strip.render_style)."""
    if style is None:
        return PLAIN
    link = f"id={style._link_id};{style._link}" if style._link else ""
    return Look(
        style._attributes & style._set_attributes,
        _colour(style._color, colours, True),
        _colour(style._bgcolor, colours, False),
        link,
    )


@lru_cache(1024)
def blank_of(look: Look) -> Look:
    """The simplest look that shows a space as `look` does: mostly its background is all there is to see."""
    if look.attributes & _SHOWS_ON_BLANK:
        return look
    return Look(0, "", look.background, look.link)


@lru_cache(4096)
def transition(before: Look | None, after: Look, partial: bool) -> str:
    """The shortest sequence that changes the pen from `before` (None: unknown) to `after`.

    `partial`: the terminal knows the codes that end a single attribute (22-29, 39, 49); a VT100 does not.
    """
    if before == after:
        return ""
    link = ""
    if after.link != (before.link if before else ""):
        link = f"\x1b]8;{after.link or ';'}\x1b\\"
    codes = after.codes()
    reset = f"\x1b[;{codes}m" if codes else "\x1b[m"
    if before is None:
        return link + reset
    if before[:3] == after[:3]:
        return link
    change = _change(before, after, partial)
    return link + (reset if change is None or len(change) >= len(reset) else change)


def _change(before: Look, after: Look, partial: bool) -> str | None:
    """A sequence without a reset, or None when only a reset is sure."""
    codes: list[str] = []
    if before.attributes != after.attributes:
        if (before.attributes | after.attributes) & ~_AGREED:
            return None
        if not partial and before.attributes & ~after.attributes:
            return None
        for group, off in _GROUPS:
            had, wants = before.attributes & group, after.attributes & group
            if had & ~wants:
                codes.append(off)
                had = 0
            codes.append(_attribute_codes(wants & ~had))
    for had_colour, wants_colour, default in (
        (before.foreground, after.foreground, "39"),
        (before.background, after.background, "49"),
    ):
        if had_colour != wants_colour:
            if not wants_colour and not partial:
                return None
            codes.append(wants_colour or default)
    return f"\x1b[{';'.join(filter(None, codes))}m"
