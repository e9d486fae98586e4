"""What to say to what was said: pure. No LINE, Flask, files, database, clock or environment."""
