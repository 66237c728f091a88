from reports.console.doors import Doors


def test_the_shell_offers_every_door(room):
    wanted = {name for name in vars(Doors) if not name.startswith("_")}
    assert wanted <= set(dir(room.doors))
