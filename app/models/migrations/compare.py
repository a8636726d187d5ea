"""How the metadata and a database differ, and a revision that would bring the one to the other."""

from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations.ops import UpgradeOps
from sqlalchemy.engine import Connection

from app.models.columns import Json
from app.models.migrations import VERSION_TABLE
from app.models.tables import metadata


def differences(connection: Connection) -> list[Any]:
    """What would have to be done to the database; empty where it is as the metadata says."""
    found = _upgrade_ops(connection).as_diffs()
    return list(found)


def upgrade_code(connection: Connection) -> str:
    """The body of a revision's `upgrade`."""
    operations = _upgrade_ops(connection)
    code: str = render_python_code(operations, render_as_batch=True, render_item=_render)
    return code


def _upgrade_ops(connection: Connection) -> UpgradeOps:
    options = {"compare_type": True, "include_object": _is_ours}
    context = MigrationContext.configure(connection, opts=options)
    operations = produce_migrations(context, metadata).upgrade_ops
    assert operations is not None
    return operations


def _is_ours(_thing: object, name: str | None, kind: str, _reflected: bool, _compared: object) -> bool:
    return not (kind == "table" and name == VERSION_TABLE)


def _render(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """Types of our own by what the database knows them as: a revision must not change with the program."""
    return "sa.Text()" if kind == "type" and isinstance(thing, Json) else False
