"""Every file of the real documents beside the project, built as one collection."""
