"""Open Badges 3.0 and 2.0: values in, values out; no database, no HTTP, no network.

`values` says what an award is; `credentials`, `status`, `issuers` and `hosted` write it down as the
standards ask; `signing` proves it and is the only module that knows the libraries for that;
`checking` tells of any credential what is proven and what is not; `baking` puts both into a picture
and reads them back; `keys` and `sealing` make, name and keep keys. Why it is built so:
docs/decisions/0004-open-badges.md.
"""
