"""``make bench``: every benchmark, one table each."""

from tests.benchmarks import retrieval, serving

if __name__ == "__main__":
    retrieval.main()
    serving.main()
