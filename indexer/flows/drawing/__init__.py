"""Layered drawings: what lies where, told by sizes alone; knows no flow."""
