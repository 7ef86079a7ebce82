"""Upgrades of event files from older programs, one Alembic revision a schema version.

A revision changes tables only. What the new tables should hold is rebuilt from the log afterwards, so that operations
written by a newer program than the file's find their place at last.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from ..model import Base

_HERE = Path(__file__).parent


def upgrade(connection: Connection, target: int | None = None, versions: Sequence[Path] = ()) -> None:
    """Bring the tables from whatever version they are to ``target`` (the newest), inside the caller's transaction.

    ``versions`` are further folders of revisions. Sets SQLite's ``user_version`` to the version reached.
    """
    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    folders = [str(folder).replace("%", "%%") for folder in (_HERE / "versions", *versions)]
    config.set_main_option("version_locations", "\n".join(folders))
    scripts = ScriptDirectory.from_config(config)
    head = f"{target:04d}" if target is not None else scripts.get_current_head()
    assert head is not None

    def steps(revision: object, context: MigrationContext) -> object:
        return scripts._upgrade_revs(head, revision)  # type: ignore[arg-type]  # Alembic's own env.py passes it so

    with EnvironmentContext(config, scripts, fn=steps, destination_rev=head) as environment:
        environment.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
        environment.run_migrations()
    connection.exec_driver_sql(f"PRAGMA user_version = {int(head)}")
