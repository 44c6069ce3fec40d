"""Download addresses that the user gave: politely, within limits, and with a record of what the servers answered."""
