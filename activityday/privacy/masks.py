"""How a sensitive value looks to people who need not see it whole (RULES §10)."""

IDENTITY_LENGTHS = {15, 18}
PHONE_LENGTH = 11


def mask_identity(number: str) -> str:
    """`430624198607011234` → `430***********1234`; anything else is hidden entirely."""
    if len(number) not in IDENTITY_LENGTHS:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def mask_phone(number: str) -> str:
    """`13812345678` → `138****5678`; other numbers keep their last two digits."""
    if len(number) == PHONE_LENGTH and number.isdigit():
        return number[:3] + "****" + number[-4:]
    return "*" * max(len(number) - 2, 0) + number[-2:] if number else ""


def mask_address(address: str) -> str:
    """The first six characters (down to the town), the rest hidden."""
    visible = 6
    return address if len(address) <= visible else address[:visible] + "****"
