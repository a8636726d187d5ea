"""The demo centre: a house with a past, made from a seed, and the book of those who will call it.

Everything but `load` is pure: the same seed, size and moment give the same rows.
"""
