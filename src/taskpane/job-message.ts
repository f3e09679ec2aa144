import type { Locale } from "../i18n/texts";

/** What the pane's page tells its job worker. Both ports are transferred. */
export type JobMessage =
  | { readonly kind: "start"; readonly locale: Locale; readonly workbook: MessagePort; readonly session: MessagePort }
  | { readonly kind: "locale"; readonly locale: Locale };
