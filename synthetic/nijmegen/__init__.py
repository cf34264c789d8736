"""The known city: messages that give exactly the figures that the council has read since 2021.

`ijkpunten.csv` says what must come out (with the id of the published figure, or none where the value is chosen),
`reeksen.csv` how each line of care is made up. From these a plan is laid of persons, months, referrals and volumes, so
that every target holds by construction; the story adds what senders do wrong without moving one of them.
"""
