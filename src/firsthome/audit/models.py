"""The log of looks and of changes. Plain ids, nothing that points upward, nothing changed or deleted.

The tables are made by SQL in the first migration: looks are partitioned by month, and each row carries the
hash of itself, so that a seal over many rows can be checked later.
"""
