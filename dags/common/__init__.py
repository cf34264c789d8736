"""What the DAGs share, and how a night runs them without a scheduler."""
