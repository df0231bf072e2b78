"""Indexes on tables that are not ours: what the retention purge counts from is looked up, never scanned."""

from django.db import migrations

INDEX = "hotsite_adminlog_action_time"


class Migration(migrations.Migration):
    dependencies = [("hotsite", "0001_initial"), ("admin", "0003_logentry_add_action_flag_choices")]

    operations = [
        migrations.RunSQL(
            f"CREATE INDEX {INDEX} ON django_admin_log (action_time)",
            f"DROP INDEX {INDEX}",
        )
    ]
