from django.urls import path

from activityday.ui import views

app_name = "ui"
urlpatterns = [
    path("large-mode/", views.large_mode, name="large_mode"),
    path("catalogue/", views.catalogue, name="catalogue"),
    path("catalogue/print/", views.catalogue_print, name="catalogue_print"),
]
