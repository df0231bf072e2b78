"""The answer to access and portability as one file, which the person downloads.

models      Package: one a case, and only while its file may be there
content     what the file holds: the rows of whom the case is about, under the cover letter; privacy.export writes it
files       the folder: whole files under random names, or nothing that counts
standing    how it stands, to staff and to the person

What writes: services.packaging (asked for, built, handed over), services.downloading (the link, the download),
services.expiring (removed).
"""
