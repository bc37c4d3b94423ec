"""How a thing is said, once, for both fronts: sentences, tables, series for charts, JSON documents."""
