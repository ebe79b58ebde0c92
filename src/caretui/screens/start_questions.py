"""What is asked or told once when the app opens: a passphrase for one use, the organisation key, half-written notes."""

from typing import TYPE_CHECKING

from caretui.care.dates import say_moment, wall

if TYPE_CHECKING:
    from caretui.app import CaretuiApp


async def ask(app: "CaretuiApp") -> None:
    """Ask in this order; each waits for the one before."""
    if app.store.must_change_passphrase:
        from caretui.screens.passphrase import must_change

        await must_change(app)
    await _tell_what_is_missing(app)
    await _tell_of_organisation_key(app)
    await _offer_drafts(app)


async def _tell_what_is_missing(app: "CaretuiApp") -> None:
    if behind := app.store.behind:
        from caretui.widgets.dialogs import Say

        words = "; ".join(behind)
        await app.push_screen_wait(
            Say(
                "Something that was saved is missing",
                f"{words[:1].upper()}{words[1:]}. Look at what you saved last and enter again what is not there."
                " Tell your lead: `caretui verify` says what is wrong, and a newer backup may hold more.",
            )
        )


async def _tell_of_organisation_key(app: "CaretuiApp") -> None:
    from caretui.store import opening

    used = [] if app.demo else opening.organisation_key_used(app.store)
    if used:
        from caretui.widgets.dialogs import Say

        moments = ", ".join(say_moment(wall(at), app.today) for at in used[-5:])
        await app.push_screen_wait(
            Say(
                "The organisation key was used",
                f"Somebody opened this store with it: {moments}. Your lead knows who holds it.",
            )
        )


async def _offer_drafts(app: "CaretuiApp") -> None:
    """What was being written when the terminal closed: one note is asked about, several are listed."""
    left = app.store.left_drafts()
    if not left:
        return
    from caretui.screens.drafts import ContinueOrDiscard, name_of, screen_of, words_of
    from caretui.store.queries import person

    left = [draft for draft in left if words_of(draft.value).strip()]
    if len(left) > 1:
        app.open("drafts")
    if len(left) != 1:
        return
    draft = left[0]
    about = person.who(app.store.read(), draft.about) if draft.about else None
    moment = say_moment(wall(draft.at), app.today)
    words = ContinueOrDiscard(name_of(draft, about.name if about else ""), moment, draft.value)
    answer = await app.push_screen_wait(words)
    if answer == "discard":
        app.store.drop_draft(draft.id)
        app.changed.publish(None)
    elif answer == "continue" and (place := screen_of(draft)):
        app.open(place[0], **place[1])
