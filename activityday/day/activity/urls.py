from django.urls import path

from activityday.day.activity.views import annual, evidence, life, month, plan, record

app_name = "activity"
MONTH = "units/<slug:code>/<int:year>/<int:month>/"
ANNUAL = "units/<slug:code>/plans/<int:year>"
urlpatterns = [
    path(f"{ANNUAL}/", annual.annual, name="annual"),
    path(f"{ANNUAL}/send/", annual.send, name="annual_send"),
    path(f"{ANNUAL}.pdf", annual.annual_pdf, name="annual_pdf"),
    path(f"{ANNUAL}.xlsx", annual.annual_xlsx, name="annual_xlsx"),
    path("units/<slug:code>/<int:year>/", month.of_year, name="year"),
    # the month itself as five steps stands in home, the one room that knows all the steps
    path(f"{MONTH}activity/", month.of_month, name="month"),
    path(f"{MONTH}plan/", plan.plan, name="plan"),
    path(f"{MONTH}record/", record.record, name="record"),
    path(f"{MONTH}evidence/", evidence.evidence, name="evidence"),
    path(f"{MONTH}evidence/<uuid:evidence>/", evidence.file_of, name="evidence_file"),
    path(f"{MONTH}evidence/<uuid:evidence>/remove/", evidence.remove, name="evidence_remove"),
    path(f"{MONTH}cancel/", life.cancel, name="cancel"),
    path(f"{MONTH}follow-day/", life.follow_day, name="follow_day"),
    path(f"{MONTH}leave-joint/", life.leave_joint, name="leave_joint"),
]
