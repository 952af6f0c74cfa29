"""Systems under test that are not the simulation: one small protocol, and the judge of a history.

`protocol` is what an adapter gives, `contract` the tests that prove an adapter, `embedded` the
first one (the pure core itself), `seen` what people see of documents, `recorder` writes down who
did what and when, `sync_model` and `groups` explain such a history with the rules. An adapter
never decides anything: what was right is judged afterwards.
"""
