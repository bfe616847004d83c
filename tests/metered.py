"""What the meters of this process have counted since a test began: they belong to the process, not to a test."""

from prometheus_client import REGISTRY


class Meters:
    """Readings since this was made."""

    def __init__(self) -> None:
        self._before = _samples()

    def counted(self) -> dict[str, float]:
        """What has grown, by name and labels: `repaso_sends_total what=push,…`; sums and buckets are left out."""
        after = _samples()
        grown = {name: value - self._before.get(name, 0) for name, value in after.items()}
        return {
            name: value for name, value in grown.items() if value and name.split(" ")[0].endswith(("_total", "_count"))
        }

    def of(self, name: str) -> dict[str, float]:
        """The same of one meter, by its labels."""
        grown = ((*one.partition(" ")[::2], value) for one, value in self.counted().items())
        return {labels: value for found, labels, value in grown if found == name}


def _samples() -> dict[str, float]:
    return {
        f"{one.name} {','.join(one.labels.values())}".strip(): one.value
        for family in REGISTRY.collect()
        if family.name.startswith("repaso_")
        for one in family.samples
        if not one.name.endswith("_bucket")
    }
