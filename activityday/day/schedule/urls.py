from django.urls import path

from activityday.day.schedule import views, views_suggestions

app_name = "schedule"
YEAR = "units/<slug:code>/calendar/<int:year>/"
SUGGESTIONS = "units/<slug:code>/suggestions/<int:year>/<int:month>/"
urlpatterns = [
    path(YEAR, views.year, name="year"),
    path(f"{YEAR}print.pdf", views.sheet, name="sheet"),
    path(f"{YEAR}<int:month>/reschedule/", views.reschedule, name="reschedule"),
    path(SUGGESTIONS, views_suggestions.suggestions, name="suggestions"),
    path(f"{SUGGESTIONS}<int:suggestion>/withdraw/", views_suggestions.withdraw, name="withdraw_suggestion"),
    path("units/<slug:code>/calendar/<str:signature>.ics", views.feed, name="feed"),
]
