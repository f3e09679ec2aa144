import { createContext, useContext, useSyncExternalStore } from "react";
import type { PaneTexts } from "../../i18n/pane-texts";
import type { PaneModel, PaneState } from "../model/pane-model";

export type PaneContextValue = { readonly model: PaneModel; readonly texts: PaneTexts };

export const PaneContext = createContext<PaneContextValue | null>(null);

export const TextsContext = createContext<PaneTexts | null>(null);

/** The workbook's model and the texts, for parts that show nothing of the state: they are not drawn anew when it changes. */
export function useModel(): PaneContextValue {
  const value = useContext(PaneContext);
  if (!value) throw new Error("useModel outside of an open workbook");
  return value;
}

/** The workbook's model, its present state, and the texts; only below an open workbook. */
export function usePane(): PaneContextValue & { readonly state: PaneState } {
  const value = useModel();
  const state = useSyncExternalStore(value.model.subscribe, value.model.get);
  return { ...value, state };
}

/** The texts in the chosen language. */
export function useTexts(): PaneTexts {
  const texts = useContext(TextsContext);
  if (!texts) throw new Error("useTexts outside of the pane");
  return texts;
}
