"""``make bench``: every benchmark, one table each; or only the one named, with its options."""

import sys
from collections.abc import Callable

from tests.benchmarks import answers, retrieval, serving, size, talk

BENCHMARKS: dict[str, Callable[..., None]] = {
    "retrieval": retrieval.main,
    "serving": serving.main,
    "answers": answers.main,
    "talk": talk.main,
    "size": size.main,
}


def main(arguments: list[str]) -> None:
    """Run the benchmark that the first of the *arguments* names, or all of them."""
    name, options = arguments[:1], arguments[1:]
    for each in name or BENCHMARKS:
        BENCHMARKS[each](*filter(None, [options]))


if __name__ == "__main__":
    main(sys.argv[1:])
