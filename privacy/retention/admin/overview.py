"""What the pages of the purge show: tables and plots, made from how it stands and from a run's lines."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotsite.ground.plot import Bar, plot
from privacy.declarations import Declaration, EndedBy
from privacy.retention import approving, figures, schedule, standing
from privacy.retention.figures import ByDay
from privacy.retention.models import PurgeLine, PurgeRun, Stop
from privacy.retention.rules import Rule, rules
from privacy.retention.standing import Standing
from privacy.tables import Column, Table, period_in_words, time_to_keep

ENDED_BY = {
    EndedBy.PURGE: gettext_lazy("not in use"),
    EndedBy.ITSELF: gettext_lazy("ends by itself"),
    EndedBy.OPERATOR: gettext_lazy("by hand, or by a program of the operator"),
}


def context(now: datetime) -> dict[str, Any]:
    every = standing.standing(now, totals=True)
    waiting = list(approving.waiting(now))
    return {
        "all_is_well": all(one.is_ok for one in every),
        "waiting": waiting,
        "stopped": _stopped(waiting),
        "rules": _rules(every, now),
        "others": _others(),
        "holds": standing.holds_summary(now),
        "plots": [
            plot("gone", _("Rows that went, by day"), _bars(figures.gone_by_day(now))),
            plot("trouble", _("Rules stopped, failed or not done, by day"), _bars(figures.trouble_by_day(now))),
        ],
    }


def _bars(days: ByDay) -> list[Bar]:
    return [Bar(date_format(day, "D, j. N"), number) for day, number in days]


def _stopped(lines: list[PurgeLine]) -> Table:
    return Table(
        caption=_("Stopped"),
        columns=(
            Column("rule", _("Rule")),
            Column("why", _("Why")),
            Column("rows", _("Rows that would go")),
            Column("cut_off", _("From before")),
        ),
        rows=tuple(
            (
                line.rule,
                str(Stop(line.stop).label),
                str(line.due_before - line.held_before - line.waiting_before),
                _moment(line.cut_off),
            )
            for line in lines
        ),
    )


def _rules(every: list[Standing], now: datetime) -> Table:
    return Table(
        caption=_("Rules"),
        columns=(
            Column("rule", _("Rule")),
            Column("period", _("Kept for")),
            Column("rows", _("Rows")),
            Column("due", _("Due")),
            Column("overdue", _("Overdue")),
            Column("held", _("Held")),
            Column("waiting", _("Waiting")),
            Column("last", _("Last success")),
            Column("next", _("Next run")),
            Column("owner", _("Answers for it")),
        ),
        rows=tuple(_row(one, now) for one in every),
    )


def _row(one: Standing, now: datetime) -> tuple[str, ...]:
    counted = one.counted
    return (
        one.rule.title,
        kept(one.rule),
        str(counted.total),
        str(counted.due),
        _("%(n)d: stopped") % {"n": counted.free} if one.is_stopped else str(one.overdue),
        str(counted.held),
        str(counted.waiting),
        _moment(one.last_success) if one.last_success else _("never"),
        _moment(schedule.next_run(one.rule, now)),
        f"{one.rule.owner} ({one.rule.law})",
    )


def kept(rule: Rule) -> str:
    """The period, and for a table the date that it is counted from; and what then, if it is not deleted."""
    if not isinstance(rule.said, Declaration):
        return period_in_words(rule.period)
    words = time_to_keep(rule.said)
    return _("%(period)s; then it is blanked") % {"period": words} if rule.said.when_over else words


def _others() -> Table:
    """What holds personal data, and is ended by something else than the purge."""
    return Table(
        caption=_("Elsewhere"),
        columns=(
            Column("what", _("What")),
            Column("period", _("Kept for")),
            Column("by", _("How it ends")),
            Column("owner", _("Answers for it")),
        ),
        rows=tuple(_other_rows()),
    )


def _other_rows() -> Iterator[tuple[str, ...]]:
    for rule in rules():
        if not rule.is_run and not isinstance(rule.said, Declaration):
            yield rule.title, period_in_words(rule.period), str(ENDED_BY[rule.said.ended_by]), str(rule.owner)


def sums(run: PurgeRun) -> Table:
    """The head of a report."""
    said = run.report
    versions = said.get("versions", {})
    return Table(
        caption=_("Sums"),
        columns=(Column("what", _("What")), Column("said", _("Which"))),
        rows=(
            (_("Run"), run.slot),
            (_("Planned"), _moment(run.planned_at)),
            (_("Finished"), _moment(run.finished_at) if run.finished_at else "–"),
            (_("Rows that went"), str(said.get("gone", "–"))),
            (_("Rows left"), str(said.get("left", "–"))),
            (_("Rules stopped"), str(said.get("stopped", "–"))),
            (_("Rules failed"), str(said.get("failed", "–"))),
            (_("Versions"), ", ".join(f"{name} {version}" for name, version in versions.items())),
            (_("Evidence"), str(run.evidence or "–")),
        ),
    )


def report_table(run: PurgeRun) -> Table:
    """One row for each rule: counts before, what went, counts after."""
    return Table(
        caption=_("Rules"),
        columns=(
            Column("rule", _("Rule")),
            Column("period", _("Kept for")),
            Column("cut_off", _("From before")),
            Column("state", _("State")),
            Column("rows", _("Rows before")),
            Column("due", _("Due before")),
            Column("held", _("Held")),
            Column("waiting", _("Waiting")),
            Column("gone", _("Went")),
            Column("left", _("Left")),
            Column("milliseconds", _("Milliseconds")),
        ),
        rows=tuple(
            (
                line.rule,
                line.period,
                _moment(line.cut_off),
                str(line.get_state_display()),
                str(line.total_before),
                str(line.due_before),
                _number(line.held_after),
                _number(line.waiting_after),
                str(line.gone),
                _number(line.left),
                str(line.spent_ms),
            )
            for line in run.lines.all()
        ),
    )


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
