import { CodedError } from "../../core/coded-error";
import { createFileWorkbook, type FileNotice, type FileWorkbook } from "./file-workbook";
import { DEFAULT_FILE_LIMITS, type FileLimits } from "./limits";
import { contentTypeOf, readContentTypes } from "./package/content-types";
import { findPart, openPackage, type PackageParts, partBytes } from "./package/package-parts";
import { looksLikeZip } from "./package/zip-archive";
import { findMainPart } from "./read/workbook-part";
import { workbookOf, type WorkbookState } from "./workbook-state";

const EXTENSIONS: readonly (readonly [RegExp, FileWorkbook["extension"]])[] = [
  [/spreadsheetml\.sheet\.main\+xml$/, ".xlsx"],
  [/ms-excel\.sheet\.macroEnabled\.main\+xml$/i, ".xlsm"],
  [/spreadsheetml\.template\.main\+xml$/, ".xltx"],
  [/ms-excel\.template\.macroEnabled\.main\+xml$/i, ".xltm"],
  [/ms-excel\.addin\.macroEnabled\.main\+xml$/i, ".xlam"],
];

/** Formats that we know and do not read, by the content type of their main part. */
const FOREIGN_PACKAGES: readonly (readonly [RegExp, string])[] = [
  [/ms-excel\.sheet\.binary/i, "xlsb"],
  [/wordprocessingml|ms-word/i, "docx"],
  [/presentationml|ms-powerpoint/i, "pptx"],
  [/visio/i, "vsdx"],
];

/** Names a zip that is no Open Packaging package, as well as can be told. */
function foreignZip(parts: PackageParts): CodedError {
  const mimetype = findPart(parts, "mimetype");
  const type = mimetype ? new TextDecoder().decode(partBytes(parts, mimetype)) : "";
  if (type.startsWith("application/vnd.oasis.opendocument")) {
    const kind = type.includes("spreadsheet") ? "ods" : type.includes("text") ? "odt" : "OpenDocument";
    return new CodedError("file.unsupported-format", { format: kind });
  }
  if (findPart(parts, "xl/workbook.xml") ?? findPart(parts, "xl/_rels/workbook.xml.rels")) {
    return new CodedError("file.damaged", { part: "[Content_Types].xml" });
  }
  if (findPart(parts, "index/document.iwa") ?? findPart(parts, "index/metadata.iwa")) return new CodedError("file.unsupported-format", { format: "numbers" });
  return new CodedError("file.unsupported-format", { format: "zip" });
}

function openZip(bytes: Uint8Array, limits: FileLimits): FileWorkbook {
  const parts = openPackage(bytes, limits);
  const types = readContentTypes(parts);
  if (!types) throw foreignZip(parts);
  const mainPart = findMainPart(parts, types);
  const type = mainPart === null ? "" : contentTypeOf(types, mainPart);
  const extension = EXTENSIONS.find(([pattern]) => pattern.test(type))?.[1];
  if (mainPart === null || extension === undefined) {
    const allTypes = [type, ...types.overrides.values()].join(" ");
    const foreign = FOREIGN_PACKAGES.find(([pattern]) => pattern.test(allTypes));
    throw foreign ? new CodedError("file.unsupported-format", { format: foreign[1] }) : new CodedError("file.not-a-workbook");
  }
  const state: WorkbookState = { parts, mainPart, chosenIds: new Map() };
  const workbook = workbookOf(state);
  if (workbook.sheets.length === 0) throw new CodedError("file.damaged", { part: mainPart });
  const warnings: FileNotice[] = [];
  if (findPart(parts, "_xmlsignatures/origin.sigs")) warnings.push({ code: "file.signed", params: {} });
  return createFileWorkbook(state, { losses: [], warnings, extension });
}

/**
 * Opens a workbook by what its bytes are, whatever its name says. `fileName` is only a parameter of messages.
 * Errors (all CodedError): "file.empty", "file.too-large", "file.encrypted", "file.unsupported-format",
 * "file.not-a-workbook", "file.damaged", "file.duplicate-part", "file.unsafe-xml". Rules FH-1 to FH-9.
 */
export async function openWorkbook(bytes: Uint8Array, fileName: string, limits: FileLimits = DEFAULT_FILE_LIMITS): Promise<FileWorkbook> {
  if (bytes.length === 0) throw new CodedError("file.empty", { name: fileName });
  if (bytes.length > limits.maxFileBytes) throw new CodedError("file.too-large", { what: "file", limit: limits.maxFileBytes });
  if (looksLikeZip(bytes)) return openZip(bytes, limits);
  throw new CodedError("file.not-a-workbook");
}
