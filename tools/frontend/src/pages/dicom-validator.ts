/** The DICOM validator: files against the standard, element by element and as the objects that they say they are. */

import "./dicom-inspector.css";
import "./dicom-validator.css";
import { later } from "../elements/idle";
import type { Tool } from "../shell/tool";
import { prepareInspector, prepareValidator } from "./dicom-inspector/live";
import { samples } from "./dicom-validator/samples";
import { ValidatorTool } from "./dicom-validator/validator-tool";

/**
 * Findings lead into the inspector: it is asked for before there are data, with a worker of its own; so are those that
 * read many files.
 */
later(() =>
  Promise.all([
    import("./dicom-inspector"),
    import("./dicom-inspector/sample-files"),
    prepareInspector(),
    import("./dicom-validator/many/reading").then(({ prepareValidators }) => prepareValidators()),
  ]),
);

const tool: Tool = {
  samples,
  keys: ["find", "grid", "hex"],
  prepare: prepareValidator,
  mount: (host, _hold, at, send) => new ValidatorTool(host, at, send),
};

export default tool;
