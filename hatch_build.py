"""Compiles the translations when the package is built."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):  # type: ignore[type-arg]  # its config type is not public
    """Turns each `.po` into the `.mo` that the wheel carries in its place."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles, and adds the result to the wheel; an editable install reads the `.po` files itself."""
        if self.target_name != "wheel" or version == "editable":
            return
        for source in Path(self.root).glob("bot/texts/locales/*/LC_MESSAGES/*.po"):
            compiled = source.with_suffix(".mo")
            with source.open("rb") as po, compiled.open("wb") as mo:
                write_mo(mo, read_po(po))
            build_data["artifacts"].append(f"/{compiled.relative_to(self.root).as_posix()}")
