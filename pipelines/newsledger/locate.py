"""Where the project's data folders are, in a checkout and in an installed wheel alike.

Belongs here: finding ``sql``, ``expectations``, ``samples`` and the assets package. Does not: the user's
data folder; that is `config.Settings.home`.
"""

from importlib import import_module
from importlib.resources import files
from pathlib import Path
from types import ModuleType

_PACKAGE = Path(str(files("newsledger")))
_CHECKOUT = _PACKAGE.parents[1]


def data_folder(name: str) -> Path:
    """Return the folder `name` (``sql``, ``expectations``): of the wheel if it has one, else of the checkout."""
    packed = _PACKAGE / name
    return packed if packed.is_dir() else _CHECKOUT / name


def assets_module(name: str) -> ModuleType:
    """Import module `name` of the assets package; it imports dagster, so call this late (2 to 3 s)."""
    package = "newsledger.assets" if (_PACKAGE / "assets").is_dir() else "assets"
    return import_module(f"{package}.{name}")
