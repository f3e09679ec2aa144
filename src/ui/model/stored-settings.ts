import { parseSettings, SETTINGS_KEY, type Settings } from "./settings";

/** The settings kept in this browser; the defaults where storage is forbidden or empty. (PN-4) */
export function readSettings(): Settings {
  let text: string | null = null;
  try {
    text = localStorage.getItem(SETTINGS_KEY);
  } catch {
    // Where storage is forbidden the settings still hold as long as the page lives.
  }
  return parseSettings(text, navigator.language);
}

/** Keeps the settings for all pages of this origin and the next time; a browser that keeps nothing forgets them. */
export function writeSettings(settings: Settings): void {
  try {
    localStorage.setItem(SETTINGS_KEY, JSON.stringify(settings));
  } catch {
    // Full or forbidden: the choice holds for this page only, which is what the person sees.
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
