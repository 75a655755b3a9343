from django.urls import path

from activityday.day.floating.views import arrivals, months, people, public, slips

app_name = "floating"
ROOM = "units/<slug:code>/floating/"
PERSON = f"{ROOM}people/<uuid:member>/"
MONTH = f"{PERSON}<int:year>/<int:month>/"
urlpatterns = [
    path(ROOM, people.floating, name="floating"),
    path(f"{ROOM}new/", people.new, name="new"),
    path(f"{ROOM}calls.pdf", slips.calls, name="calls"),
    path(f"{ROOM}roster.xlsx", slips.roster, name="roster"),
    path(f"{ROOM}arrivals/new/", arrivals.new_arrival, name="new_arrival"),
    path(f"{ROOM}arrivals/<uuid:arrival>/end/", arrivals.end_arrival, name="end_arrival"),
    path(f"{ROOM}claims/<uuid:claim>/answer/", months.answer_claim, name="answer_claim"),
    path(f"{ROOM}slips/<int:year>/<int:month>/", slips.slips, name="slips"),
    path(f"{ROOM}slips/<slug:slip>/", slips.slip, name="slip"),
    path(f"{ROOM}slips/<slug:slip>/revoke/", slips.revoke, name="revoke_page"),
    path(PERSON, people.person, name="person"),
    path(f"{PERSON}edit/", people.edit, name="edit"),
    path(f"{PERSON}return/", people.come_home, name="return"),
    path(f"{PERSON}lost/", people.lose_touch, name="lost"),
    path(f"{PERSON}found/", people.find_again, name="found"),
    path(f"{PERSON}form.pdf", slips.form, name="form"),
    path(MONTH, months.month, name="month"),
    path(f"{MONTH}withdraw/", months.withdraw, name="withdraw"),
    path("receipts/", public.page, name="page"),
]
