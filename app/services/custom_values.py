"""Custom fields are declared as data; what is put into them is checked against the declaration."""

import datetime

from app.core.errors import Refused
from app.models.unit import Values
from app.protocol import errors


def check_custom(fields: list[Values], values: Values) -> Values:
    """The values, if every one is declared and fits its type. An empty value clears the field."""
    declared = {field["key"]: field for field in fields}
    for key, value in values.items():
        field = declared.get(key)
        if field is None:
            raise Refused(
                errors.BAD_VALUE, f"There is no field “{key}”. An administrator can declare it.", key=key
            )
        if value not in (None, "") and not _fits(field, value):
            raise Refused(
                errors.BAD_VALUE,
                f"“{value}” does not fit the field “{field['label']}” ({field['type']}).",
                key=key,
                type=field["type"],
            )
    return values


def _fits(field: Values, value: object) -> bool:
    match field["type"]:
        case "text":
            return isinstance(value, str)
        case "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        case "yes_no":
            return isinstance(value, bool)
        case "date":
            return isinstance(value, str) and _is_date(value)
        case "choice":
            return value in (field["choices"] or [])
    return False


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
