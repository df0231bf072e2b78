/** Messages in other forms. Every person, number and result in them is invented. */

const JSON_RESULT = [
  [
    "MSH",
    "|",
    "^~\\&",
    "SAMPLELAB",
    "SYNTHETIC",
    "SAMPLEHIS",
    "SYNTHETIC",
    "20240501101500",
    "",
    [["ORU", "R01", "ORU_R01"]],
    "SYN0005",
    "T",
    "2.5.1",
  ],
  [
    "PID",
    "1",
    "",
    [["SYN4711", "", "", ["SYNTHETIC", "2.999.1", "ISO"], "MR"], "SYN0815"],
    "",
    [["SAMPLE", "ADA"]],
    "",
    "19700101",
    "F",
  ],
  ["OBR", "1", "", "", [["CHEM", "Chemistry panel", "99SYN"]]],
  ["OBX", "1", "NM", [["NA", "Sodium", "99SYN"]], "", "147", [["mmol/L", "", "UCUM"]], "136-145", "H"],
  ["OBX", "2", "ST", [["UCOL", "Colour of urine", "99SYN"]], "", null],
  ["NTE", "1", "L", "Ratio K\\S\\+ to Na\\S\\+: see note"],
];

const XML_ADMISSION = `<?xml version="1.0" encoding="UTF-8"?>
<ADT_A01 xmlns="urn:hl7-org:v2xml">
  <MSH>
    <MSH.1>|</MSH.1>
    <MSH.2>^~\\&amp;</MSH.2>
    <MSH.3><HD.1>SAMPLEADT</HD.1></MSH.3>
    <MSH.5><HD.1>SAMPLEHIS</HD.1></MSH.5>
    <MSH.7><TS.1>20240502083000</TS.1></MSH.7>
    <MSH.9><MSG.1>ADT</MSG.1><MSG.2>A01</MSG.2><MSG.3>ADT_A01</MSG.3></MSH.9>
    <MSH.10>SYN0006</MSH.10>
    <MSH.11><PT.1>T</PT.1></MSH.11>
    <MSH.12><VID.1>2.5.1</VID.1></MSH.12>
    <MSH.18>UNICODE UTF-8</MSH.18>
  </MSH>
  <EVN><EVN.2><TS.1>20240502083000</TS.1></EVN.2></EVN>
  <PID>
    <PID.3><CX.1>SYN4712</CX.1><CX.4><HD.1>SYNTHETIC</HD.1></CX.4><CX.5>MR</CX.5></PID.3>
    <PID.5><XPN.1><FN.1>SAMPLE</FN.1></XPN.1><XPN.2>BÉLA</XPN.2></PID.5>
    <PID.11><XAD.1><SAD.1>Example Road 2<escape V=".br"/>c/o Smith &amp; Sample</SAD.1></XAD.1></PID.11>
  </PID>
  <PV1><PV1.2>I</PV1.2></PV1>
</ADT_A01>
`;

export const json = (): Blob => new Blob([`${JSON.stringify(JSON_RESULT, null, 1)}\n`]);
export const xml = (): Blob => new Blob([XML_ADMISSION]);
