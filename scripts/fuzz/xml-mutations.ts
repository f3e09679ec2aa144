import type { SeededRandom } from "../sample/seeded-random";
import { NASTY_FORMULAS, NASTY_VALUES } from "./nasty-values";

/** Changes one XML text; may leave it well-formed or not. */
export type XmlMutation = (xml: string, random: SeededRandom) => string;

const TAG = /<[^<>]*>/g;
const ATTRIBUTE = /\s([\w:.-]+)="([^"]*)"/g;
const TEXT = />([^<>]+)</g;

/** Replaces one match of the pattern, chosen by chance. */
function replaceOne(xml: string, pattern: RegExp, random: SeededRandom, replacement: (match: RegExpMatchArray) => string): string {
  const matches = [...xml.matchAll(pattern)];
  if (matches.length === 0) return xml;
  const match = random.pick(matches);
  return xml.slice(0, match.index) + replacement(match) + xml.slice(match.index + match[0].length);
}

const insertAtTag = (xml: string, random: SeededRandom, inserted: string): string => replaceOne(xml, TAG, random, ([tag]) => tag + inserted);
const intoSheetData = (xml: string, rows: string): string => xml.replace(/(<(?:\w+:)?sheetData)\s*\/?>/, (_, start: string) => `${start}>${rows}`);

const repeated = (count: number, make: (index: number) => string): string => Array.from({ length: count }, (_, index) => make(index)).join("");

export const XML_MUTATIONS: Readonly<Record<string, XmlMutation>> = {
  "attribute value": (xml, random) => replaceOne(xml, ATTRIBUTE, random, ([, name = ""]) => ` ${name}="${random.pick(NASTY_VALUES)}"`),
  "attribute gone": (xml, random) => replaceOne(xml, ATTRIBUTE, random, () => ""),
  "attribute twice": (xml, random) => replaceOne(xml, ATTRIBUTE, random, ([whole]) => whole + whole),
  "attribute renamed": (xml, random) => replaceOne(xml, ATTRIBUTE, random, ([, name = "", value = ""]) => ` ${random.pick(["r", "s", "t", "ref", "xmlns", "r:id", "__proto__", name.toUpperCase()])}="${value}"`),
  "attribute in other quotes": (xml, random) => replaceOne(xml, ATTRIBUTE, random, ([, name = "", value = ""]) => `\n${name} = '${value}' `),
  "text value": (xml, random) => replaceOne(xml, TEXT, random, () => `>${random.pick(NASTY_VALUES)}<`),
  "tag gone": (xml, random) => replaceOne(xml, TAG, random, () => ""),
  "tag twice": (xml, random) => replaceOne(xml, TAG, random, ([tag]) => tag + tag),
  "tag renamed": (xml, random) => replaceOne(xml, TAG, random, ([tag]) => tag.replace(/[\w:]+/, random.pick(["c", "row", "sheetData", "v", "f", "x", "si", "is", "mc:AlternateContent", "extLst"]))),
  "tags swapped": (xml, random) => {
    const tags = [...xml.matchAll(TAG)];
    if (tags.length < 2) return xml;
    const [first, second] = [random.pick(tags), random.pick(tags)].sort((a, b) => a.index - b.index);
    if (!first || !second || first.index === second.index) return xml;
    return xml.slice(0, first.index) + second[0] + xml.slice(first.index + first[0].length, second.index) + first[0] + xml.slice(second.index + second[0].length);
  },
  "stretch repeated": (xml, random) => {
    const from = random.integer(0, xml.length);
    const piece = xml.slice(from, from + random.integer(1, 600));
    return xml.slice(0, from) + piece.repeat(random.integer(2, 40)) + xml.slice(from);
  },
  "cut off": (xml, random) => xml.slice(0, random.integer(0, xml.length)),
  "stretch gone": (xml, random) => {
    const from = random.integer(0, xml.length);
    return xml.slice(0, from) + xml.slice(from + random.integer(1, 400));
  },
  "formula": (xml, random) => replaceOne(xml, /<f(?:\s[^<>]*)?>[^<>]*<\/f>|<v>[^<>]*<\/v>/g, random, () => `<f>${random.pick(NASTY_FORMULAS)}</f><v>${random.pick(NASTY_VALUES)}</v>`),
  "formula attributes": (xml, random) =>
    replaceOne(xml, /<f(?:\s[^<>]*)?>/g, random, () => `<f t="${random.pick(["shared", "array", "dataTable", "normal", "?"])}" ref="${random.pick(NASTY_VALUES)}" si="${random.pick(NASTY_VALUES)}">`),
  "circle of formulas": (xml) => intoSheetData(xml, repeated(2000, (index) => `<row r="${index + 1}"><c r="A${index + 1}"><f>A${((index + 1) % 2000) + 1}+1</f><v>1</v></c></row>`)),
  "deep nesting": (xml, random) => insertAtTag(xml, random, "<a>".repeat(random.pick([300, 20_000, 200_000]))),
  "deep closed nesting": (xml, random) => {
    const depth = random.pick([300, 20_000]);
    return insertAtTag(xml, random, "<a>".repeat(depth) + "</a>".repeat(depth));
  },
  "entity bomb": (xml) =>
    `<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "aaaaaaaaaa">${repeated(9, (index) => `<!ENTITY ${"bcdefghij"[index] ?? ""} "${`&${"abcdefghij"[index] ?? ""};`.repeat(10)}">`)}]>${xml.replace(/^<\?xml[^>]*\?>/, "").replace(/>([^<>]+)</, ">&j;<")}`,
  "outside entity": (xml) => `<!DOCTYPE z [<!ENTITY e SYSTEM "file:///etc/passwd">]>${xml.replace(/^<\?xml[^>]*\?>/, "").replace(/>([^<>]+)</, ">&e;<")}`,
  "comment, CDATA, instruction": (xml, random) => insertAtTag(xml, random, random.pick(["<!-- -- -->", "<!-- c -->", "<![CDATA[<c r='A1'>]]>", "<?php x ?>", "]]>", "<![CDATA[", "<!--"])),
  "other namespace": (xml, random) => xml.replace(/xmlns="[^"]*"/, `xmlns="${random.pick(["", "urn:x", "http://purl.oclc.org/ooxml/spreadsheetml/main"])}"`),
  "other encoding named": (xml, random) => `<?xml version="${random.pick(["1.0", "1.1", "9"])}" encoding="${random.pick(["GBK", "UTF-16", "latin1", "x-unknown", ""])}"?>${xml.replace(/^<\?xml[^>]*\?>/, "")}`,
  "merges all over": (xml, random) => {
    const count = random.pick([1, 50, 20_000]);
    const merge = (): string => `<mergeCell ref="${random.pick(["A1:C3", "B2:D4", "A1:XFD1048576", "A1:A1", `A${random.integer(1, 999_999)}:XFD${random.integer(1, 1_048_576)}`, ...NASTY_VALUES.slice(0, 30)])}"/>`;
    return xml.replace(/(<\/(?:\w+:)?sheetData>)/, (end) => `${end}<mergeCells>${repeated(count, merge)}</mergeCells>`);
  },
  "many empty styled rows": (xml) => intoSheetData(xml, repeated(60_000, (index) => `<row r="${index + 1}" s="1" customFormat="1"><c r="A${index + 1}" s="1"/><c r="XFD${index + 1}" s="1"/></row>`)),
  "cells without addresses": (xml, random) => intoSheetData(xml, repeated(random.pick([3, 3000]), () => `<row>${"<c><v>1</v></c>".repeat(random.pick([1, 20]))}</row>`)),
  "rows and cells out of order": (xml) => intoSheetData(xml, '<row r="900"><c r="C900"><v>1</v></c><c r="A900"><v>2</v></c><c r="A3"><v>3</v></c></row><row r="2"><c r="B2"><v>4</v></c></row><row r="2"><c r="B2"><v>5</v></c></row>'),
  "far corner": (xml) => intoSheetData(xml, '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
  "columns": (xml, random) => xml.replace(/<cols>/, `<cols><col min="${random.pick(NASTY_VALUES)}" max="${random.pick(["16384", "99999999", "-1"])}" hidden="1" style="${random.pick(NASTY_VALUES)}"/>`),
  "validations": (xml, random) =>
    xml.replace(/(<(?:\w+:)?pageMargins|<\/(?:\w+:)?worksheet>)/, (next) => `<dataValidations count="-5">${repeated(random.pick([1, 3000]), () => `<dataValidation type="${random.pick(["list", "decimal", "nope"])}" sqref="${random.pick(NASTY_VALUES)} A1:XFD1048576"><formula1>${random.pick(NASTY_FORMULAS)}</formula1></dataValidation>`)}</dataValidations>${next}`),
  "sheets": (xml, random) => xml.replace(/<sheets>/, `<sheets>${repeated(random.pick([1, 400]), (index) => `<sheet name="${random.pick([`S${index}`, "一 表", "", "a/b?*", "x".repeat(300)])}" sheetId="${random.pick(["1", String(index + 50), "-3"])}" r:id="${random.pick(["rId1", "rId2", "rId77"])}"/>`)}`),
  "names": (xml, random) => xml.replace(/<definedNames>|<\/sheets>/, (tag) => `${tag}${tag === "</sheets>" ? "<definedNames>" : ""}${repeated(random.pick([1, 2000]), (index) => `<definedName name="${random.pick([`n${index}`, "满分", "A1", "", "_TS_own_scheme", "_TS_T1"])}" localSheetId="${random.pick(["0", "99", "-1", ""])}">${random.pick(NASTY_FORMULAS)}</definedName>`)}${tag === "</sheets>" ? "</definedNames>" : ""}`),
};
