"""The HTML report: what it shows as plain data, one module a section, and how that becomes a file.

Each section is made from results and records by a function that returns named tuples, texts in
both languages (`words.page.Both`); `html` alone knows of tags. What does not live here: how a run
is made or judged, and the measures that other outputs share (`reports.measures`).
"""
