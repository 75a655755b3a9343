"""The half-year filing 半年报备 (notice 四(四)): generated from closed activities, signed off, sent up, received."""
