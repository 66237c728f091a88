"""Find every signal, in its folder and plugged in, check that each is whole, and say which are in force.

A third party adds one by an entry point of the group `hotlinewatch.signals`: its name is the signal's id and its
value the module that offers `check`; the TOML with weight and words lies beside that module.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module, resources
from importlib.metadata import EntryPoint, entry_points
from importlib.resources.abc import Traversable
from types import ModuleType

from verifier import signals
from verifier.policy import Policy, PolicyError
from verifier.signal import BrokenSignal, Signal, read_terms

GROUP = "hotlinewatch.signals"


def signals_in_force(policy: Policy) -> dict[str, Signal]:
    """The signals that judge under a policy: those that are on by default, or as it says.

    Raises PolicyError where the policy names a signal that does not exist, or the same one twice.
    """
    found = find_signals()
    for place, names in (("signals_on", policy.signals_on), ("signals_off", policy.signals_off)):
        for name in names:
            if name not in found:
                raise PolicyError(f"{place}: {name!r} is no signal; `hotlinewatch signals` lists them all")
    both = sorted(set(policy.signals_on) & set(policy.signals_off))
    if both:
        raise PolicyError(f"signals_on and signals_off both name {', '.join(both)}; expected one of them")
    return {name: one for name, one in found.items() if is_in_force(one, policy)}


def is_in_force(signal: Signal, policy: Policy) -> bool:
    """Whether a signal judges under a policy."""
    return signal.id not in policy.signals_off and (signal.terms.is_on or signal.id in policy.signals_on)


@cache
def find_signals() -> dict[str, Signal]:
    """Every signal by its id, sorted: our own and those plugged in. Raises BrokenSignal for the first not whole."""
    own = collect(signals)
    plugged = collect_plugged(entry_points(group=GROUP))
    for name in sorted(own.keys() & plugged.keys()):
        raise BrokenSignal(
            f"signal {name!r} of {plugged[name].origin} has the name of one that hotlinewatch brings; "
            "rename its module and entry point, or uninstall the package"
        )
    return dict(sorted((own | plugged).items()))


def collect(package: ModuleType) -> dict[str, Signal]:
    """Every signal of a package, by the name of its module."""
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    folder = resources.files(package)
    for file in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")):
        if file.removesuffix(".toml") not in names:
            raise BrokenSignal(f"signals/{file}: has no module beside it, expected {file.removesuffix('.toml')}.py")
    return {name: _signal("signals", folder, import_module(f"{package.__name__}.{name}"), name) for name in names}


def collect_plugged(points: tuple[EntryPoint, ...] | list[EntryPoint]) -> dict[str, Signal]:
    """The signals that installed distributions offer, by name. Raises BrokenSignal for one that is not whole."""
    found: dict[str, Signal] = {}
    # A distribution that is met twice on the path offers one signal, not two.
    for point in sorted(set(points), key=lambda point: (point.name, point.value)):
        origin = _origin(point)
        if point.name in found:
            raise BrokenSignal(f"signal {point.name!r}: {found[point.name].origin} and {origin} both offer it")
        found[point.name] = _plugged(point, origin)
    return found


def _plugged(point: EntryPoint, origin: str) -> Signal:
    where = f"{origin}: entry point {point.name} = {point.value!r}"
    package, _, name = point.module.rpartition(".")
    if point.attr or not package or name != point.name:
        raise BrokenSignal(f"{where}: expected a module in a package, named like the signal: 'package.{point.name}'")
    try:
        module = import_module(point.module)
    except (ImportError, SyntaxError) as error:
        raise BrokenSignal(f"{where}: cannot be imported: {error}; mend or uninstall the package") from error
    return _signal(origin, resources.files(package), module, name)._replace(origin=origin)


def _origin(point: EntryPoint) -> str:
    return "an unnamed distribution" if point.dist is None else f"{point.dist.name} {point.dist.version}"


def _signal(where: str, folder: Traversable, module: ModuleType, name: str) -> Signal:
    file = folder.joinpath(f"{name}.toml")
    if not file.is_file():
        raise BrokenSignal(f"{where}/{name}.py: has no {name}.toml beside it, expected its weight and words there")
    terms = read_terms(f"{where}/{name}.toml", file.read_text(encoding="utf-8"))
    check = getattr(module, "check", None)
    if not callable(check):
        raise BrokenSignal(f"{where}/{name}.py: offers no `check`, expected check(case) -> Iterable[Suspicion]")
    return Signal(name, terms, check, about=" ".join((module.__doc__ or "").split()))
