/** The outline of a JSON text (RFC 8259) that may be cut anywhere: one pass, nothing built. */

export interface JsonOutline {
  /** Members of the outermost object, or of the first one in an outermost array; a value that is no string is "". */
  readonly members: ReadonlyMap<string, string>;
  /** `resourceType` of the first object under a member `resource`: a FHIR bundle that says so late. */
  readonly innerResource: string;
  /** Keys of the object under the first member that holds one: `vr` and `Value` in DICOM JSON. */
  readonly innerKeys: ReadonlySet<string>;
  /** One past the value; -1 if the text ends inside it. */
  readonly end: number;
}

/** What may come next. */
const enum_ = { value: 0, key: 1, colon: 2, more: 3 } as const;
