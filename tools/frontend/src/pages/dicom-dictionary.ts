/** DICOM dictionary: data elements, UIDs, information object definitions and modules. */

import "./dictionary/dictionary.css";
import { dictionaryOf } from "./dictionary/dictionary";
import { t } from "./dictionary/text";

export default dictionaryOf({
  standard: "dicom",
  hint: t("dicomHint"),
  queries: ["(0010,0020)", "PatientID", "CT Image", "General Series", "1.2.840.10008.1.2.4.70"],
});
