"""When, and in which order. One file per DAG, named after it; what the steps do stands in `warehouse/`."""
