"""Registers, waiting lists and surveys as their senders deliver them, from the contracts of the warehouse."""
