/** DICOM compare: two files element by element, or two series image by image. */

import "../elements/compare.css";
import "./dicom-compare.css";
import { later } from "../elements/idle";
import type { Tool } from "../shell/tool";
import { CompareTool } from "./dicom-compare/compare-tool";
import { workers } from "./dicom-compare/comparer";
import { samples } from "./dicom-compare/samples";

/** Each side leads into the inspector: it is asked for before there are data. */
later(() =>
  Promise.all([
    import("./dicom-inspector"),
    import("./dicom-inspector/live").then(({ prepareInspector }) => prepareInspector()),
  ]),
);

const tool: Tool = {
  samples,
  keys: ["find", "grid", "difference"],
  prepare: () => workers.prepare(),
  mount: (host, hold, at, send) => new CompareTool(host, hold, at, send),
};

export default tool;
