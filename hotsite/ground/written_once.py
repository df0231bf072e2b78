"""Rows that are written once: what was published or agreed to is evidence, and evidence that can be edited is none.

Two fences. Django's ways in (`save`, `delete`, `update`, the staff's pages) raise `WrittenOnce`; triggers in the
database stop whatever goes around Django. A migration that makes the table anew loses its triggers on SQLite and has
to call `written_once` again: each table's test tries.
"""

from typing import Any, NoReturn

from django.db import migrations, models


class WrittenOnce(Exception):
    """Somebody tried to change or to delete a row that is written once."""


class KeptRows(models.QuerySet[Any]):
    def delete(self) -> NoReturn:
        raise WrittenOnce(f"{self.model._meta.label} is kept: its rows are not deleted.")

    delete.queryset_only = True  # type: ignore[attr-defined]  # as Django's own: a manager has no delete()


class KeptModel(models.Model):
    """Rows that may be completed, and are never deleted."""

    objects = KeptRows.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise WrittenOnce(f"{self._meta.label} is kept: row {self.pk} is not deleted.")


class WrittenOnceRows(KeptRows):
    def update(self, **_values: Any) -> NoReturn:
        raise WrittenOnce(f"{self.model._meta.label} is written once: its rows are not updated.")


class WrittenOnceModel(KeptModel):
    """Rows that are neither changed nor deleted."""

    objects = WrittenOnceRows.as_manager()  # type: ignore[misc]  # a stricter manager of the same kind

    class Meta(KeptModel.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise WrittenOnce(f"{self._meta.label} is written once: row {self.pk} is not saved again.")
        super().save(*args, **kwargs)


class NeverUpdatedRows(models.QuerySet[Any]):
    update = WrittenOnceRows.update


class NeverUpdatedModel(models.Model):
    """Evidence with an end: a row is never changed, and is deleted when its time is over."""

    objects = NeverUpdatedRows.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise WrittenOnce(f"{self._meta.label} is written once: row {self.pk} is not saved again.")
        super().save(*args, **kwargs)


#: By kind of database; `written once` stands in the error, for whoever meets it in a log.
_TRIGGERS = {
    "sqlite": (
        """
        CREATE TRIGGER {table}_no_{word} BEFORE {word} ON {table} WHEN NOT ({unless})
        BEGIN SELECT RAISE(ABORT, '{table} is written once'); END
        """,
        "DROP TRIGGER {table}_no_{word}",
    ),
    "postgresql": (
        """
        CREATE FUNCTION {table}_no_{word}() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF NOT ({unless}) THEN RAISE EXCEPTION '{table} is written once'; END IF;
            RETURN OLD;
        END $$;
        CREATE TRIGGER {table}_no_{word} BEFORE {word} ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_no_{word}()
        """,
        "DROP TRIGGER {table}_no_{word} ON {table}; DROP FUNCTION {table}_no_{word}()",
    ),
}


def written_once(table: str, *words: str, unless: str = "1 = 0") -> migrations.RunPython:
    """A step of a migration: the database refuses these words (UPDATE and DELETE, if none are given) on the table.

    `unless`: a condition in SQL over the row, which is called OLD, under which it does not. Only for DELETE.
    """

    def run(editor: Any, side: int) -> None:
        for word in words or ("UPDATE", "DELETE"):
            editor.execute(
                _TRIGGERS[editor.connection.vendor][side].format(table=table, word=word, unless=unless), params=None
            )

    return migrations.RunPython(lambda _apps, editor: run(editor, 0), lambda _apps, editor: run(editor, 1))
