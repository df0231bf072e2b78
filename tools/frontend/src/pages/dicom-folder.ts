/** The DICOM folder: many files as patients, studies, series and instances, and what is odd about them. */

import "./dicom-folder.css";
import { later } from "../elements/idle";
import type { Tool } from "../shell/tool";
import { FolderTool } from "./dicom-folder/folder-tool";
import { prepareReaders } from "./dicom-folder/reading";
import { samples } from "./dicom-folder/samples";

/** Files lead into the inspector and the validator: they are asked for before there are data. */
later(() =>
  Promise.all([
    import("./dicom-inspector"),
    import("./dicom-validator"),
    import("./dicom-inspector/live").then(({ prepareBoth }) => prepareBoth()),
  ]),
);

const tool: Tool = {
  samples,
  keys: ["find", "grid", "choice", "edit"],
  prepare: prepareReaders,
  mount: (host, _hold, at, send) => new FolderTool(host, at, send),
};

export default tool;
