"""The stable codes of a refusal. A code never changes its meaning; texts may be worded better."""

BAD_MESSAGE = "bad_message"
NO_SUCH_MESSAGE = "no_such_message"
TOO_LARGE = "too_large"
NOT_SIGNED_IN = "not_signed_in"
WRONG_PASSWORD = "wrong_password"
THROTTLED = "throttled"
NOT_ALLOWED = "not_allowed"
NOT_FOUND = "not_found"
STALE = "stale"
"""Somebody else changed it first; details carry what is there now."""
WRONG_STATE = "wrong_state"
"""The thing is no longer in a state in which this can be done."""
OFFER_GONE = "offer_gone"
ON_A_CALL = "on_a_call"
BAD_NUMBER = "bad_number"
BAD_ADDRESS = "bad_address"
BAD_VALUE = "bad_value"
IN_USE = "in_use"
MERGED = "merged"
MERGE_NOT_LAST = "merge_not_last"
ALREADY_UNDONE = "already_undone"
NO_PHONE = "no_phone"
NO_WAY_OUT = "no_way_out"
"""The line has no outbound peer for an outside number."""
LINE_DOWN = "line_down"
DISK_FULL = "disk_full"
DATABASE_BUSY = "database_busy"
DATABASE_GONE = "database_gone"
RECORD_NEWER = "record_newer"
"""A newer program has used this record: this one must not touch it."""
HUB_UNREACHABLE = "hub_unreachable"
HUNG_UP_HERE = "hung_up_here"
"""The hub could not be told to end a call; the desk's own phone has hung up."""
TOO_OLD = "too_old"
INTERNAL = "internal"

STATUS = {
    BAD_MESSAGE: 400,
    TOO_LARGE: 413,
    BAD_NUMBER: 422,
    BAD_ADDRESS: 422,
    BAD_VALUE: 422,
    NO_SUCH_MESSAGE: 404,
    NOT_SIGNED_IN: 401,
    WRONG_PASSWORD: 401,
    THROTTLED: 429,
    NOT_ALLOWED: 403,
    NOT_FOUND: 404,
    DISK_FULL: 507,
    DATABASE_BUSY: 503,
    DATABASE_GONE: 503,
    LINE_DOWN: 503,
    INTERNAL: 500,
}
"""HTTP status of a code; 409 where none is named."""
