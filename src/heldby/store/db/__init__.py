"""The database: schema, engine, dialects, migrations."""
