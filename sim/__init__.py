"""Simulation and testing harness for the sync between Sales, Warehouse and Accounting."""
