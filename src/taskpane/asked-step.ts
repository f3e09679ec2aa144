import { SESSION_STEPS, type SessionStep } from "../app/session/session";

/** The step that the page's address asks for, as the ribbon's buttons do (`?step=check`); `null`: none, or none that exists. (AD-8) */
export function askedStep(search: string): SessionStep | null {
  const asked = new URLSearchParams(search).get("step");
  return SESSION_STEPS.find((step) => step === asked) ?? null;
}
