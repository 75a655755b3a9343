from django.urls import path

from activityday.office.notices import views, views_materials

app_name = "notices"
NOTICE = "units/<slug:code>/notices/<uuid:notice>/"
MATERIALS = "units/<slug:code>/materials/"
VERSION = f"{MATERIALS}read/<uuid:edition>/"
urlpatterns = [
    # /units/<code>/notices/
    path("units/<slug:code>/notices/", views.notices, name="notices"),
    path(NOTICE, views.notice, name="notice"),
    path(f"{NOTICE}notice.pdf", views.notice_pdf, name="notice_pdf"),
    path(f"{NOTICE}withdraw/", views.withdraw, name="withdraw"),
    path(f"{NOTICE}objections/", views.write_objection, name="write_objection"),
    path(f"{NOTICE}objections/<uuid:objection>/", views.answer_objection, name="answer_objection"),
    # /units/<code>/materials/
    path(f"{MATERIALS}<int:year>/", views_materials.materials, name="materials"),
    path(f"{MATERIALS}<int:year>/publish/", views_materials.publish, name="publish"),
    path(f"{MATERIALS}<uuid:material>/renew/", views_materials.renew, name="renew"),
    path(f"{MATERIALS}<uuid:material>/withdraw/", views_materials.withdraw, name="withdraw_material"),
    path(VERSION, views_materials.material, name="material"),
    path(f"{VERSION}file/", views_materials.file_of, name="material_file"),
    path(f"{VERSION}print.pdf", views_materials.print_pdf, name="material_pdf"),
]
