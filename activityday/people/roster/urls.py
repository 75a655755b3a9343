from django.urls import path

from activityday.people.roster.views import imports, members, periods, units

app_name = "roster"
MEMBER = "units/<slug:code>/members/<uuid:member>/"
IMPORT = "units/<slug:code>/imports/<uuid:upload>/"
urlpatterns = [
    path("units/<slug:code>/", units.unit, name="unit"),
    path("units/<slug:code>/edit/", units.edit, name="edit_unit"),
    path("units/<slug:code>/new/", units.new, name="new_unit"),
    path("units/<slug:code>/dissolve/", units.dissolve, name="dissolve_unit"),
    path("units/<slug:code>/members/", members.members, name="members"),
    path("units/<slug:code>/members/new/", members.new, name="new_member"),
    path("units/<slug:code>/members/export.xlsx", members.export, name="export"),
    path(MEMBER, members.member, name="member"),
    path(f"{MEMBER}edit/", members.edit, name="edit_member"),
    path(f"{MEMBER}reveal/", members.reveal, name="reveal"),
    path(f"{MEMBER}transfer/", periods.transfer, name="transfer"),
    path(f"{MEMBER}leave/", periods.leave, name="leave"),
    path(f"{MEMBER}return/", periods.come_back, name="return"),
    path(f"{MEMBER}posts/new/", periods.begin_post, name="begin_post"),
    path(f"{MEMBER}posts/<int:post>/end/", periods.end_post, name="end_post"),
    path(f"{MEMBER}conditions/new/", periods.begin_condition, name="begin_condition"),
    path(f"{MEMBER}conditions/<int:condition>/end/", periods.end_condition, name="end_condition"),
    path("units/<slug:code>/imports/", imports.upload, name="imports"),
    path(IMPORT, imports.roster_import, name="import"),
    path(f"{IMPORT}mapping/", imports.remap, name="import_mapping"),
    path(f"{IMPORT}confirm/", imports.confirm, name="import_confirm"),
    path(f"{IMPORT}discard/", imports.discard, name="import_discard"),
    path(f"{IMPORT}refusals.csv", imports.refusals, name="import_refusals"),
]
