"""The customer record: who they are, how to reach them, what they own, and making two of them one."""
