import { useLayoutEffect, useRef, type FocusEvent, type KeyboardEvent, type RefObject } from "react";

type Roving<Container extends HTMLElement> = {
  readonly ref: RefObject<Container | null>;
  readonly onKeyDown: (event: KeyboardEvent<Container>) => void;
  readonly onFocus: (event: FocusEvent<Container>) => void;
};

const KEYS = { vertical: { ArrowDown: 1, ArrowUp: -1 }, horizontal: { ArrowRight: 1, ArrowLeft: -1 } } as const;

/**
 * One Tab stop for all buttons in a container; arrows, Home and End move between them. Done by hand, because the library's
 * own way leaves hidden stops in the page that accessibility checks rightly refuse. (PN-6)
 */
export function useRovingFocus<Container extends HTMLElement>(axis: keyof typeof KEYS): Roving<Container> {
  const ref = useRef<Container>(null);
  const last = useRef<Element | null>(null);
  const buttons = (): readonly HTMLButtonElement[] => [...(ref.current?.querySelectorAll<HTMLButtonElement>("button:not(:disabled)") ?? [])];
  const settle = (): void => {
    const all = buttons();
    const stop = all.find((button) => button === last.current) ?? all.find((button) => button.getAttribute("aria-current") !== null) ?? all[0];
    for (const button of all) button.tabIndex = button === stop ? 0 : -1;
  };
  // After every change of the content: what was the stop may be gone.
  useLayoutEffect(settle);
  return {
    ref,
    onFocus(event) {
      last.current = event.target;
      settle();
    },
    onKeyDown(event) {
      const all = buttons();
      const at = all.findIndex((button) => button === event.target);
      if (at < 0) return;
      const by: Readonly<Record<string, number>> = KEYS[axis];
      const step = by[event.key];
      const target = event.key === "Home" ? all[0] : event.key === "End" ? all.at(-1) : step === undefined ? undefined : all[at + step];
      if (!target) return;
      event.preventDefault();
      target.focus();
    },
  };
}
