from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "hotsite.ground"
    label = "ground"
    verbose_name = "Ground"
