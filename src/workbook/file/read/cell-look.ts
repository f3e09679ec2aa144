import type { CellStyle } from "../../../core/grid/snapshot";

/** A line of a border; `style` as the file spells it ("thin", "medium", "dashDot" …), `color` "RRGGBB" or `null` for automatic. */
export type BorderLine = { readonly style: string; readonly color: string | null };

/** How a cell looks, as far as a grid can draw it. Colours are "RRGGBB"; `null` is automatic, or none for a fill. */
export type CellLook = {
  /** `null`: the file does not say. */
  readonly fontName: string | null;
  /** Points. */
  readonly fontSize: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: "none" | "single" | "double";
  readonly strike: boolean;
  readonly fontColor: string | null;
  readonly fill: string | null;
  readonly top: BorderLine | null;
  readonly bottom: BorderLine | null;
  readonly left: BorderLine | null;
  readonly right: BorderLine | null;
  /** Diagonal from the top left, and from the bottom left. */
  readonly falling: BorderLine | null;
  readonly rising: BorderLine | null;
  readonly horizontal: CellStyle["horizontal"];
  readonly vertical: "top" | "center" | "bottom" | "justify" | "distributed";
  readonly wrap: boolean;
  readonly shrink: boolean;
  readonly indent: number;
  /** Degrees as the file counts them: 0 to 90 upwards, 91 to 180 downwards (90 less), 255 stacked. */
  readonly rotation: number;
  readonly numberFormat: string;
  readonly locked: boolean;
};

/** What a conditional format changes about a look. */
export type LookChange = Partial<Pick<CellLook, "bold" | "italic" | "underline" | "strike" | "fontColor" | "fill" | "top" | "bottom" | "left" | "right" | "numberFormat">>;
