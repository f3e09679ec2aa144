import type { ICellDataForSheetInterceptor } from "@univerjs/core";
import type { ViewBar } from "../../workbook/file/view/view";

type CellRender = Extract<ICellDataForSheetInterceptor["customRender"], readonly unknown[]>[number];

/** Pixels left free around a bar. */
const MARGIN = 2;

/** Draws a data bar. It comes after the text, which shows through: only lighter (in the dark: darker) pixels take its colour. */
export function barRender(bar: ViewBar, dark: boolean): CellRender {
  return {
    drawWith(context, info) {
      const { startX, endX, startY, endY } = info.primaryWithCoord;
      const width = endX - startX - 2 * MARGIN;
      context.save();
      context.globalCompositeOperation = dark ? "lighten" : "darken";
      context.fillStyle = `#${bar.color}`;
      context.fillRect(startX + MARGIN + width * bar.from, startY + MARGIN, Math.max(1, width * (bar.to - bar.from)), endY - startY - 2 * MARGIN);
      context.restore();
    },
  };
}
