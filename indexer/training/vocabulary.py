"""The vocabulary of a model: BPE and character trigrams, both from its own training texts."""

import random
from collections import Counter
from collections.abc import Sequence

from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers
from tqdm import tqdm

from indexer.model.ngrams import Ngrams, trigrams_of

SAMPLE = 60_000  # texts; more cost minutes and change few tokens
# Runs of letters with their marks, of digits, of anything else: a token crosses none of them.
PIECES = Regex(r"[\p{L}\p{M}]+|\p{N}+|[^\s\p{L}\p{M}\p{N}]+")


def learn_vocabulary(texts: Sequence[str], tokens: int, trigrams: int, seed: int) -> Ngrams:
    """Return the vocabulary that a sample of normalised *texts* uses most."""
    sample = random.Random(seed).sample(texts, min(SAMPLE, len(texts)))
    return Ngrams(_learn_bpe(sample, tokens), _most_common(sample, trigrams))


def _learn_bpe(texts: Sequence[str], size: int) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Split(PIECES, "removed", invert=True)
    trainer = trainers.BpeTrainer(
        vocab_size=size, min_frequency=2, limit_alphabet=1000, max_token_length=16
    )
    tokenizer.train_from_iterator(texts, trainer, length=len(texts))
    return tokenizer


def _most_common(texts: Sequence[str], size: int) -> list[str]:
    seen: Counter[str] = Counter()
    for text in tqdm(texts, "trigrams", unit="", mininterval=1):
        seen.update(trigrams_of(text))
    return sorted(seen, key=lambda trigram: (-seen[trigram], trigram))[:size]
