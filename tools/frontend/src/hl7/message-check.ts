/** One message while it is validated: its segments' fields, their repetitions, components, types, lengths and codes. */

import { cutAt, decodeBytes } from "./charset";
import { DICTIONARY_VERSIONS } from "./dictionary";
import type { FindingList, Rule, Severity } from "./findings";
import type { Message } from "./message";
import type { Hl7Text } from "./parse";
import { formatPath, type Path } from "./path";
import { placeAt } from "./place";
import type { ComponentPlan, FieldPlan, Plan, TablePlan, TypePlan } from "./plan";
import { scanOf } from "./scan";
import { type Segment, segmentAt } from "./segments";
import { HEADERS, MSH_MESSAGE_TYPE, MSH_VERSION, NULL_VALUE, SEGMENT_ID_LENGTH, type Span } from "./standard";
import type { Missed } from "./structure";
import { readFields, split } from "./tokens";

/** Found text is quoted no further than this, in bytes. */
const LONGEST_QUOTE = 60;
const LONGEST_CODE = 40;
/** Names of data types have two or three letters. */
const LONGEST_TYPE = 6;
const OBX = { id: "OBX", valueType: 2, value: 5 } as const;

/** The parts of a path below its segment. */
type Numbers = readonly [field: number, repetition?: number, component?: number, subcomponent?: number];

/** How far the fields of a segment were walked. */
interface Walk {
  readonly plan: NonNullable<ReturnType<Plan["segment"]>>;
  /** What OBX-2 says of OBX-5. */
  readonly types: TypePlan | null;
  readonly isHeader: boolean;
  /** The last field's number, in MSH the separator's. */
  number: number;
  /** Where a field begins that the segment does not have, or -1. */
  unknown: number;
  /** Where the last part ends. */
  end: number;
}

export class MessageCheck {
  readonly text: Hl7Text;
  readonly message: Message;
  readonly #bytes: Uint8Array;
  readonly #scan: Uint8Array;
  readonly #plan: Plan;
  readonly #findings: FindingList;
  #segment: Segment;
  /** Findings of fields so far. That a suggested table has not the code is none that a length would only repeat. */
  #count = 0;

  constructor(plan: Plan, text: Hl7Text, message: Message, findings: FindingList) {
    this.#plan = plan;
    this.text = text;
    this.#bytes = text.bytes;
    this.#scan = scanOf(text);
    this.message = message;
    this.#findings = findings;
    this.#segment = segmentAt(message.segments, 0) as Segment;
  }

  #decode(start: number, end: number): string {
    return decodeBytes(this.#bytes.subarray(start, end), this.message.charset.encoding);
  }

  #add(
    rule: Rule,
    numbers: Numbers,
    start: number,
    end: number,
    expected: string,
    severity?: Severity,
  ): void {
    const segment = this.#segment;
    if (rule !== "table-suggestion") this.#count++;
    this.#findings.add(rule, start, () => ({
      path: formatPath(pathOf(segment, numbers)),
      place: placeAt(this.text, start, this.message.charset.encoding),
      found: this.#decode(
        start,
        cutAt(this.#bytes, { start, end }, LONGEST_QUOTE, this.message.charset.encoding),
      ),
      expected,
      ...(severity && { severity }),
    }));
  }

  addHeader(rule: Rule, found: string, expected: string): void {
    const offset = this.#fieldStart(MSH_MESSAGE_TYPE);
    const place = placeAt(this.text, offset);
    this.#findings.add(rule, offset, () => ({ path: `MSH-${MSH_MESSAGE_TYPE}`, place, found, expected }));
  }

  checkVersion(): void {
    const { version } = this.message.summary;
    if (version === "" || (DICTIONARY_VERSIONS as readonly string[]).includes(version)) return;
    const offset = this.#fieldStart(MSH_VERSION);
    this.#findings.add("version-unknown", offset, () => ({
      path: `MSH-${MSH_VERSION}`,
      place: placeAt(this.text, offset),
      found: version,
      expected: DICTIONARY_VERSIONS.join(" "),
    }));
  }

  #fieldStart(field: number): number {
    const header = segmentAt(this.message.segments, 0);
    if (!header) return this.message.block.offset;
    return (
      readFields(this.#scan, header.span, this.message.block.delimiters)[field - 1]?.start ?? header.span.end
    );
  }

  addMissing(before: number, { name, kind, within }: Missed, structure: string): void {
    const next = segmentAt(this.message.segments, before);
    const last = segmentAt(this.message.segments, this.message.segments.count - 1);
    const offset = next?.span.start ?? last?.span.end ?? 0;
    this.#findings.add(kind === "segment" ? "segment-missing" : "group-missing", offset, () => ({
      path: name,
      place: placeAt(this.text, offset),
      found: next?.id ?? "",
      expected: [structure, within, name].filter((part) => part !== "").join("."),
    }));
  }

  addSegment(at: number, rule: Rule, structure: string): void {
    const segment = segmentAt(this.message.segments, at);
    if (!segment) return;
    const { start } = segment.span;
    this.#findings.add(rule, start, () => ({
      path: formatPath(pathOf(segment, [0])),
      place: placeAt(this.text, start),
      found: segment.id,
      expected: structure,
    }));
  }

  /**
   * A segment with the ADD segments that it goes on in (2.10.2.1). A field in two of them is not checked: neither part is
   * its value.
   */
  checkSegment(segment: Segment, added: readonly Segment[]): void {
    const plan = segment.id === "" ? null : this.#plan.segment(segment.id);
    if (!plan) return;
    this.#segment = segment;
    const isHeader = HEADERS.has(segment.id);
    const types = segment.id === OBX.id ? this.#valueType(segment) : null;
    const walk: Walk = {
      plan,
      types,
      isHeader,
      number: isHeader ? 1 : 0,
      unknown: -1,
      end: segment.span.end,
    };
    this.#checkFields(walk, segment.span, { goesOn: added.length > 0, isAdded: false });
    for (const [place, { span }] of added.entries())
      this.#checkFields(walk, span, { goesOn: place < added.length - 1, isAdded: true });
    const { number, unknown, end } = walk;
    const isLeftOpen = added.length > 0 && end === (added.at(-1)?.span.start ?? 0) + SEGMENT_ID_LENGTH;
    // Without a field the last ADD says that the next message goes on with this segment.
    for (let missing = isLeftOpen ? plan.fields.length : number + 1; missing < plan.fields.length; missing++)
      if (plan.fields[missing]?.required)
        this.#add("field-required", [missing], end, end, plan.fields[missing]?.type.name ?? "");
    if (unknown >= 0)
      this.#add(
        "field-unknown",
        [plan.fields.length],
        unknown,
        end,
        `${segment.id}-${plan.fields.length - 1}`,
      );
  }

  /** The fields of a segment, or of an ADD, whose first one is the last one of what stands before it. */
  #checkFields(
    walk: Walk,
    { start, end }: Span,
    { goesOn, isAdded }: { goesOn: boolean; isAdded: boolean },
  ): void {
    const { field } = this.message.block.delimiters;
    const { plan, types, isHeader } = walk;
    let at = start + SEGMENT_ID_LENGTH;
    let isPart = isAdded;
    if (isAdded && at < end) walk.number--;
    while (at < end) {
      // `at` is the separator before the field.
      const number = ++walk.number;
      let past = this.#scan.indexOf(field, at + 1);
      if (past < 0 || past > end) past = end;
      const one = plan.fields[number];
      const isWhole = !isPart && !(goesOn && past === end);
      if (!isWhole) isPart = false;
      else if (one) {
        if (past > at + 1) {
          if (!(isHeader && number === 2))
            this.#checkField(one, types && number === OBX.value ? types : one.type, number, at + 1, past);
        } else if (one.required) this.#add("field-required", [number], at + 1, past, one.type.name);
      } else if (walk.unknown < 0 && past > at + 1 && number >= plan.fields.length) walk.unknown = at + 1;
      at = past;
    }
    walk.end = end;
  }

  /** 7.4.2.5: OBX-2 names the type of OBX-5. */
  #valueType(segment: Segment): TypePlan | null {
    const fields = readFields(this.#scan, segment.span, this.message.block.delimiters);
    const value = fields[OBX.value - 1];
    const named = fields[OBX.valueType - 1];
    if (!value || value.start === value.end) return null;
    if (!named || named.start === named.end) {
      const at = named?.start ?? segment.span.end;
      this.#add("value-type-missing", [OBX.valueType], at, at, "OBX-5");
      return null;
    }
    const name = this.#decode(named.start, Math.min(named.end, named.start + LONGEST_TYPE));
    const type = this.#plan.type(name);
    const isKnown =
      type.components.length > 0 ||
      type.format !== null ||
      this.#plan.standard.tables.get("0125")?.codes.has(name);
    return isKnown ? type : null;
  }

  #checkField(plan: FieldPlan, type: TypePlan, number: number, start: number, end: number): void {
    if (plan.most === 0) {
      this.#add("field-withdrawn", [number], start, end, "");
      return;
    }
    const { repetition } = this.message.block.delimiters;
    let from = start;
    let times = 1;
    for (let at = start; at <= end; at++) {
      if (at < end && this.#scan[at] !== repetition) continue;
      const numbers: Numbers = times === 1 && at === end ? [number] : [number, times];
      if (at > from) this.#checkRepetition(plan, type, numbers, from, at);
      else if (times === 1 && at === end && plan.required)
        this.#add("field-required", [number], from, at, type.name);
      if (at < end && times === plan.most)
        this.#add("field-repeated", [number, times + 1], at + 1, end, `${plan.most}×`);
      from = at + 1;
      times++;
    }
  }

  #checkRepetition(plan: FieldPlan, type: TypePlan, numbers: Numbers, start: number, end: number): void {
    if (this.#isNull(start, end)) return;
    const before = this.#count;
    this.#checkType(plan, type, numbers, start, end);
    // What has another fault is mostly too long because of it.
    if (plan.length > 0 && end - start > plan.length && this.#count === before)
      this.#checkLength("field-length", plan.length, numbers, start, end);
  }

  #checkType(plan: FieldPlan, type: TypePlan, numbers: Numbers, start: number, end: number): void {
    if (type.isOpen) return;
    const { component } = this.message.block.delimiters;
    if (type.components.length === 0) {
      this.#checkLeaf(type, plan.table, numbers, start, end, "component");
      return;
    }
    if (type.isCoded && plan.table) this.#checkCoded(plan.table, numbers, start, end);
    this.#checkParts(type, component, numbers, start, end);
  }

  /** The components of a field, or the sub-components of a component. */
  #checkParts(type: TypePlan, separator: number, numbers: Numbers, start: number, end: number): void {
    let from = start;
    let number = 1;
    for (let at = start; at <= end; at++) {
      if (at < end && this.#scan[at] !== separator) continue;
      const plan = type.components[number - 1];
      if (plan) this.#checkComponent(plan, numbers, number, from, at);
      else if (at > from) {
        this.#add(
          "component-unknown",
          deeper(numbers, number),
          from,
          at,
          `${type.name}.${type.components.length}`,
        );
        return;
      }
      from = at + 1;
      number++;
    }
    for (; number <= type.components.length; number++)
      if (type.components[number - 1]?.required)
        this.#add("component-required", deeper(numbers, number), end, end, `${type.name}.${number}`);
  }

  #checkComponent(plan: ComponentPlan, numbers: Numbers, number: number, start: number, end: number): void {
    if (start === end) {
      if (plan.required) this.#add("component-required", deeper(numbers, number), start, end, plan.type.name);
      return;
    }
    if (this.#isNull(start, end)) return;
    const own = deeper(numbers, number);
    const before = this.#count;
    this.#checkInside(plan, own, start, end);
    if (plan.length > 0 && end - start > plan.length && this.#count === before)
      this.#checkLength("component-length", plan.length, own, start, end);
  }

  #checkInside(plan: ComponentPlan, own: Numbers, start: number, end: number): void {
    if (plan.type.isOpen) return;
    const isInner = own.length > 3;
    if (plan.type.components.length > 0 && !isInner)
      this.#checkParts(plan.type, this.message.block.delimiters.subcomponent, own, start, end);
    else if (plan.type.components.length === 0)
      this.#checkLeaf(plan.type, plan.table, own, start, end, isInner ? "none" : "subcomponent");
  }

  /** `splits` is the separator that must not stand in a value of a simple type. */
  #checkLeaf(
    type: TypePlan,
    table: TablePlan | null,
    numbers: Numbers,
    start: number,
    end: number,
    splits: "component" | "subcomponent" | "none",
  ): void {
    const separator = splits === "none" ? -1 : this.message.block.delimiters[splits];
    let stop = end;
    if (separator >= 0)
      for (let at = start; at < end; at++)
        if (this.#scan[at] === separator) {
          stop = at;
          break;
        }
    if (stop < end && !isEmptyRest(this.#scan, stop, end, separator))
      this.#add("component-unknown", deeper(numbers, 2), stop + 1, end, type.name);
    if (stop === start) return;
    if (type.format && !type.format.holds(this.#bytes, start, stop))
      this.#add(type.format.rule, numbers, start, stop, type.format.expected);
    else if (table) this.#checkTable(table, numbers, start, stop);
  }

  #checkTable({ number, table, binds }: TablePlan, numbers: Numbers, start: number, end: number): void {
    if (this.#isNull(start, end)) return;
    const isLong = end - start > LONGEST_CODE;
    if (!isLong && table.codes.has(this.#ascii(start, end))) return;
    if (!isLong && table.codes.has(this.#decode(start, end))) return;
    this.#add(binds ? "table-value" : "table-suggestion", numbers, start, end, `HL7${number}`);
  }

  /** A code whose system is not named, or is the table's own. */
  #checkCoded(plan: TablePlan, numbers: Numbers, start: number, end: number): void {
    const { component } = this.message.block.delimiters;
    const parts = split(this.#scan, { start, end }, component);
    const [code, , system] = parts;
    if (!code || code.start === code.end) return;
    const named = system ? this.#ascii(system.start, Math.min(system.end, system.start + LONGEST_CODE)) : "";
    if (named !== "" && named !== `HL7${plan.number}`) return;
    this.#checkTable(plan.binds ? plan : { ...plan, binds: false }, deeper(numbers, 1), code.start, code.end);
  }

  #ascii(start: number, end: number): string {
    let text = "";
    for (let at = start; at < end; at++) text += String.fromCharCode(this.#bytes[at] as number);
    return text;
  }

  /** Lengths are counted in characters; only a value of too many bytes is decoded. */
  #checkLength(rule: Rule, most: number, numbers: Numbers, start: number, end: number): void {
    const length = [...this.#decode(start, end)].length;
    if (length > most) this.#add(rule, numbers, start, end, `≤ ${most}`);
  }

  #isNull(start: number, end: number): boolean {
    return (
      end - start === 2 && this.#bytes[start] === NULL_VALUE[0] && this.#bytes[start + 1] === NULL_VALUE[1]
    );
  }
}

function isEmptyRest(scan: Uint8Array, start: number, end: number, separator: number): boolean {
  for (let at = start; at < end; at++) if (scan[at] !== separator) return false;
  return true;
}

/** One level further down; a component belongs to the first repetition where none is named. */
function deeper(numbers: Numbers, number: number): Numbers {
  if (numbers.length === 1) return [numbers[0], 0, number];
  return [...numbers, number] as unknown as Numbers;
}

function pathOf({ id, occurrence }: Segment, [field, repetition, component, subcomponent]: Numbers): Path {
  return {
    segment: id,
    occurrence,
    field: field || null,
    repetition: repetition || null,
    component: component ?? null,
    subcomponent: subcomponent ?? null,
  };
}
