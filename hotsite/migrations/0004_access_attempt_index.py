"""As for the admin's log: the purge counts from this date, and looks it up."""

from django.db import migrations

INDEX = "hotsite_accessattempt_time"


class Migration(migrations.Migration):
    dependencies = [("hotsite", "0003_second_factor"), ("axes", "0010_accessattemptexpiration")]

    operations = [
        migrations.RunSQL(
            f"CREATE INDEX {INDEX} ON axes_accessattempt (attempt_time)",
            f"DROP INDEX {INDEX}",
        )
    ]
