"""The flow that people meet."""

from functools import cache

from indexer.flows.file import parse_flow
from indexer.flows.flow import Flow
from tests.conftest import KNOWLEDGE

PATH = "flows/coupon.yaml"


@cache
def coupon() -> Flow:
    """Return the real flow, read without a problem."""
    flow, problems = parse_flow(PATH, (KNOWLEDGE / PATH).read_bytes())
    assert flow is not None, problems
    return flow
