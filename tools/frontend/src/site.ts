/** The script of the plain pages: contact, policies, errors. */

import "./frame";
import { refuseDrops } from "./elements/refuse";

refuseDrops();
