from scheduler.cli.main import main


def test_before_the_first_run_there_is_a_clear_word(tmp_path, capfd):
    assert main(["replay", "--data", str(tmp_path)]) == 4
    assert "hotlinewatch run" in capfd.readouterr().err


def test_a_run_nobody_knows_is_refused(place, capfd):
    assert main(["replay", "20200101T000000Z-nobody00", "--data", str(place.settings.data), "--quiet"]) == 2
    assert "no closed run" in capfd.readouterr().err
