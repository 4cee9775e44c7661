"""Records: the typed values that readers make and that mappings read. See `kg.records.document`."""
