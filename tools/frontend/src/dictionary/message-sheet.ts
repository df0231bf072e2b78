/** What the HL7 versions say of an event, a message structure or a table. */

import { ANY_SEGMENT } from "../hl7/rules";
import type { Dictionaries, Entry } from "./entries";
import type { Member, Messages } from "./messages";
import { type Cell, lead, plain, type Sheet, tableOf, versionsOf } from "./sheet";
import { t } from "./text";

type More = Partial<Pick<Sheet, "facts" | "tables">>;

export function messageSheet({ kind, key }: Entry, dictionaries: Dictionaries, messages: Messages): More {
  if (kind === "event") return ofEvent(key, messages);
  if (kind === "structure") return ofStructure(key, dictionaries, messages);
  return kind === "table" ? ofTable(key, messages) : {};
}

function ofEvent(event: string, messages: Messages): More {
  const rows = messages
    .ofEvent(event)
    .flatMap(({ message, structures }) =>
      structures.map((stretch) => [
        plain(message),
        plain(versionsOf(stretch)),
        lead("structure", stretch.value),
      ]),
    );
  return { tables: tableOf(t("messages"), [t("message"), t("versions"), t("structure")], rows) };
}

/** A tree for each stretch of versions in which it is the same, the newest first and open. */
function ofStructure(name: string, dictionaries: Dictionaries, messages: Messages): More {
  const stretches = [...messages.structure(name)].reverse();
  return {
    tables: stretches.flatMap((stretch, place) =>
      tableOf(
        `${t("versions")} ${versionsOf(stretch)}`,
        [t("member"), t("occurs")],
        stretch.value.map((member) => [memberCell(member, dictionaries), plain(member.times)]),
        place > 0,
      ),
    ),
  };
}

/** A segment of v2.1 that no source describes leads nowhere. */
function memberCell({ kind, name, depth }: Member, { parts }: Dictionaries): Cell {
  if (kind !== "segment") return { text: kind === "choice" ? `${name} (${t("oneOf")})` : name, depth };
  if (name === ANY_SEGMENT) return { text: t("anySegment"), depth };
  return { ...(parts.has(`${name}-`) ? lead("segment", name) : plain(name)), depth };
}

function ofTable(number: string, messages: Messages): More {
  const codes = [...(messages.table(number)?.codes ?? [])].map(([code, meaning]) => [
    plain(code),
    plain(meaning || "–"),
  ]);
  return { tables: tableOf(t("codes"), [t("code"), t("meaning")], codes) };
}
