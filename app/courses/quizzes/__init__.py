"""Questions, how they are marked and drawn, and how they come from elsewhere and go there.

All of it is values in, values out: no request, no database, no clock.
"""
