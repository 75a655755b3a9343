from django.urls import path

from activityday.office.policy.views import holidays, parameters

app_name = "policy"
POLICY = "units/<slug:code>/policy/"
HOLIDAYS = "units/<slug:code>/holidays/<int:year>/"
urlpatterns = [
    path(POLICY, parameters.unit, name="unit"),
    path(f"{POLICY}<slug:parameter>/amend/", parameters.amend, name="amend"),
    path(f"{POLICY}amendments/<int:amendment>/end/", parameters.end, name="end"),
    path("holidays/<int:year>/", holidays.holidays, name="holidays"),
    path(f"{HOLIDAYS}text/", holidays.enter_text, name="enter_text"),
    path(f"{HOLIDAYS}days/", holidays.enter_days, name="enter_days"),
    path(f"{HOLIDAYS}confirm/", holidays.confirm, name="confirm_notice"),
]
