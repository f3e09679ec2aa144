import { CodedError } from "../../../core/coded-error";

/** Record numbers of the binary format (MS-XLS 2.3) that we look at. */
export const BIFF = {
  end: 0x000a,
  protect: 0x0012,
  password: 0x0013,
  header: 0x0014,
  footer: 0x0015,
  note: 0x001c,
  filePass: 0x002f,
  font: 0x0031,
  pane: 0x0041,
  object: 0x005d,
  columnInfo: 0x007d,
  boundSheet: 0x0085,
  palette: 0x0092,
  pivotView: 0x00b0,
  multipleRk: 0x00bd,
  multipleBlank: 0x00be,
  cellFormat: 0x00e0,
  picture: 0x00ec,
  conditionalFormat: 0x01b1,
  hyperlink: 0x01b8,
  validation: 0x01be,
  row: 0x0208,
  numberFormat: 0x041e,
  begin: 0x0809,
} as const;

/** Cells whose record begins with row, column, format: number, text, formula, blank … */
export const SINGLE_CELL_RECORDS: ReadonlySet<number> = new Set([0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027e, 0x00fd, 0x00d6]);

export type BiffRecord = { readonly type: number; /** Offset of the data. */ readonly at: number; readonly bytes: number };

/** Every number that Excel has used: worksheet records below 0x0900, chart records from 0x1000. */
function isKnownType(type: number): boolean {
  return type < 0x0900 || (type >= 0x1000 && type < 0x1100);
}

/**
 * Visits the records from an offset to the end of the stream, or until `visit` returns `false`.
 * Error "file.damaged" where the chain of records leads nowhere or to numbers that do not exist.
 */
export function eachRecord(stream: DataView, from: number, visit: (record: BiffRecord) => boolean): void {
  let at = from;
  while (at + 4 <= stream.byteLength) {
    const type = stream.getUint16(at, true);
    const bytes = stream.getUint16(at + 2, true);
    // Streams are padded with zeros.
    if (type === 0 && bytes === 0) return;
    if (!isKnownType(type) || at + 4 + bytes > stream.byteLength) throw new CodedError("file.damaged", { part: "Workbook" });
    if (!visit({ type, at: at + 4, bytes })) return;
    at += 4 + bytes;
  }
}

/** 0x0600 is Excel 97 and later; `null`: not a BIFF stream. */
export function biffVersion(stream: DataView): number | null {
  if (stream.byteLength < 8) return null;
  const type = stream.getUint16(0, true);
  if (type === BIFF.begin) return stream.getUint16(4, true);
  return type === 0x0009 || type === 0x0209 || type === 0x0409 ? type : null;
}

/** Whether the stream says that what follows is encrypted. */
export function isEncryptedBiff(stream: DataView): boolean {
  let encrypted = false;
  let count = 0;
  eachRecord(stream, 0, (record) => {
    encrypted = record.type === BIFF.filePass;
    // It comes right after the beginning; beyond, everything would be cipher text anyway.
    return !encrypted && ++count < 40 && record.type !== BIFF.end;
  });
  return encrypted;
}
