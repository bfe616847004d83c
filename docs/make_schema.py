# ruff: noqa: INP001  # docs/ is no package
"""Writes `mydata.schema.json`, the shape of what `/mydata` sends, from the tables. Run it after a change of them.

.venv/bin/python docs/make_schema.py
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCHEMA = HERE / "mydata.schema.json"


def main() -> None:
    """Writes the file."""
    sys.path.insert(0, str(HERE.parent))
    from bot.store.my_data_schema import schema

    SCHEMA.write_text(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
