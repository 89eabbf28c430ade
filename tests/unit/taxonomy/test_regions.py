"""Parts of the world have CLDR's names."""

from app.kernel import i18n
from app.taxonomy import regions


def test_parts_of_the_world_are_named_by_cldr() -> None:
    with i18n.speaking("fr"):
        assert regions.name("africa") == "Afrique"
        assert regions.name("014") == "Afrique orientale"
        assert regions.name("KE") == "Kenya"
        assert regions.name("XX") == "XX"


def test_a_region_lies_in_one_continent() -> None:
    assert regions.continent_of("014") == "africa"
    assert regions.continent_of("150") == "europe"
    assert regions.continent_of("999") is None
