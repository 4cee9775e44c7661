"""Who and what may be one: proposals with evidence for editors to decide about; nothing here decides."""
