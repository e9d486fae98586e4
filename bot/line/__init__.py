"""LINE's edge: the only room that knows its events, its message objects, its limits and its SDK."""
