/** A message to try the validator with. Every person, number and place in it is invented. */

const FAULTY = [
  "MSH|^~\\&|SAMPLEADT|SYNTHETIC|SAMPLEHIS|SYNTHETIC|20240502083000||ADT^A01^ADT_A01|SYN0005|T|2.5.1",
  "PID|one||SYN4717^^^SYNTHETIC^QQ||SAMPLE^GIL||19851315|M|||2 Example Road^^Sampleton^^00000^XX",
  "PV1|1|X|WARD1^12^A^SYNTHETIC",
  "EVN||2024-05-02",
  "DG1|1||D001^Synthetic diagnosis^99SYN",
  "AL1|1|DA|",
  "OBX|1|NM|BMI^Body mass index^99SYN||about 24|||||F",
  "ZSY|1|A",
];

export const faulty = (): Blob => new Blob([`${FAULTY.join("\r")}\r`]);
