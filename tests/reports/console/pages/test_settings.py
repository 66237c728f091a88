def test_settings_show_policy_accounts_and_installation_without_a_secret(ada):
    page = ada.get("/settings")
    for words in ("cleo", "active", "cooling_off_hours", "tests@hotlinewatch.example"):
        assert words in page.text
    assert "argon2" not in page.html
