import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DICTIONARY_VERSIONS,
  type DictionaryVersion,
  eachBlock,
  openBlock,
  parseHl7,
} from "../../../src/hl7";
import { built, newRecipe, type Recipe } from "../../../src/hl7/build/build";
import { type Kind, kindName, kindsOf, rootOf } from "../../../src/hl7/build/kinds";
import {
  added,
  changed,
  isOffered,
  newOccurrence,
  nodeAt,
  type Occurrence,
  occurrenceAt,
  pinned,
  type Route,
  standings,
} from "../../../src/hl7/build/outline";
import { componentsOf, typedField, withComponent } from "../../../src/hl7/build/parts";
import { FindingList } from "../../../src/hl7/findings";
import { Plan } from "../../../src/hl7/plan";
import { standardOf } from "../standard";

const plans = new Map(
  DICTIONARY_VERSIONS.map((version) => [version, new Plan(standardOf(version).standard)]),
);
const all = DICTIONARY_VERSIONS.flatMap((version) =>
  kindsOf(standardOf(version).standard).map((kind) => [version, kind] as const),
);

function recipeOf(version: DictionaryVersion, kind: Kind): Recipe {
  const recipe = newRecipe(standardOf(version).standard, kind);
  if (!recipe) throw new Error(`no ${kindName(kind)} in ${version}`);
  return recipe;
}

function write(version: DictionaryVersion, recipe: Recipe): string {
  return new TextDecoder().decode(built(plans.get(version) as Plan, recipe, 0).bytes);
}

function errorsIn(version: DictionaryVersion, message: string): readonly string[] {
  const text = parseHl7(new TextEncoder().encode(message));
  const list = new FindingList();
  for (const block of eachBlock(text.blocks))
    standardOf(version).validator.validate(text, openBlock(text, block), list);
  return list.kept.filter(({ severity }) => severity === "error").map(({ rule, path }) => `${rule} ${path}`);
}

/** Every group that is there, the message itself first. */
function groups(root: Occurrence, route: Route = []): readonly Route[] {
  const own = occurrenceAt(root, route);
  return [
    route,
    ...(own?.members ?? []).flatMap(({ kind }, at) =>
      kind === "segment" ? [] : groups(root, [...route, at]),
    ),
  ];
}

interface Addition {
  readonly parent: Route;
  readonly place: number;
}

/** What can be switched on, and has not its number yet. */
function additions(version: DictionaryVersion, kind: Kind, outline: Occurrence): readonly Addition[] {
  const { standard } = standardOf(version);
  const structure = rootOf(standard, kind);
  return groups(outline).flatMap((parent) => {
    const node = nodeAt(structure, outline, parent);
    const own = occurrenceAt(outline, parent);
    return (node?.members ?? []).flatMap((member, place) => {
      const isFull = !member.repeats && own?.members.some((one) => one.place === place);
      return isOffered(standard, member) && !isFull ? [{ parent, place }] : [];
    });
  });
}

function withAddition(
  version: DictionaryVersion,
  kind: Kind,
  outline: Occurrence,
  { parent, place }: Addition,
): Occurrence {
  const { standard } = standardOf(version);
  const node = nodeAt(rootOf(standard, kind), outline, parent)?.members[place];
  if (!node) throw new Error("no such member");
  return added(outline, parent, newOccurrence(standard, node, place)).root;
}

describe("an outline", () => {
  test("gives a message without an error, whatever is switched on in it", { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...all),
        fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
        ([version, kind], picks) => {
          const recipe = recipeOf(version, kind);
          let { outline } = recipe;
          for (const pick of picks) {
            const open = additions(version, kind, outline);
            const addition = open[pick % open.length];
            if (addition) outline = withAddition(version, kind, outline, addition);
          }
          const message = write(version, { ...recipe, outline });
          expect(errorsIn(version, message), message).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });

  test("takes a segment away and is as it was before it was added", () => {
    const recipe = recipeOf("2.5.1", { code: "ADT", event: "A01" });
    const { standard } = standardOf("2.5.1");
    const root = rootOf(standard, recipe.kind);
    const place = root?.members.findIndex(({ name }) => name === "GT1") ?? -1;
    const node = root?.members[place];
    if (!node) throw new Error("no GT1");
    const { root: more, route } = added(recipe.outline, [], newOccurrence(standard, node, place));
    expect(occurrenceAt(more, route)?.name).toBe("GT1");
    expect(write("2.5.1", { ...recipe, outline: more })).toContain("\rGT1|1||TEST^GUARANTOR^");
    expect(changed(more, route, () => null)).toEqual(recipe.outline);
  });

  test("of a choice holds one of its members", () => {
    const recipe = recipeOf("2.5.1", { code: "ORM", event: "O01" });
    const { standard } = standardOf("2.5.1");
    const standing = [...standings(recipe.outline)].find(({ segment }) => segment.name === "OBR");
    const parent = standing?.route.slice(0, -1) ?? [];
    const choice = nodeAt(rootOf(standard, recipe.kind), recipe.outline, parent);
    expect(choice?.kind).toBe("choice");
    const at = choice?.members.findIndex(({ name }) => name === "RXO") ?? -1;
    const node = choice?.members[at];
    if (!node) throw new Error("no RXO");
    const { root } = added(recipe.outline, parent, newOccurrence(standard, node, at));
    const message = write("2.5.1", { ...recipe, outline: root });
    expect(message.split("\r").map((line) => line.slice(0, 3))).toEqual([
      "MSH",
      "PID",
      "PV1",
      "ORC",
      "RXO",
      "",
    ]);
    expect(errorsIn("2.5.1", message)).toEqual([]);
  });

  test("keeps what the visitor wrote under every seed, and makes it up again when it is let go", () => {
    const recipe = recipeOf("2.5.1", { code: "ADT", event: "A01" });
    const own = pinned(recipe.outline, [2], 5, "MINE^AND^NOBODYS");
    for (const seed of [1, 2, 3])
      expect(write("2.5.1", { ...recipe, outline: own, seed })).toContain("|MINE^AND^NOBODYS|");
    const again = pinned(own, [2], 5, null);
    expect(write("2.5.1", { ...recipe, outline: again })).toBe(write("2.5.1", recipe));
  });
});

describe("what is typed into a part", () => {
  test.each([
    ["A^B^C", 2, "x|y^z~&", false, "A^x\\F\\y\\S\\z\\R\\\\T\\^C"],
    ["A^B", 4, "N&1.2&ISO", true, "A^B^^N&1.2&ISO"],
    ["A^B", 2, "", false, "A"],
    ["", 1, "a\nb", false, "a\\.br\\b"],
  ])("of %j, component %d: %j", (text, position, typed, splits, expected) => {
    expect(withComponent(text, position, typed, splits)).toBe(expected);
  });

  test("never ends the field or the segment, and is one component", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 9 }), fc.string(), (text, position, typed) => {
        const before = componentsOf(text);
        const after = componentsOf(withComponent(text, position, typed, false));
        expect(after.length).toBeLessThanOrEqual(Math.max(before.length, position));
        expect(after[position - 1] ?? "").not.toMatch(/[|^~&\r\n]/);
        expect(typedField(typed)).not.toMatch(/[|\r\n]/);
      }),
    );
  });
});
