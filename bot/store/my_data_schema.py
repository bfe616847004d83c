"""The shape of what `/mydata` sends, as pydantic models made from the tables: they check it, and write its schema."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model
from sqlalchemy import Column

from bot.store.columns import Base
from bot.store.my_data import FORMAT, VERSION, exported_columns, exported_tables, reference_columns

_STRICT = ConfigDict(extra="forbid", title=None)


def my_data_model() -> type[BaseModel]:
    """A model of the whole: what it does not know is refused."""
    tables = {
        table.name: _rows(table.name, {one.name: one for one in exported_columns(table)}, _about(table.name))
        for table in exported_tables()
    }
    references = {name: _rows(name, dict(columns), "") for name, columns in reference_columns().items()}
    return _model(
        "MyData",
        "Everything that a Repaso bot has of one person.",
        format=(Literal[FORMAT], ...),
        version=(Literal[VERSION], ...),
        made_at=(datetime, ...),
        tables=(_model("Tables", "The rows of each table that are this person's.", **tables), ...),
        **references,
    )


def schema() -> dict[str, Any]:
    """The JSON Schema of the whole."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | my_data_model().model_json_schema()


def _rows(name: str, columns: dict[str, Any], about: str) -> Any:  # a field, as create_model takes it
    fields = {key: (_type(column), ...) for key, column in columns.items()}
    return (list[_model(name, about, **fields)], Field(description=about))  # type: ignore[misc]  # made at run time


def _type(column: Column[Any]) -> Any:
    """What a column's values are in Python; JSON columns hold anything, and files are written as base64."""
    kind = str if column.type.python_type is bytes else column.type.python_type
    if kind is object:
        return Any
    return kind | None if column.nullable else kind


def _about(table: str) -> str:
    models = {mapper.local_table: mapper.class_ for mapper in Base.registry.mappers}
    return (models[Base.metadata.tables[table]].__doc__ or "").strip().split("\n\n")[0].replace("\n    ", " ")


def _model(name: str, about: str, /, **fields: Any) -> type[BaseModel]:
    made: type[BaseModel] = create_model(name, __config__=_STRICT, __doc__=about, **fields)
    return made
