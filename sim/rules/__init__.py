"""The pure core: values in, values out, effects are data; no clock, no chance, no log."""
