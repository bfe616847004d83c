"""`make bench`, or `python -m benchmarks NAME …` for some of them."""

import importlib
import pkgutil
import sys

import benchmarks


def main() -> None:
    """Runs every module of this folder that was named, or all."""
    names = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith("_")]
    for name in sys.argv[1:] or names:
        module = importlib.import_module(f"benchmarks.{name}")
        if hasattr(module, "run"):
            print(f"\n{name}: {(module.__doc__ or '').strip().splitlines()[0]}")
            module.run()


if __name__ == "__main__":  # a process that reads notes imports this file, too
    main()
