"""The parts of the reading of tables; `kg.sources.table` puts them together."""
