"""Bases from a workbook: read, compared with the year's sheet, carried sealed until a person confirms."""
