"""Circulars 通报 (notice 四(四)): their figures gathered from the records; kept and issued by the room of supervision."""
