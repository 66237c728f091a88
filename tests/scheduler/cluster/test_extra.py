import subprocess
import sys

from scheduler.cluster.extra import need_cluster

# The import system itself is told that the package is not there.
WITHOUT = """
import sys
sys.modules["procrastinate"] = None
from scheduler.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def test_where_the_extra_is_there_nothing_is_said():
    need_cluster()


def test_without_the_extra_the_verb_says_what_to_install(tmp_path):
    command = [sys.executable, "-c", WITHOUT, "worker", "--data", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 6
    assert "pip install 'hotlinewatch[cluster]'" in done.stderr
