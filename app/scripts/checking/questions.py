"""Questions: choices, limits, patterns, and where answers land."""

import re

from app.scripts.checking.context import Context
from app.scripts.nodes import Ask

LIMITED = frozenset(("text", "number", "money", "date", "many_of"))
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_YES_NO = {"true", "false", "yes", "no"}

TARGETS: dict[str, tuple[str, ...]] = {
    "customer.name": ("text", "one_of"),
    "customer.language": ("text", "one_of"),
    "customer.remark": ("text", "one_of"),
    "customer.segment": ("text", "one_of"),
    "contact.phone": ("phone", "text"),
    "contact.fax": ("phone", "text"),
    "contact.email": ("email", "text"),
}
"""Where an answer can land, and the types that fit there."""
OF_CUSTOM: dict[str, tuple[str, ...]] = {
    "text": ("text", "one_of", "phone", "email", "number", "money", "date", "signature", "photo"),
    "number": ("number", "money"),
    "date": ("date",),
    "choice": ("one_of", "text"),
    "yes_no": ("yes_no",),
}


def check_question(context: Context, node: Ask) -> None:
    """One question."""
    if node.choices or node.type in ("one_of", "many_of"):
        _choices(context, node)
    if node.least or node.most:
        _limits(context, node)
    if node.pattern and node.type != "text":
        text = f'"pattern" is for texts; a {node.type} has its own form. Remove it.'
        context.error("not_for_this_type", text, node)
    if node.currency:
        if node.type != "money":
            text = '"currency" is for money. Write `type: money`, or remove it.'
            context.error("not_for_this_type", text, node)
        elif not _CURRENCY.fullmatch(node.currency):
            text = f'"{node.currency}" is no currency: write three capitals such as TWD.'
            context.error("bad_currency", text, node)
    if node.store:
        _store(context, node)


def _choices(context: Context, node: Ask) -> None:
    if node.type == "yes_no":
        if not {choice.value for choice in node.choices} <= _YES_NO:
            text = 'The choices of a yes_no are "yes" and "no". For others write `type: one_of`.'
            context.error("choices_not_taken", text, node)
    elif node.type not in ("one_of", "many_of"):
        text = f"A {node.type} takes no choices. Write `type: one_of`, or remove them."
        context.error("choices_not_taken", text, node)
        return
    elif not node.choices:
        context.error("no_choices", f"A {node.type} needs `choices`.", node)
        return
    values: set[str] = set()
    keys: dict[str, str] = {}
    for choice in node.choices:
        if choice.value in values:
            text = f'Two choices have the value "{choice.value}". Rename or remove one.'
            context.error("choice_twice", text, node, choice.line)
        values.add(choice.value)
        key = choice.key.casefold()
        if key and key in keys:
            text = f'"{keys[key]}" and "{choice.value}" have the same key, {choice.key}. Change one.'
            context.error("key_twice", text, node, choice.line)
        elif key:
            keys[key] = choice.value
        if choice.next and node.type == "many_of":
            text = "Of many_of several are chosen: `next` at a choice is not used. Put a branch behind it."
            context.warning("next_not_used", text, node, choice.line)
    if all(choice.when for choice in node.choices) and node.required and not node.otherwise:
        text = "Every choice has a condition: when none of them holds, there is nothing to choose."
        context.warning("maybe_no_choice", text, node)


def _limits(context: Context, node: Ask) -> None:
    if node.type not in LIMITED:
        context.error("not_for_this_type", f'A {node.type} has no "least" and "most". Remove them.', node)
        return
    literals = []
    for what, limit in (("least", node.least), ("most", node.most)):
        shape = _DATE if node.type == "date" else _NUMBER
        if shape.fullmatch(limit):
            literals.append(limit)
        elif node.type != "date" and _DATE.fullmatch(limit):
            context.error("limit_type", f'"{what}" of a {node.type} has to be a number.', node)
    if len(literals) == 2:
        low, high = literals
        crossed = low > high if node.type == "date" else float(low) > float(high)
        if crossed:
            text = f'"least" ({low}) is above "most" ({high}): no answer can fit.'
            context.error("limits_crossed", text, node)
    if node.type == "many_of" and _NUMBER.fullmatch(node.least) and float(node.least) > len(node.choices):
        text = f'"least" is {node.least}, and there are {len(node.choices)} choices.'
        context.error("limits_crossed", text, node)


def _store(context: Context, node: Ask) -> None:
    """Where it lands, and whether its type fits there."""
    entity, _, rest = node.store.partition(".")
    if entity == "consent" and rest:
        known = context.known.purposes
        if known and rest not in known:
            text = f'"store": there is no consent for "{rest}".{context.did_you_mean(rest, known)}'
            context.error("unknown_store", text, node)
        _fits(context, node, ("yes_no",))
    elif node.store.startswith("customer.custom.") and len(node.store) > 16:
        key, fields = node.store[16:], context.known.fields
        if not fields:
            return
        if key not in fields:
            text = f'"store": there is no custom field "{key}".{context.did_you_mean(key, fields)}'
            context.error("unknown_store", text, node)
        else:
            _fits(context, node, OF_CUSTOM.get(fields[key], ()))
    elif node.store in TARGETS:
        _fits(context, node, TARGETS[node.store])
    else:
        places = [*TARGETS, "customer.custom.KEY", "consent.PURPOSE"]
        help_ = context.did_you_mean(node.store, TARGETS) or f" There are: {', '.join(places)}."
        context.error("unknown_store", f'Nothing can be kept at "{node.store}".{help_}', node)


def _fits(context: Context, node: Ask, types: tuple[str, ...]) -> None:
    if types and node.type not in types:
        text = f"A {node.type} does not fit into {node.store}, which takes {' or '.join(types)}."
        context.error("store_type", text, node)
