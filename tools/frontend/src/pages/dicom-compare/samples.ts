/** What the comparison can be tried with: both sides at once. */

import { later } from "../../elements/idle";
import type { Sample } from "../../shell/tool";
import { t } from "./text";

const files = later(() => import("./sample-files"));
type Made = Awaited<ReturnType<typeof files>>;

const sample = (
  label: string,
  name: string,
  make: (made: Made) => ReturnType<Made["twiceSample"]>,
): Sample => ({
  label,
  name: `sample-${name}.zip`,
  load: async () => {
    const made = await files();
    return new Blob(made.zipPieces(make(made)) as Uint8Array<ArrayBuffer>[]);
  },
});

export const samples: readonly Sample[] = [
  sample(t("sampleNested"), "nested", (made) => made.nestedSample()),
  sample(t("sampleTwice"), "twice", (made) => made.twiceSample()),
  sample(t("sampleRewritten"), "rewritten", (made) => made.rewrittenSample()),
  sample(t("sampleSeries"), "series", (made) => made.seriesSample()),
  { ...sample(t("sampleBroken"), "broken", (made) => made.damagedSample()), isBroken: true },
];
