import { invalidArgument, notModelled } from "../protocol/host-error";

/** Names of HTML that are common; others are refused rather than guessed. */
const NAMED: Readonly<Record<string, string>> = {
  black: "#000000",
  blue: "#0000FF",
  gray: "#808080",
  green: "#008000",
  orange: "#FFA500",
  red: "#FF0000",
  white: "#FFFFFF",
  yellow: "#FFFF00",
};

/** "#ffa500", "FFA500" or a name → "#FFA500". */
export function colorOf(text: string): string {
  const hex = /^#?([0-9a-fA-F]{6})$/.exec(text)?.[1];
  if (hex !== undefined) return `#${hex.toUpperCase()}`;
  const named = NAMED[text.toLowerCase()];
  if (named !== undefined) return named;
  throw /^[A-Za-z]+$/.test(text) ? notModelled(`the colour ${text}`) : invalidArgument(`colour ${text}`);
}
