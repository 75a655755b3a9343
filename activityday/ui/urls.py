from django.urls import path

from activityday.ui import views

app_name = "ui"
urlpatterns = [
    path("large-mode/", views.large_mode, name="large_mode"),
]
