"""The seed page against the worked example: everything that it says is read, and nothing that it does not say.

The page and the example stand in ``../shared`` and are never copied into the project. ``corrections`` is
``model/corrections.md`` as a table, ``correspondence.csv`` joins the example's identifiers to ours, ``report`` prints
who makes each statement, ``beyond.tsv`` lists what we state beyond the example, each line read against the page.
"""
