import { installSimulatedExcel } from "../../simulated-excel/client/page-host";

/** Entry of the bundle that a page loads before the client library. */
Object.assign(window, { installSimulatedExcel });
