"""The phone process: a SIP user agent and a mixer (pjsua2), driven over a local socket. The only pjsua2 code.

pjsua2 lives in the process's only thread: callbacks only enqueue, everything else happens between polls.
"""
