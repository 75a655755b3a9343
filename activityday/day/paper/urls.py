from django.urls import path

from activityday.day.paper import views

app_name = "paper"
MONTH = "units/<slug:code>/<int:year>/<int:month>/"
urlpatterns = [
    path(f"{MONTH}papers/", views.papers, name="papers"),
    path(f"{MONTH}sign-in-sheet.pdf", views.sheet, name="sheet"),
    path(f"{MONTH}call-list.pdf", views.call_list, name="call_list"),
    path(f"{MONTH}notice.pdf", views.notice, name="notice"),
    path(f"{MONTH}visit-cards.pdf", views.visit_cards, name="visit_cards"),
    path(f"{MONTH}agenda.pdf", views.agenda, name="agenda"),
]
