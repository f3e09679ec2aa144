import { CodedError } from "../../core/coded-error";
import { biffVersion, isEncryptedBiff } from "./convert/biff-records";
import { looksLikeCompoundFile, readCompoundFile } from "./convert/compound-file";
import { convertLegacyWorkbook, type LegacySource } from "./convert/legacy-workbook";
import { createFileWorkbook, type FileNotice, type FileWorkbook } from "./file-workbook";
import { DEFAULT_FILE_LIMITS, type FileLimits } from "./limits";
import { contentTypeOf, readContentTypes } from "./package/content-types";
import { findPart, openPackage, type PackageParts, partBytes } from "./package/package-parts";
import { decodeXmlBytes } from "./package/part-text";
import { looksLikeZip } from "./package/zip-archive";
import { findMainPart } from "./read/workbook-part";
import { workbookOf, type WorkbookState } from "./workbook-state";
import { createScanner, END_OF_TEXT, nextTag } from "./xml/xml-scanner";

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

/** The main stream of other programs' compound files. */
const FOREIGN_STREAMS: readonly (readonly [string, string])[] = [
  ["WordDocument", "doc"],
  ["PowerPoint Document", "ppt"],
  ["VisioDocument", "vsd"],
  ["__properties_version1.0", "msg"],
];

async function openBiff(bytes: Uint8Array, stream: Uint8Array, hasMacros: boolean, limits: FileLimits): Promise<FileWorkbook> {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const version = biffVersion(view);
  if (version === null) throw new CodedError("file.damaged", { part: "Workbook" });
  if (isEncryptedBiff(view)) throw new CodedError("file.encrypted");
  return convert({ kind: "biff", bytes, stream: view, version, hasMacros }, limits);
}

async function convert(source: LegacySource, limits: FileLimits): Promise<FileWorkbook> {
  const sheetJs = await import("@e965/xlsx");
  // Before Excel 97, texts were in the code page of their country; the tables are large and seldom needed.
  if (source.kind === "biff" && source.version < 0x0600) sheetJs.set_cptable(await import("@e965/xlsx/dist/cpexcel"));
  try {
    const { state, losses } = convertLegacyWorkbook(sheetJs, source, limits);
    return createFileWorkbook(state, { losses, warnings: [], extension: ".xlsx" });
  } catch (error) {
    if (error instanceof CodedError) throw error;
    // The converting library tells of broken input by errors of any kind.
    throw new CodedError("file.damaged", { part: source.kind === "xml" ? "XML" : "Workbook" }, { cause: error });
  }
}

async function openCompoundFile(bytes: Uint8Array, limits: FileLimits): Promise<FileWorkbook> {
  const streams = readCompoundFile(bytes);
  if (streams.has("EncryptedPackage") || streams.has("EncryptionInfo")) throw new CodedError("file.encrypted");
  const workbook = streams.get("Workbook") ?? streams.get("Book");
  if (workbook) return openBiff(bytes, workbook, [...streams.keys()].some((name) => name.startsWith("_VBA_PROJECT")), limits);
  const foreign = FOREIGN_STREAMS.find(([name]) => streams.has(name));
  throw foreign ? new CodedError("file.unsupported-format", { format: foreign[1] }) : new CodedError("file.not-a-workbook");
}

const SPREADSHEET_2003 = "urn:schemas-microsoft-com:office:spreadsheet";

/** What begins with "<": a workbook of Excel 2003's XML is converted, everything else named. `null`: it is no markup. */
async function openMarkup(bytes: Uint8Array, limits: FileLimits): Promise<FileWorkbook | null> {
  const head = markupHead(bytes);
  if (head === null) return null;
  // The first element decides: a workbook of 2003 has elements named Table too.
  const root = /<(?:\w+:)?([A-Za-z]\w*)/.exec(head.replace(/<!--[\s\S]*?-->/g, ""))?.[1]?.toLowerCase() ?? "";
  if (root !== "workbook" || !head.includes(SPREADSHEET_2003)) {
    const isHtml = /<!doctype\s+html/i.test(head) || ["html", "table", "head", "body", "meta", "style", "script", "div"].includes(root);
    throw new CodedError("file.unsupported-format", { format: isHtml ? "html" : "xml" });
  }
  const text = decodeXmlBytes(bytes, "XML");
  const scanner = createScanner(text, "XML");
  // The converting library forgives everything; what is not well-formed must not be half read.
  while (nextTag(scanner) !== END_OF_TEXT);
  return convert({ kind: "xml", text: text.replace(/^\ufeff/, "") }, limits);
}

function markupHead(bytes: Uint8Array): string | null {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0x3c && bytes[1] === 0);
  const head = new TextDecoder(isWide ? "utf-16le" : "utf-8").decode(bytes.subarray(0, 4096));
  return /^\s*<[!?A-Za-z]/.test(head) ? head : null;
}

/** Formats known by their first bytes or by being plain text. */
function nameOther(bytes: Uint8Array): CodedError {
  const starts = (text: string): boolean => [...text].every((char, index) => bytes[index] === char.charCodeAt(0));
  const signatures: readonly (readonly [string, string])[] = [
    ["%PDF", "pdf"],
    ["{\\rtf", "rtf"],
    ["\x89PNG", "png"],
    ["\xff\xd8\xff", "jpeg"],
    ["Rar!", "rar"],
    ["7z\xbc\xaf", "7z"],
    ["\x1f\x8b", "gzip"],
  ];
  const known = signatures.find(([signature]) => starts(signature));
  if (known) return new CodedError("file.unsupported-format", { format: known[1] });
  const head = bytes.subarray(0, 4096);
  const isText = !head.some((byte) => byte < 9 || (byte > 13 && byte < 32));
  return isText ? new CodedError("file.unsupported-format", { format: "text" }) : new CodedError("file.not-a-workbook");
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
  if (looksLikeCompoundFile(bytes)) return openCompoundFile(bytes, limits);
  if (bytes[0] === 0x09 && (bytes[1] === 0 || bytes[1] === 2 || bytes[1] === 4 || bytes[1] === 8)) return openBiff(bytes, bytes, false, limits);
  const markup = await openMarkup(bytes, limits);
  if (markup) return markup;
  throw nameOther(bytes);
}
