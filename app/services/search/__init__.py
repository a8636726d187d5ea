"""Search as you type: names in any script, numbers in any notation, mail addresses, tickets.

`fold` and `entries` say what is looked for; `index` keeps it in step with the record; `engine` finds it.
"""
