/** The part that is selected elsewhere on the page, marked in the text. */

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

interface Part {
  readonly from: number;
  readonly to: number;
}

export const showPart = StateEffect.define<Part | null>();

const mark = Decoration.mark({ class: "cm-part" });

export const shownMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (shown, transaction) => {
    let now = shown.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(showPart)) continue;
      const part = effect.value;
      now = part ? Decoration.set([mark.range(part.from, part.to)]) : Decoration.none;
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});
