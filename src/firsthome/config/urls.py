"""Every address of the service, and what answers when something goes wrong."""

from django.urls import include, path

urlpatterns = [path("", include("firsthome.pages.addresses"))]

handler400 = "firsthome.pages.errors.bad_request"
handler404 = "firsthome.pages.errors.not_found"
handler500 = "firsthome.pages.errors.server_error"
