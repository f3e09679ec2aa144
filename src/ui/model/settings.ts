import * as v from "valibot";
import type { Locale } from "../../i18n/texts";

/** How the pane looks; "system" follows the operating system. */
export const THEME_CHOICES = ["system", "light", "dark", "contrast"] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

export const LOCALES: readonly Locale[] = ["zh-CN", "en-US"];

/** What a person chose, kept in the browser, shared by pane and workbench. */
export type Settings = { readonly locale: Locale; readonly theme: ThemeChoice; readonly guideSeen: boolean };

/** Where the settings are kept; other pages of this origin follow through the `storage` event. (PN-4) */
export const SETTINGS_KEY = "twinscore.settings";

const settingsSchema = v.object({
  locale: v.fallback(v.picklist(["zh-CN", "en-US"]), "zh-CN"),
  theme: v.fallback(v.picklist(THEME_CHOICES), "system"),
  guideSeen: v.fallback(v.boolean(), false),
});

/** Settings from their text; what is missing or unknown takes its default, the language the given one. */
export function parseSettings(text: string | null, language: string): Settings {
  const defaults: Settings = { locale: language.toLowerCase().startsWith("en") ? "en-US" : "zh-CN", theme: "system", guideSeen: false };
  if (text === null) return defaults;
  try {
    const value: unknown = JSON.parse(text);
    const parsed = v.safeParse(settingsSchema, typeof value === "object" && value !== null ? { ...defaults, ...value } : defaults);
    return parsed.success ? parsed.output : defaults;
  } catch {
    // Somebody else's text under our key is worth no more than none.
    return defaults;
  }
}
