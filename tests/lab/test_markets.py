from lab.markets import load_countries, load_markets, load_words, named


def test_a_name_is_taken_apart():
    who = named("qinghe-pay|青禾支付|Qinghe Pay|wallet")
    assert (who.slug, who.own, who.english, who.kind) == ("qinghe-pay", "青禾支付", "Qinghe Pay", "wallet")


def test_every_market_has_the_words_of_its_languages():
    for market in load_markets().markets:
        assert set(market.languages) <= set(load_words())


def test_every_group_is_of_at_least_two_providers():
    markets = load_markets()
    slugs = {named(text).slug for market in markets.markets for text in market.names}
    assert set(markets.groups) <= slugs
    sizes = [list(markets.groups.values()).count(group) for group in set(markets.groups.values())]
    assert min(sizes) >= 2


def test_a_country_table_has_sixty_rows():
    assert len(load_countries()) >= 60
    assert load_countries()["DE"] == {"en": "Germany", "zh": "德国"}
