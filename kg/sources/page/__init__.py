"""The parts of the edition page reader: layout, headings, dates, shelf marks, notes, names, resolutions.

Each module reads one thing from a span of a page and knows nothing of the others' results beyond what it is given.
Words of a language stand in tables (`kg.sources.page.language`), never in rules.
"""
