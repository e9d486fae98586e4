"""The card of a model: what it is, how it was made, how well it finds, what it cannot do."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from indexer.training.bench import Result, to_table
from indexer.training.train import Recipe


@dataclass(frozen=True)
class Facts:
    """What is known of a training run when it is over."""

    sources: Mapping[str, int]  # source -> pairs
    queries: int  # different ones
    passages: int
    rows: int
    minutes: float


def to_card(name: str, recipe: Recipe, facts: Facts, results: Sequence[Result], about: str) -> str:
    """Render the card; *about* is Markdown on the data and its licences, put in as it is."""
    settings = "\n".join(f"| {key} | {value} |" for key, value in asdict(recipe).items())
    sources = "\n".join(f"| {source} | {n:,} |" for source, n in sorted(facts.sources.items()))
    return _CARD.format(
        name=name,
        rows=facts.rows,
        dimension=recipe.dimension,
        settings=settings,
        sources=sources,
        queries=facts.queries,
        passages=facts.passages,
        minutes=facts.minutes,
        table=to_table(results) if results else "Not measured.",
        about=about.strip() or "Nothing was said about where the pairs come from.",
    )


_CARD = """---
language: th
library_name: sentence-transformers
pipeline_tag: sentence-similarity
tags: [sentence-transformers, static-embedding, thai, retrieval]
---

# {name}

A static embedding model for searching Thai questions and answers.
A text becomes the mean of one vector for each of its BPE tokens and each of its overlapping
character trigrams, at length 1: {rows:,} rows of {dimension} dimensions, int8 with a float16 scale
for each row.
There is no attention and no order of words, so a question takes a fraction of a millisecond.
The first half and the first quarter of a vector were trained to serve alone.

## How it finds

The model alone, cosine, no lexical search beside it.
The noisy questions are the same ones with mistyped characters, spaces and chat particles.
Nothing was trained on these benches, but choices were made looking at them: expect mild optimism.

{table}

## How to use it

With sentence-transformers, handing the module over (its class is not part of that library):

```python
from sentence_transformers import SentenceTransformer
from indexer.model.module import NgramEmbedding

model = SentenceTransformer(modules=[NgramEmbedding.load("{name}")])
```

Without torch: `indexer.embedder.load_embedder()`.
Both normalise the text themselves and give the same vectors.
No prompts before questions or passages.
A text in which the model knows nothing, such as an empty one, gives a vector of zeros.

**Meant for** finding the passage that answers a Thai question in a collection of hundreds to tens
of thousands of short passages, best together with lexical search.

**Not meant for** judging whether two sentences say the same or the opposite (it sees no negation
and no order), other languages than Thai, long documents, or deciding anything about people.
Questions that share no words with their answer are its weak side; a transformer does better there.
It learnt from government news, an encyclopaedia, manuals and social media, and knows their words
and their slant best; dialect and romanised Thai were not among them.

## How it was made

{queries:,} different questions and {passages:,} different passages, {minutes:.0f} minutes
without a GPU.
Symmetric in-batch InfoNCE over the first, half and quarter dimensions; pairs of a batch that share
a question or a passage do not count against each other; Adam with warm-up and linear decay.
In half the batches the questions are mistyped by `indexer/training/noise.py`.
It was written apart from the benches and has words and rates of its own, but letters left out,
swapped or hit beside occur in both: take the noisy figures as those of slips it was prepared for.
Each row starts with the weight of its rarity (smooth inverse frequency), and learns from there; in
the end the rows of the tokens are stretched a little against those of the trigrams.

| setting | value |
|---|---|
{settings}

Again, with the pairs in a file of JSON lines (`a`, `b`, `source`):

    python -m indexer.training --pairs pairs.jsonl.gz --out {name} --bench FOLDER --about FILE

The same pairs, settings, versions and number of cores give the same model.

## Data

| source: kind | pairs |
|---|---|
{sources}

{about}
"""
