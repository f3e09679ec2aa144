import { teamsHighContrastTheme, webDarkTheme, webLightTheme, type Theme } from "@fluentui/react-components";
import { useSyncExternalStore } from "react";
import type { ThemeChoice } from "../model/settings";

export type ThemeName = "light" | "dark" | "contrast";

/** Chinese faces after the Latin one, so that digits stay the Latin face's. No web fonts: the pane works offline. */
const fontFamilyBase = "'Segoe UI', 'Microsoft YaHei UI', 'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', system-ui, sans-serif";

export const THEMES: Readonly<Record<ThemeName, Theme>> = {
  light: { ...webLightTheme, fontFamilyBase },
  dark: { ...webDarkTheme, fontFamilyBase },
  contrast: { ...teamsHighContrastTheme, fontFamilyBase },
};

const QUERIES = { dark: "(prefers-color-scheme: dark)", contrast: "(prefers-contrast: more), (forced-colors: active)" } as const;

function subscribe(listener: () => void): () => void {
  const queries = Object.values(QUERIES).map((query) => window.matchMedia(query));
  for (const query of queries) query.addEventListener("change", listener);
  return () => {
    for (const query of queries) query.removeEventListener("change", listener);
  };
}

function systemTheme(): ThemeName {
  if (window.matchMedia(QUERIES.contrast).matches) return "contrast";
  return window.matchMedia(QUERIES.dark).matches ? "dark" : "light";
}

/** The theme in force: the person's choice, or what the operating system says. (PN-5) */
export function useThemeName(choice: ThemeChoice): ThemeName {
  const system = useSyncExternalStore(subscribe, systemTheme);
  return choice === "system" ? system : choice;
}
