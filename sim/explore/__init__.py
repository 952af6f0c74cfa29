"""Exploration: the one door for chance, the state explorer, and the office as a bounded world."""
