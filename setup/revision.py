"""A new revision of the record's tables: `python -m setup.revision "what changes"`.

It compares a record at the newest revision with the metadata and writes a file to
`app/models/migrations/versions`. Read it over, complete what it cannot know (where values come from), set
`HEAD` in `app/models/migrations/__init__.py`, and run `tests/unit/models/test_migrations.py`.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import sqlalchemy as sa

from app.models.migrations.compare import upgrade_code
from app.models.migrations.running import HERE, head, upgrade

TEMPLATE = '''"""{what}."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {before}


def upgrade() -> None:
    """To this revision."""
    {code}
'''


def write(what: str, folder: Path = HERE / "versions") -> Path:
    """Write the revision; answers with its file."""
    first = not any(folder.glob("*.py"))
    before = "" if first else head()
    with tempfile.TemporaryDirectory() as temporary:
        engine = sa.create_engine(f"sqlite:///{temporary}/record.db")
        with engine.begin() as connection:
            if not first:
                upgrade(connection)
            code = _plain(upgrade_code(connection))
        engine.dispose()
    revision = f"{int(before or 0) + 1:04d}"
    slug = re.sub(r"\W+", "_", what.lower()).strip("_")
    text = TEMPLATE.format(
        what=what, revision=revision, before=f'"{before}"' if before else "None", code=code
    )
    path = folder / f"r{revision}_{slug}.py"
    path.write_text(text, encoding="utf-8")
    return path


def _plain(code: str) -> str:
    """Without alembic's remarks and the marks that only the metadata has a use for."""
    code = re.sub(r"^ *# ###.*\n?", "", code, flags=re.MULTILINE)
    return re.sub(r",\s*info=\{[^}]*\}", "", code).strip()


if __name__ == "__main__":
    print(write(" ".join(sys.argv[1:])))
