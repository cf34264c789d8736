"""The rules of the standard that one message can be held against (control level 2), one small function per rule.

A rule is a row of catalogue/rules.csv (what it says, in Dutch) and a function of the same name in a module here: on
one row of a table (`@on`, an Arrow expression that is true where the rule is broken) or on the rows of a message
together (`@across`, which gives the rows that break it). `evaluation.broken_rules` holds many messages against all of
them at once. Rules of levels 3 and 4 are models of dbt; docs/rules.md tells which rule is checked where.
"""
