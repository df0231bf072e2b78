import { defineText } from "../../text/define";

/** The DICOM folder's own words, as far as its page begins with them. */
export const t = defineText({
  en: {
    empty:
      "Open a folder, several files, an archive or a DICOMDIR: they are put in order as patients, studies, series and instances.",
    sample: "A folder of two patients",
    sampleUnsorted: "Files in no order",
    sampleWrong: "A wrong Patient ID",
    sampleBroken: "A folder with faults",
    reading: "Reading: {done} of {total}",
    progress: "Files read",
    cancel: "Cancel",
    failed: "These files could not be read.",
  },
  de: {
    empty:
      "Öffnen Sie einen Ordner, mehrere Dateien, ein Archiv oder ein DICOMDIR: Sie werden nach Patienten, Studien, Serien und Instanzen geordnet.",
    sample: "Ein Ordner mit zwei Patienten",
    sampleUnsorted: "Dateien ohne Ordnung",
    sampleWrong: "Eine falsche Patienten-ID",
    sampleBroken: "Ein Ordner mit Fehlern",
    reading: "Wird gelesen: {done} von {total}",
    progress: "Gelesene Dateien",
    cancel: "Abbrechen",
    failed: "Diese Dateien ließen sich nicht lesen.",
  },
});
