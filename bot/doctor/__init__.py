"""Is it well? Every part is looked at, and each check says what it found and what to do."""
