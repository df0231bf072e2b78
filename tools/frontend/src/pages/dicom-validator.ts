/** The DICOM validator: a file against the standard, element by element and as the object that it says it is. */

import "./dicom-inspector.css";
import "./dicom-validator.css";
import { later } from "../elements/idle";
import type { Tool } from "../shell/tool";
import { DicomTool, prepareInspector, prepareValidator } from "./dicom-inspector/live";
import { samples } from "./dicom-validator/samples";
import { t } from "./dicom-validator/text";

const views = later(() => import("./dicom-validator/view"));
/** Findings lead into the inspector: it is asked for before there are data, with a worker of its own. */
later(() =>
  Promise.all([import("./dicom-inspector"), import("./dicom-inspector/sample-files"), prepareInspector()]),
);

const tool: Tool = {
  samples,
  keys: ["find", "grid", "hex"],
  prepare: prepareValidator,
  mount: (host, _hold, at, send) => {
    host.classList.add("validator");
    return new DicomTool(host, {
      at,
      validates: true,
      empty: t("empty"),
      view: async (blob, name, inspection) => {
        const { ValidationView } = await views();
        return new ValidationView(blob, name, inspection, { at, send });
      },
      summary: ({ validation }) => {
        const count = (severity: string): number =>
          validation?.findings.filter((finding) => finding.severity === severity).length ?? 0;
        return t("opened", { errors: count("error"), warnings: count("warning") });
      },
    });
  },
};

export default tool;
