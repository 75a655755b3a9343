"""How Django's forms look."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Fields as label, rule, control and error, in that order."""

    field_template_name = "ui/field.html"
