from django.urls import path

from activityday.office.notices import views_materials

app_name = "notices"
MATERIALS = "units/<slug:code>/materials/"
VERSION = f"{MATERIALS}read/<uuid:edition>/"
urlpatterns = [
    path(f"{MATERIALS}<int:year>/", views_materials.materials, name="materials"),
    path(f"{MATERIALS}<int:year>/publish/", views_materials.publish, name="publish"),
    path(f"{MATERIALS}<uuid:material>/renew/", views_materials.renew, name="renew"),
    path(f"{MATERIALS}<uuid:material>/withdraw/", views_materials.withdraw, name="withdraw"),
    path(VERSION, views_materials.material, name="material"),
    path(f"{VERSION}file/", views_materials.file_of, name="material_file"),
    path(f"{VERSION}print.pdf", views_materials.print_pdf, name="material_pdf"),
]
