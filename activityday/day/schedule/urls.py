from django.urls import path

from activityday.day.schedule import views

app_name = "schedule"
YEAR = "units/<slug:code>/calendar/<int:year>/"
urlpatterns = [
    path(YEAR, views.year, name="year"),
    path(f"{YEAR}print.pdf", views.sheet, name="sheet"),
    path(f"{YEAR}<int:month>/reschedule/", views.reschedule, name="reschedule"),
    path("units/<slug:code>/calendar/<str:signature>.ics", views.feed, name="feed"),
]
