from django.urls import path

from activityday.home import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("post/", views.choose_post, name="choose_post"),
    path("health/", views.health, name="health"),
    # /units/<code>/<year>/<month>/
    path("units/<slug:code>/<int:year>/<int:month>/", views.month, name="month"),
]
