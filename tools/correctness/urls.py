from django.urls import path

from tools.correctness.views import how_correct

app_name = "correctness"
urlpatterns = [path("correct/", how_correct, name="how-correct")]
