"""The kinds of the room's jobs. Their handlers are in `contact.rights.jobs`."""

FIRST_MAIL = "rights.first_mail"
ANNOUNCE = "rights.announce"
BUILD_PACKAGE = "rights.build_package"
SCANNED = "rights.scanned"
