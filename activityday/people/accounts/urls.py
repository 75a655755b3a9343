from django.urls import path

from activityday.people.accounts.views import office, permissions, signing_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/demo/", signing_in.sign_in_as_cast, name="sign_in_as_cast"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("password/", signing_in.password, name="password"),
    path("accounts/permissions/", permissions.table, name="permissions"),
    path("units/<slug:code>/permissions/", permissions.unit, name="unit_permissions"),
    path("units/<slug:code>/accounts/", office.accounts, name="accounts"),
    path("units/<slug:code>/accounts/new/", office.new, name="new"),
    path("units/<slug:code>/accounts/<int:user>/", office.account, name="account"),
    path("units/<slug:code>/accounts/<int:user>/password/", office.renew, name="renew"),
    path("units/<slug:code>/accounts/<int:user>/close/", office.close, name="close"),
    path("units/<slug:code>/accounts/<int:user>/posts/", office.add_post, name="add_post"),
    path("units/<slug:code>/accounts/posts/<int:post>/end/", office.end, name="end_post"),
]
