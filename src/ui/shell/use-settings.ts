import { useEffect, useState } from "react";
import type { Settings } from "../model/settings";
import { onSettingsChanged, readSettings, writeSettings } from "../model/stored-settings";

/** The person's settings, kept in the browser and followed when another page changes them. (PN-4) */
export function useSettings(): readonly [Settings, (change: Partial<Settings>) => void] {
  const [settings, setSettings] = useState(readSettings);
  useEffect(() => onSettingsChanged(setSettings), []);
  const change = (part: Partial<Settings>): void => {
    const next = { ...settings, ...part };
    writeSettings(next);
    setSettings(next);
  };
  return [settings, change];
}
