"""Where a new store may not lie, each with its sentence."""

from pathlib import Path

import pytest

from caretui import platform, settings
from caretui.store import opening
from caretui.store.errors import NetworkPath, NoStore, WipedProfile


def test_a_network_path_is_refused_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "file_system", lambda path: "cifs")
    with pytest.raises(NetworkPath, match="--store"):
        opening.look_before_founding(tmp_path / "team.caretui")


def test_an_account_that_is_wiped_at_log_off_is_refused_and_told_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "file_system", lambda path: "tmpfs")
    with pytest.raises(WipedProfile, match="CARETUI_STORE"):
        opening.look_before_founding(settings.default_store())


def test_a_place_that_somebody_named_is_theirs_to_choose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "file_system", lambda path: "tmpfs")
    opening.look_before_founding(tmp_path / "team.caretui")


def test_keys_without_a_store_are_not_an_invitation_to_make_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "team.keys").mkdir()
    with pytest.raises(NoStore, match="caretui restore"):
        opening.look(tmp_path / "team.caretui")
