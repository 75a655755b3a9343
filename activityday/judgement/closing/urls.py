from django.urls import path

from activityday.judgement.closing import views

app_name = "closing"
urlpatterns = [
    # /units/<code>/<year>/<month>/
    path("units/<slug:code>/<int:year>/<int:month>/closed/", views.closed, name="closed"),
    path("units/<slug:code>/<int:year>/<int:month>/reopen/", views.reopen_month, name="reopen"),
    # /units/<code>/findings/<year>/
    path("units/<slug:code>/findings/<int:year>/", views.findings, name="findings"),
]
