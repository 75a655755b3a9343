from typing import Any
def write(layout: dict[str, Any], foot: Any) -> bytes:
    return b""
