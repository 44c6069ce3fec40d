"""The option `--map`, which says what the fields of reports are called in a table."""

from __future__ import annotations

from typing import Annotated

import typer

ColumnMap = Annotated[
    str | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN,...",
        help="Columns of tables, or keys of JSON records, that hold the fields of reports, such as text=notes,published=event_date.",
    ),
]


def chosen_mapping(written: str | None) -> dict[str, str]:
    """Return the mapping that the user wrote. Raises BadParameter if it is not one."""
    from heldby.intake.column_mapping import parse_mapping

    try:
        return parse_mapping(written) if written else {}
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--map") from None
