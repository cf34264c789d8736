"""The bodies of the fourteen message types, as text; each serves the message and the retour that repeats it."""
