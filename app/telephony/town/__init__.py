"""A simulated town whose people call the demo centre by real SIP, each with a voice of their own."""
