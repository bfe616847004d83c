"""The town of the study's tests, to be attacked."""

from tests.study.conftest import ana, file, luis, mary, template, town

__all__ = ["ana", "file", "luis", "mary", "template", "town"]
