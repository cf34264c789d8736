"""Deliveries in tables: CSV and XLSX files that follow a contract of ours.

contract.py   what a delivery must look like, read from contracts/<name>.yml of a source
layout.py     the raw and vault tables that follow from a contract
values.py     one cell to one value, strictly
sheet.py      the grid both file forms are read into; delimited.py and workbook.py read them
rows.py       the grid against the contract: rows, and a fault for each cell that is wrong
"""
