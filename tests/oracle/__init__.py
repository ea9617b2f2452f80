"""An independent reading of protocol.md, used as the test oracle.

Nothing here imports, or was written from, the `assistant` package.
"""
