/** The script of the plain pages: contact, policies, errors. */

import "./frame";
import { startPayloadCheck } from "./contact/check";
import "./look/rights.css";
import { startConsent } from "./elements/consent";
import { refuseDrops } from "./elements/refuse";

startConsent();
refuseDrops();
startPayloadCheck();
