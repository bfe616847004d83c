"""Why something in a note cannot be used: an English sentence that can be said again in another language."""

from collections.abc import Mapping


class Reason(str):
    """The sentence itself, so that it prints, compares and is stored as one, with what it was made of.

    `template` is the English sentence with its blanks (`{answer}`), `values` what fills them; a value may be a Reason.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, **values: object) -> "Reason":
        """Fills the template; without values it stands as it is, braces and all."""
        made = super().__new__(cls, template.format(**values) if values else template)
        made.template, made.values = template, values
        return made
