"""Believable senders from a seed: a city whose true figures are known.

`make_city` writes an inbox of iJw/iWmo messages and, beside it, the ledger of what truly happened.
Nothing here reads the warehouse; the only knowledge shared with it is the message catalogue.
"""

from synthetic.city import make_city

__all__ = ["make_city"]
