"""How well questions find their entries, how honest the verdicts are, and beside what."""
