/** The DICOM inspector: every element of a file, broken ones too, with its place in the bytes. */

import "./dicom-inspector.css";
import type { Tool } from "../shell/tool";
import { DicomTool, prepareReader } from "./dicom-inspector/live";
import { samples } from "./dicom-inspector/samples";
import { t } from "./dicom-inspector/text";
import { inspectionView } from "./dicom-inspector/view";

const tool: Tool = {
  samples,
  keys: ["edit", "apply", "find", "grid", "hex"],
  prepare: prepareReader,
  mount: (host, hold, at) =>
    new DicomTool(host, {
      at,
      hold,
      validates: false,
      empty: t("empty"),
      view: (blob, name, inspection, editor) => inspectionView(blob, name, inspection, { at, editor }),
      summary: ({ file, faults, faultsLeftOut }) =>
        t("opened", { elements: file.elements.count, problems: faults.length + faultsLeftOut }),
    }),
};

export default tool;
