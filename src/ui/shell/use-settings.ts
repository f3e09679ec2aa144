import { useEffect, useState } from "react";
import { parseSettings, SETTINGS_KEY, type Settings } from "../model/settings";

/** Where storage is forbidden the settings still hold as long as the page lives. */
function stored(): string | null {
  try {
    return localStorage.getItem(SETTINGS_KEY);
  } catch {
    return null;
  }
}

function store(settings: Settings): void {
  try {
    localStorage.setItem(SETTINGS_KEY, JSON.stringify(settings));
  } catch {
    // Full or forbidden: the choice holds for this page only, which is what the person sees.
  }
}

/** The person's settings, kept in the browser and followed when another page changes them. (PN-4) */
export function useSettings(): readonly [Settings, (change: Partial<Settings>) => void] {
  const [settings, setSettings] = useState(() => parseSettings(stored(), navigator.language));
  useEffect(() => {
    const follow = (event: StorageEvent): void => {
      if (event.key === SETTINGS_KEY || event.key === null) setSettings(parseSettings(stored(), navigator.language));
    };
    window.addEventListener("storage", follow);
    return () => window.removeEventListener("storage", follow);
  }, []);
  const change = (part: Partial<Settings>): void => {
    const next = { ...settings, ...part };
    store(next);
    setSettings(next);
  };
  return [settings, change];
}
