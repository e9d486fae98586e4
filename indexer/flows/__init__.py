"""Flows: eligibility graphs that staff write; read, checked, replayed, drawn and understood."""
