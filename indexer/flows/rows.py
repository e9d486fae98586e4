"""In which order a person meets the questions and outcomes of a flow, and how far down each is."""

from indexer.flows.flow import Flow


def meeting_order(flow: Flow) -> list[str]:
    """Return every node and outcome that can be reached, none before all that lead to it.

    Where several could come next it is the one that the first option leads to.
    """
    seen: set[str] = set()
    order: list[str] = []

    def visit(id_: str) -> None:
        if id_ in seen:
            return
        seen.add(id_)
        for end in reversed(_ends(flow, id_)):
            visit(end)
        order.append(id_)

    visit(flow.start)
    return order[::-1]


def rows(flow: Flow) -> dict[str, int]:
    """Return for each node and outcome the most questions that can lie before it."""
    found: dict[str, int] = {}
    for id_ in meeting_order(flow):
        row = found.setdefault(id_, 0)
        for end in _ends(flow, id_):
            found[end] = max(found.get(end, 0), row + 1)
    return found


def numbers(flow: Flow) -> dict[str, int]:
    """Return the number of each node as printed and drawn, from 1; last what none leads to."""
    met = [id_ for id_ in meeting_order(flow) if id_ in flow.nodes]
    return {id_: number for number, id_ in enumerate(dict.fromkeys([*met, *flow.nodes]), 1)}


def _ends(flow: Flow, id_: str) -> list[str]:
    """Return where the options of *id_* lead, each once; nowhere from an outcome."""
    node = flow.nodes.get(id_)
    return list(dict.fromkeys(node.leads_to.values())) if node else []
