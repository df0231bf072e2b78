/**
 * What an anonymiser changes: kinds of elements, and those that the Basic Application Level Confidentiality Profile
 * (PS3.15 E.1, Table E.1-1) removes or replaces and that images commonly have. No list of all of them: what else an
 * anonymiser changed should be seen.
 */
export const PRESET = [
  "private uids dates",
  "PatientName PatientID IssuerOfPatientID OtherPatientIDs OtherPatientIDsSequence PatientBirthName PatientSex PatientAge",
  "PatientSize PatientWeight PatientAddress EthnicGroup Occupation PatientComments AdditionalPatientHistory",
  "AccessionNumber InstitutionName InstitutionAddress InstitutionalDepartmentName StationName DeviceSerialNumber",
  "ReferringPhysicianName PhysiciansOfRecord PerformingPhysicianName NameOfPhysiciansReadingStudy OperatorsName",
  "RequestingPhysician StudyID StudyDescription SeriesDescription ProtocolName ImageComments RequestAttributesSequence",
  "PatientIdentityRemoved DeidentificationMethod DeidentificationMethodCodeSequence LongitudinalTemporalInformationModified",
].join("\n");
