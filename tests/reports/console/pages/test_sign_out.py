def test_signing_out_ends_the_session_in_the_store_and_a_link_does_not(room):
    ben = room.person("ben")
    assert ben.get("/sign-out").path == "/"
    kept = [(cookie.name, cookie.value) for cookie in ben.jar]
    ben.post("/sign-out", token=ben.get("/").value("token"))
    again = room.person("", Cookie="; ".join(f"{name}={value}" for name, value in kept))
    assert again.get("/").path.startswith("/sign-in")
