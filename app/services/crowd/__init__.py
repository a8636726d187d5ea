"""A record of a million customers, five million contacts and a million tickets, to measure on."""
