"""``make bench``: every benchmark, one table each."""

from tests.benchmarks import retrieval, serving, size

if __name__ == "__main__":
    retrieval.main()
    serving.main()
    size.main()
