import type { StructureDictionary } from "../zh-CN/structure";

/** Findings of structuring and of reading the record, and what structuring writes into the workbook. */
export const enStructure: StructureDictionary = {
  "structure.sheet-password": "Sheet “{sheet}” is protected with a password and was not structured. Unprotect it with the password, then run this again.",
  "structure.no-free-column": "There is no empty column right of table {table}; indicators and subjects are matched by code or name. Do not change names, or they will count as new.",
  "structure.key-visible": "The key column of table {table} cannot be hidden because the same column holds other content. Do not change or delete it.",
  "structure.keys-replaced": "{count} {count|key|keys} in the key column of table {table} did not fit {count|its row and was|their rows and were} written anew from the content. If only some columns were sorted, check that the rows still belong together.",
  "structure.validation-kept": "{count} {count|entry cell|entry cells} of table {table} already had data validation, which was kept; no limits were added there.",
  "structure.protection-lifted": "The protection of sheet “{sheet}” (no password) was lifted for writing and put back.",
  "structure.nothing-found": "No scoring table was found to structure. Check that the sheet has a header and lists indicators or subjects.",
  "structure.edition-raised": "Indicators have changed: the template's edition rises from {from} to {to}.",
  "record.foreign": "The structure record in this workbook was not written by TwinScore and was ignored. Run “structure” again.",
  "record.newer": "This workbook was processed by a newer version of TwinScore, whose record this version cannot read. Update TwinScore, then open it again.",
  "record.damaged": "The structure record in this workbook is incomplete or was changed and was ignored. Run “structure” again; archives can still be verified by their own check sums.",
  "record.invalid": "The structure record in this workbook holds something unreadable and was ignored. Run “structure” again.",
  "structure.key-header": "Key (do not change)",
  "structure.prompt-title": "{name}",
  "structure.prompt": "Full mark {max}: enter a number from {min} to {max}.",
  "structure.prompt-deduction": "Deduction: enter a number from {min} to 0 (negative); 0 or blank where nothing is deducted.",
  "structure.prompt-signed": "Points may be added or taken: enter a number from {min} to {max}; blank where neither applies.",
  "structure.prompt-open": "Enter a number, usually from {min} to {max}.",
  "structure.error-title": "Score out of range",
  "structure.error": "“{name}” takes a number from {min} to {max}. Correct it and confirm again.",
  "structure.error-open": "“{name}” usually takes a number from {min} to {max}. Continue if it is right, otherwise correct it.",
};
