"""A course as a ZIP file that is read from a USB stick: pages, lessons, files, guides.

`index.html` opens without a network and without a server. Its pages hold only what the reader who
asked for it may see; each lesson and each material carries its author and its licence.
"""
