import * as v from "valibot";
import type { Locale } from "../i18n/texts";

/** Where the pane keeps what a person chose; both pages of this origin follow it through the `storage` event. */
const SETTINGS_KEY = "twinscore.settings";

export const THEMES = ["system", "light", "dark", "contrast"] as const;
export type Theme = (typeof THEMES)[number];

export type Settings = { readonly locale: Locale; readonly theme: Theme };

/** The pane keeps more under the same key than this page knows; that stays. */
const schema = v.looseObject({
  locale: v.fallback(v.picklist(["zh-CN", "en-US"]), navigator.language.toLowerCase().startsWith("en") ? "en-US" : "zh-CN"),
  theme: v.fallback(v.picklist(THEMES), "system"),
});

function stored(): v.InferOutput<typeof schema> {
  let value: unknown = {};
  try {
    value = JSON.parse(localStorage.getItem(SETTINGS_KEY) ?? "{}");
  } catch {
    // Somebody else's text under our key, or a browser that keeps nothing: the defaults.
  }
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : v.parse(schema, {});
}

export function readSettings(): Settings {
  const { locale, theme } = stored();
  return { locale, theme };
}

/** Keeps the settings for this page, the pane and the next time; a browser that keeps nothing forgets them. */
export function writeSettings(settings: Settings): void {
  try {
    localStorage.setItem(SETTINGS_KEY, JSON.stringify({ ...stored(), ...settings }));
  } catch {
    // Private windows may refuse; the choice still holds as long as the page is open.
  }
}

/** Calls back when another page of this origin changed them. Returns the function that ends it. */
export function onSettingsChanged(handler: (settings: Settings) => void): () => void {
  const listener = (event: StorageEvent): void => {
    if (event.key === SETTINGS_KEY || event.key === null) handler(readSettings());
  };
  window.addEventListener("storage", listener);
  return () => {
    window.removeEventListener("storage", listener);
  };
}
