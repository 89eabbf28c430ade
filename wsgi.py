"""What a WSGI server serves: `granian --interface wsgi wsgi:app`."""

import gc

from app import create_app
from config import Config

app = create_app(Config.from_env())
gc.freeze()  # what is there now stays: the collector need not look through it again and again
