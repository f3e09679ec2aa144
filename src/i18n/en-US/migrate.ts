import type { MigrationTexts } from "../../core/edition/migration-sheets";
import type { MigrationDictionary } from "../zh-CN/migrate";

/** What the list of a migration says to people. */
export const enMigrationSheets: MigrationTexts = {
  "migrate.sheet": "Migration",
  "migrate.sheet.findings": "Findings",
  "migrate.file": "File",
  "migrate.place": "Sheet",
  "migrate.cell": "Cell",
  "migrate.subject": "Subject code",
  "migrate.subjectName": "Subject",
  "migrate.key": "Indicator code",
  "migrate.indicator": "Indicator",
  "migrate.field": "What",
  "migrate.field.chosen": "choice",
  "migrate.field.score": "score",
  "migrate.field.remark": "remark",
  "migrate.field.own": "own indicator",
  "migrate.value": "Filled in",
  "migrate.carried": "Carried over",
  "migrate.yes": "yes",
  "migrate.no": "no",
  "migrate.why": "Why",
  "migrate.footer": "&CPage &P of &N",
};

/** Findings of carrying returns over to a new edition. */
export const enMigrationFindings: MigrationDictionary = {
  "migrate.summary": "{title}, edition {edition}, {period}: {files} {files|file|files} read, {subjects} {subjects|subject|subjects} carried over in {workbooks} {workbooks|workbook|workbooks}; entries not carried: {lost}, carried and to be looked at: {changed}",
  "migrate.newer-edition": "Of edition {edition}, newer than {wanted}; left alone.",
  "migrate.edition-unknown": "Nothing says which edition this is; taken as an old one.",
  "migrate.template-renamed": "The template “{was}” is called “{now}” now; carried over as the same.",
  "migrate.current": "“{name}” has returned the new edition already; this old one is not carried over.",
  "migrate.sheet-refused": "The whole sheet was not carried over (the list of findings says why).",
  "migrate.superseded": "There is a later return of “{name}”, which says otherwise.",
  "migrate.retired": "Indicator “{name}” is retired ({day}).",
  "migrate.no-indicator": "The new edition has no indicator “{name}”.",
  "migrate.own-no-room": "The new edition has fewer rows for own indicators; “{name}” was not carried over.",
  "migrate.key-twice": "Indicator “{name}” is filled in on two rows; nobody can tell which counts.",
  "migrate.formula": "The score of “{name}” is a formula; a number belongs there.",
  "migrate.not-a-number": "The score of “{name}” is no number.",
  "migrate.out-of-range": "The score of “{name}”, {value}, is not between {min} and {max} of the new edition.",
  "migrate.choice": "The choice of “{name}” is neither yes nor no.",
  "migrate.now-mandatory": "“{name}” is no optional indicator any more; nothing is to be chosen.",
  "migrate.now-optional": "“{name}” is optional now: its score was carried over; choose “yes” to have it counted.",
  "migrate.not-chosen": "The optional indicator “{name}” has a score and is not chosen.",
  "migrate.mark-changed": "The full mark of “{name}” changed from {was} to {now}; the score was carried over as it is.",
  "migrate.reworded": "The criterion of “{name}” changed after it was filled in: it was “{was}” and is “{now}”.",
  "migrate.by-name": "The code of “{name}” changed (it was “{key}”); it was known by its name.",
};
