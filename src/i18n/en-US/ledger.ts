import type { LedgerTexts } from "../../core/ledger/ledger-texts";
import type { LedgerCliTexts, LedgerSentences } from "../zh-CN/ledger";

export const enLedgerSheets: LedgerTexts = {
  "sheet.unit": "Unit ledger",
  "sheet.person": "Person ledger",
  "sheet.schemes": "Schemes",
  "sheet.periods": "Periods",
  "sheet.year.unit": "Year-units",
  "sheet.year.person": "Year-people",
  "line.id": "Line",
  "line.period": "Period",
  "line.scheme": "Scheme",
  "line.key": "Key",
  "line.name": "Name",
  "line.group": "Unit",
  "line.score": "Score",
  "line.full": "Full mark",
  "line.approval": "Approval",
  "line.corrects": "Corrects line",
  "line.source": "Source",
  "line.postedAt": "Posted at",
  "line.check": "Check",
  "scheme.name": "Scheme",
  "scheme.kind": "Kind",
  "scheme.approval": "Approval",
  "scheme.from": "Valid from",
  "scheme.to": "Valid to",
  "scheme.weight": "Weight",
  "scheme.annual": "Annual set",
  "scheme.special": "Special",
  "period.name": "Period",
  "period.weight": "Weight",
  "period.closedAt": "Closed at",
  "period.check": "Check",
  "setting.fullTotal": "Full total of the year",
  "setting.digits": "Decimals of the year",
  "setting.version": "Ledger version",
  "setting.lastUnit": "Check of the last unit line",
  "setting.lastPerson": "Check of the last person line",
  "setting.closed": "Closed periods",
  "year.title": "Year {year} ({name})",
  "year.note": "Scores are brought onto the full total, then weighted by row 5. Periods before joining do not count; a missing result says “missing” and is never 0.",
  "year.weight": "Weight",
  "year.schemeScore": "Scheme score",
  "year.final": "Year",
  "year.gap": "missing",
};

export const enLedger: LedgerSentences = {
  "ledger.foreign": "“{name}” is no ledger of TwinScore, or lacks one of its sheets. Nothing was written; with another name a new ledger is made.",
  "ledger.newer": "“{name}” was written by a newer TwinScore (ledger version {found}, this one knows {known}). Update first.",
  "ledger.period": "“{text}” is no period; write 2026-03 for a month or 2026-Q1 for a quarter.",
  "ledger.period-closed": "{period} was closed at {closedAt}; the results of {count} subjects differ from the ledger and cannot be posted: {subjects}. The ledger was not changed.",
  "ledger.unapproved": "Special scheme “{scheme}” has no approval and cannot be posted. State it (on the command line with --approval).",
  "ledger.approval-differs": "The ledger states approval “{known}” for “{scheme}”, not “{given}”. The ledger was not changed.",
  "ledger.scheme-expired": "{period} lies outside the validity of “{scheme}” ({from} to {to}). The ledger was not changed.",
  "ledger.mixed-periods": "“{scheme}” already has results of {other}, which overlaps {period} and would count twice. The ledger was not changed.",
  "ledger.password": "Sheets of the ledger are protected with a password: {sheets}. Have the protection lifted first.",
  "ledger.not-scored": "“{name}” is not scored yet: there are no results to post. Run score first.",
  "ledger.sheet-unknown": "No scored sheet is named “{sheet}”. There are: {sheets}.",
  "ledger.empty": "The ledger holds no results yet.",
  "ledger.not-final": "{count} subjects have no final score and were not posted: {subjects}.",
  "ledger.subject-twice": "{count} subjects occur more than once in the results and were not posted: {subjects}. Tell namesakes apart by a staff number or code; where a person stands in several tables, choose one (on the command line with --sheet).",
  "ledger.scale-unknown": "The full mark of {count} subjects is not known; they were not posted: {subjects}.",
  "ledger.no-performance": "It is not known whether this table is about units or people; {count} subjects were not posted: {subjects}.",
  "ledger.line-changed": "Ledger line {line} ({subject}) was changed by hand after posting, or a line above it was taken away or put in. It is kept as it stands; correct it by a new line.",
  "ledger.lines-missing": "Lines at the end of the ledger were taken away or added by hand.",
  "ledger.closing-changed": "The closing of {period} was changed by hand; the period still counts as closed.",
  "ledger.closings-missing": "The ledger records {recorded} closed periods, but {count} are there: closings were changed by hand.",
  "ledger.not-closed": "{period} was not closed: subjects are missing, or the ledger was changed by hand.",
  "rollup.years": "State the year (on the command line with --year). The ledger has: {years}.",
  "rollup.scheme-unknown": "The ledger has no scheme “{scheme}”. It has: {schemes}.",
  "rollup.weight": "The weight of “{name}” is no number of 0 or more; scores that need it are withheld.",
  "rollup.settings": "The full total must be a number above 0, and the decimals a whole number from 0 to 10. Correct them on the sheet of schemes.",
  "rollup.line-unplaced": "The period or the scheme of ledger line {line} is not registered; it was not rolled up.",
  "rollup.late-joiner": "{count} periods before joining do not count; those present are weighted: {cells}.",
  "rollup.gap": "{count} results are missing without a reason; the year's scores are withheld, never 0: {cells}.",
};

export const enLedgerCli: LedgerCliTexts = {
  "ledger.help": `
Ledgers
  post       post the scores of a period to a ledger, once for each period, scheme and subject:
             twinscore post RESULTS.xlsx… --ledger LEDGER.xlsx --period 2026-03
             [--sheet NAME]… [--task SCHEME --approval REF] [--close] [-o OTHER.xlsx]
             makes the ledger when missing; what changed becomes a line of correction; --close closes the period
  rollup     roll a ledger up into the year: twinscore rollup LEDGER.xlsx -o YEAR.xlsx
             [--scheme NAME,NAME] [--year 2026]
`,
  "ledger.cli.post": "post needs result files, --ledger and --period, and takes only --sheet, --task, --approval, --close, -o, --json, --lang, --now.",
  "ledger.cli.rollup": "rollup needs one ledger and -o, and takes only --scheme, --year, --json, --lang.",
  "ledger.post.summary": "{posted} lines posted ({corrections} of them corrections), {unchanged} unchanged",
  "ledger.closed": "{period} is closed",
  "ledger.rollup.summary": "{year}: {unit} units and {person} people have a score of the year, {withheld} are withheld",
};
