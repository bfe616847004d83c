"""Which time zone a place on the map has, worked out on this machine: no network, and nothing is kept of the place."""

from math import isfinite

from bot.domain.zones import known


def zones_at(latitude: float, longitude: float) -> tuple[str, ...]:
    """The zones (IANA) of a place in degrees, the likeliest first: two where maps disagree, none at sea or off the map.

    The first call reads the borders of all zones, which takes about a tenth of a second and 35 MB; the others take
    less than a microsecond.
    """
    if not (isfinite(latitude) and isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
        return ()
    import tzfpy  # only who shares a place needs the borders

    # At sea the borders name zones such as Etc/GMT+2, which are nobody's home.
    return tuple(zone for zone in tzfpy.get_tzs(longitude, latitude) if known(zone))
