import subprocess
import sys

from verifier.reader import READING, reader_digest


def test_the_reader_has_one_digest():
    assert len(reader_digest()) == 64
    assert reader_digest() == reader_digest()


def test_the_digest_covers_every_module_that_reading_loads():
    code = "import sys, verifier.reading; print(*(name for name in sys.modules if name.startswith('verifier.')))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.removeprefix("verifier.") + ".py" for name in ended.stdout.split() if "readers" not in name}
    assert loaded == {name for name in READING if name.endswith(".py")}


def test_asking_for_the_digest_loads_no_reader_of_pages():
    code = "import sys, verifier.reader; verifier.reader.reader_digest(); print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"verifier.reading", "bs4", "pypdf", "pypdfium2"} & set(ended.stdout.split())
