import { ZONES } from "../template/template-book";
import { fillText } from "../score/sheet-texts";
import type { EditionChange } from "./edition-changes";
import type { EditionTexts } from "./edition-texts";
import { markedWords, wordDiff } from "./word-diff";

/** One change in the words of the reader: as a row of a sheet, or in a terminal. "" says nothing. (ED-4) */
export type ChangeLine = { readonly change: string; readonly template: string; readonly key: string; readonly indicator: string; readonly field: string; readonly was: string; readonly now: string };

/** A change with the differing words of its texts in brackets. (ED-4) */
export function changeLine(change: EditionChange, texts: EditionTexts): ChangeLine {
  const line = { change: texts[`edition.kind.${change.kind}`], template: change.template, key: "", indicator: "", field: "", was: "", now: "" };
  switch (change.kind) {
    case "template-added":
    case "template-retired":
      return line;
    case "template-renamed":
      return { ...line, field: texts["field.template"], ...markedWords(wordDiff(change.was, change.template)) };
    case "limit":
      return { ...line, field: texts[`template.${change.field}`], was: change.was, now: change.now };
    case "profile-added":
      return { ...line, field: texts["edition.profile"], now: change.who || texts["edition.anybody"] };
    case "profile-retired":
      return { ...line, field: texts["edition.profile"], was: change.who || texts["edition.anybody"] };
    case "added":
    case "retired":
    case "moved":
      return { ...line, key: change.indicator.key, indicator: change.indicator.name };
    case "renamed":
      return { ...line, key: change.indicator.key, indicator: change.indicator.name, field: texts["field.name"], ...markedWords(change.words) };
    case "changed": {
      const about = { ...line, key: change.indicator.key, indicator: change.indicator.name, field: texts[`field.${change.field}`].replace(/\s*\(%\)$/u, "") };
      if (change.field === "zone") return { ...about, was: zoneText(change.was, texts), now: zoneText(change.now, texts) };
      if (change.field === "weight") return { ...about, was: percent(change.was), now: percent(change.now) };
      return change.field === "fullMark" ? { ...about, was: change.was, now: change.now } : { ...about, ...markedWords(change.words) };
    }
  }
}

function zoneText(text: string, texts: EditionTexts): string {
  const zone = ZONES.find((candidate) => candidate === text);
  return zone ? texts[`zone.${zone}`] : text;
}

function percent(text: string): string {
  return text === "" ? "" : `${text}%`;
}

const KINDS: readonly EditionChange["kind"][] = ["template-added", "template-retired", "template-renamed", "added", "retired", "renamed", "changed", "moved", "limit", "profile-added", "profile-retired"];

/** How many changes there are of each kind, in a line. (ED-1) */
export function changeSummary(changes: readonly EditionChange[], texts: EditionTexts): string {
  const counts = KINDS.flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [fillText(texts[`edition.count.${kind}`], { count })];
  });
  return counts.join(texts["edition.separator"]) || texts["edition.none"];
}

/** As data: the words of a change are told run by run, beside the plain texts. */
export function changeJson(change: EditionChange): Readonly<Record<string, unknown>> {
  const { kind, template } = change;
  switch (change.kind) {
    case "added":
    case "retired":
    case "moved":
      return { kind, template, key: change.indicator.key, name: change.indicator.name };
    case "renamed":
      return { kind, template, key: change.indicator.key, name: change.indicator.name, oldKey: change.oldKey, field: "name", was: change.was, now: change.now, words: change.words };
    case "changed":
      return { kind, template, key: change.indicator.key, name: change.indicator.name, field: change.field, was: change.was, now: change.now, words: change.words };
    default:
      return { ...change };
  }
}
