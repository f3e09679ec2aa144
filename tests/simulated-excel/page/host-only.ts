import { installSimulatedExcel } from "../client/page-host";

/** Entry of the bundle that a page loads before the client library. */
Object.assign(window, { installSimulatedExcel });
