"""Machinery without domain: what every room stands on.

`db` settles transactions, `jobs` and `worker` do what follows from a deed, `access` makes every
route say how open it is, `i18n` and `urls` know the locale of the interface, `markup` is the only
maker of safe HTML from people's text, `files` keeps what they upload, `pages` turns refusals into
calm answers. Nothing here knows what a lesson is.
"""
