"""The database: tables, migrations, and the only SQL of the project."""

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

__all__ = ["Engine", "SQLAlchemyError"]  # for those who hold a database without speaking SQL
