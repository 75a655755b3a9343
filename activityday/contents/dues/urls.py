from django.urls import path

from activityday.contents.dues.views import arrangements, waivers
from activityday.contents.dues.views import assessing as pages

app_name = "dues"
DUES = "units/<slug:code>/dues/"
YEAR = f"{DUES}assess/<int:year>/"
MEMBER = f"{DUES}members/<uuid:member>/assess/"

assessing = [
    path(YEAR, pages.assess, name="assess"),
    path(MEMBER, pages.member, name="assess_member"),
    path(f"{MEMBER}show/", pages.show_member, name="show_member"),
    path(f"{DUES}assessments/<uuid:assessment>/void/", pages.void, name="void_assessment"),
    path(f"{DUES}waivers/", waivers.waivers, name="waivers"),
    path(f"{DUES}arrangements/", arrangements.arrangements, name="arrangements"),
    path(f"{DUES}arrangements/<int:arrangement>/end/", arrangements.end, name="end_arrangement"),
]

urlpatterns = [*assessing]
