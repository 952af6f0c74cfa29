"""The history check: whether some order of recorded operations is one that a model explains.

A history is linearizable if every operation can be thought to happen at one moment between its
invocation and its completion, so that a model of the system gives all the answers that were seen
(Herlihy and Wing, 1990). `operation` has what is recorded, `model` what a model is, `search` looks
for an order in one part, `check` judges a whole history, `unexplained` makes a failure small.
Nothing here knows an app; the sync rules as a model are in `sim.adapters`.
"""
