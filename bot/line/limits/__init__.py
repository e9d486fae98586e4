"""LINE's limits on messages: the numbers, and the linter that holds every message to them."""
