"""The promises: what must hold, judged with tables of their own, never with the rules' code."""
