from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hotsite.ground.headers import Kind, headers
from tools import catalogue


@require_safe
@headers(Kind.LOCKED_PAGE)
def tool_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One tool. The page is the same for every visitor, byte for byte: nothing in it depends on the request."""
    entry = catalogue.tool(slug)
    if entry is None:
        raise Http404
    return render(request, "tools/page.html", {"tool": entry})
