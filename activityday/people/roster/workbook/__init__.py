"""Reads the roster workbooks that offices really keep; knows neither the database nor the clock.

The one door is `reading.read_roster`; what comes out is in `shapes`, what may come in is in `limits`.
"""
