from django.urls import path

from activityday.day.attendance.views import exemptions, guests, leave, roll

app_name = "attendance"
MONTH = "units/<slug:code>/<int:year>/<int:month>/"
urlpatterns = [
    path(f"{MONTH}roll/", roll.roll, name="roll"),
    path(f"{MONTH}leave/", leave.leave, name="leave"),
    path(f"{MONTH}leave/answer/", leave.answer, name="answer_leave"),
    path(f"{MONTH}guests/", guests.guests, name="guests"),
    path(f"{MONTH}guests/remove/", guests.remove, name="remove_guest"),
    path("units/<slug:code>/exemptions/", exemptions.exemptions, name="exemptions"),
    path("units/<slug:code>/exemptions/renew/", exemptions.renew, name="renew_exemption"),
]
