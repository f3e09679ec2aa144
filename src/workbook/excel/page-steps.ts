import type { Page } from "./images";

/** "&L…&C…&R…" in its three parts; text before any of them belongs to the centre. */
function footerParts(footer: string): { readonly left: string; readonly center: string; readonly right: string } {
  const parts = { left: "", center: "", right: "" };
  let part: keyof typeof parts = "center";
  for (const piece of footer.split(/(&[LCR])/)) {
    if (piece === "&L") part = "left";
    else if (piece === "&C") part = "center";
    else if (piece === "&R") part = "right";
    else parts[part] += piece;
  }
  return parts;
}

/** Sets how a sheet is printed. Excel has no call to give up repeated rows: where none are wanted, those that are there stay. (XL-17) */
export function queuePage(context: Excel.RequestContext, sheet: string, { orientation, zoom, titleRows, footer }: Page): void {
  const { pageLayout } = context.workbook.worksheets.getItem(sheet);
  pageLayout.orientation = orientation;
  pageLayout.zoom = zoom;
  if (titleRows) pageLayout.setPrintTitleRows(`$${String(titleRows.row + 1)}:$${String(titleRows.row + titleRows.rows)}`);
  const { left, center, right } = footerParts(footer);
  const texts = pageLayout.headersFooters.defaultForAllPages;
  texts.leftFooter = left;
  texts.centerFooter = center;
  texts.rightFooter = right;
}
