"""What people read of a run: words, stories, tables, charts, pages. Nothing here decides anything.

Everything is told in the business's language, Vietnamese or English. What does not live here: how
a run is made (`sim.run`), what is judged (`sim.checks`).
"""
