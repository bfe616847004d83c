"""The town of tests/study, for the rules of streaks."""

from tests.study.conftest import ana, file, luis, mary, template, town

__all__ = ["ana", "file", "luis", "mary", "template", "town"]
