from django.urls import path

from activityday.leadership.supervision import views

app_name = "supervision"
urlpatterns = [
    # /units/<code>/board/<year>/
    path("units/<slug:code>/board/<int:year>/", views.board, name="board"),
]
