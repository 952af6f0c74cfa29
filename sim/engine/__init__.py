"""The simulated office: SimPy processes in whole milliseconds of virtual time."""
