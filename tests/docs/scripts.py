"""The programs in docs/ that write what the pages show."""

import importlib.util
from typing import Any

from tests.docs.fences import ROOT


def loaded(name: str) -> Any:
    """docs/NAME.py, which is in no package; so its types are not known here."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
