from django.urls import path

from activityday.home.views import closing, first, person

app_name = "home"
urlpatterns = [
    path("", first.home, name="home"),
    path("post/", first.choose_post, name="choose_post"),
    path("health/", first.health, name="health"),
    # /units/<code>/<year>/<month>/
    path("units/<slug:code>/<int:year>/<int:month>/", first.month, name="month"),
    path("units/<slug:code>/<int:year>/<int:month>/close/", closing.close, name="close"),
    # /units/<code>/members/<id>/<year>/
    path("units/<slug:code>/members/<uuid:member>/<int:year>/", person.person, name="person"),
]
