from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tools.correctness import measured


@require_safe
def how_correct(request: HttpRequest) -> HttpResponse:
    """What was compared with other programs, with every difference, and what was not compared."""
    facts = {
        "files": measured.files(),
        "validator": measured.validator(),
        "hl7": measured.hl7(),
        "names": measured.names(),
    }
    return render(request, "correctness/how_correct.html", facts)
