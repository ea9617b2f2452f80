"""What every value of the protocol and of its answers has in common: strict, and never changed."""

import os

# No plugin of another package may change how a value is checked; looking for one costs time, too.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "true")

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value: its types are checked without coercion, unknown fields are refused."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        arbitrary_types_allowed=True,
    )
