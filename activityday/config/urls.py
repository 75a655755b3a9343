"""Addresses: nouns in the order of the tree and the calendar. Each room brings its own."""

from django.urls import include, path

from activityday.ui import views as ui_views

urlpatterns = [
    path("", include("activityday.home.urls")),
    path("", include("activityday.ui.urls")),
    path("", include("activityday.people.accounts.urls")),
    path("", include("activityday.people.roster.urls")),
    path("", include("activityday.office.policy.urls")),
    path("", include("activityday.office.filings.urls")),
    path("", include("activityday.office.notices.urls")),
    path("", include("activityday.day.schedule.urls")),
    path("", include("activityday.day.directory.urls")),
    path("", include("activityday.day.activity.urls")),
    path("", include("activityday.day.attendance.urls")),
    path("", include("activityday.day.floating.urls")),
    path("", include("activityday.day.paper.urls")),
    path("", include("activityday.contents.review.urls")),
    path("", include("activityday.contents.service.urls")),
    path("", include("activityday.contents.dues.urls")),
    path("", include("activityday.contents.deliberation.urls")),
    path("", include("activityday.judgement.closing.urls")),
    path("", include("activityday.judgement.points.urls")),
    path("", include("activityday.judgement.standing.urls")),
    path("", include("activityday.judgement.appraisal.urls")),
    path("", include("activityday.leadership.supervision.urls")),
    path("", include("activityday.leadership.reports.urls")),
]

handler400 = ui_views.bad_request
handler403 = ui_views.forbidden
handler404 = ui_views.not_found
handler500 = ui_views.server_error
