from django.urls import path

from activityday.day.directory import views

app_name = "directory"
DIRECTORY = "units/<slug:code>/directory/"
SITE = f"{DIRECTORY}<uuid:site>/"
urlpatterns = [
    path(DIRECTORY, views.directory, name="directory"),
    path(f"{DIRECTORY}list.pdf", views.list_pdf, name="list_pdf"),
    path(f"{DIRECTORY}list.xlsx", views.list_xlsx, name="list_xlsx"),
    path(f"{DIRECTORY}new/", views.enter, name="enter"),
    path(SITE, views.site, name="site"),
    path(f"{SITE}amend/", views.amend, name="amend"),
    path(f"{SITE}withdraw/", views.withdraw, name="withdraw"),
    path(f"{SITE}restore/", views.restore, name="restore"),
]
