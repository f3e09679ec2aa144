import type { ICellCustomRender } from "@univerjs/core";
import type { ViewBar } from "../../workbook/file/view/view";

/** Pixels left free around a bar. */
const MARGIN = 2;

/** Draws a data bar behind the text of a cell. */
export function barRender(bar: ViewBar): ICellCustomRender {
  return {
    zIndex: -1,
    drawWith(context, info) {
      const { startX, endX, startY, endY } = info.primaryWithCoord;
      const width = endX - startX - 2 * MARGIN;
      context.save();
      context.fillStyle = `#${bar.color}`;
      context.fillRect(startX + MARGIN + width * bar.from, startY + MARGIN, Math.max(1, width * (bar.to - bar.from)), endY - startY - 2 * MARGIN);
      context.restore();
    },
  };
}
