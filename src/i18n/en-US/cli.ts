import type { CliTexts } from "../zh-CN/cli";

export const enCli: CliTexts = {
  "help": `TwinScore: turns evaluation workbooks into structured, checked, scored, ranked and archived ones, in place

Usage: twinscore <verb> <file or folder>… [options]

Verbs
  run        all of the following in a row
  recognize  find tables, headers, indicator levels and what each column means; changes nothing
  structure  register indicators, validate entry cells, protect the rest
  check      look for wrong entries, weights, totals, ranks …; changes nothing
  score      compute scores by the scheme, as live formulas
  rank       rank by pool on a ranking sheet
  archive    freeze the ranking sheet with a digest
  verify     tell whether an archive was changed; changes nothing
  template   make a template of the indicators of a workbook
  issue      issue a template to a roster: one workbook each, or one a unit; -o is a folder or a .zip
  collect    collect the returned workbooks of a folder or archive (.zip) by indicator and subject; tell who is missing or late and what was changed
  edition    register a changed template as its next edition: edition OLD CHANGED; what changed, when, why, by whom
  derive     derive a template from its parent: derive PARENT OWN; parent's indicators and limits of the free zone; --from merges a new parent
  cascade    check how indicators are decomposed (parents, shares, responsibilities, what is not passed down) and report tree, filter list, responsibilities and losses
  migrate    issue returns of older editions again in the new one, with their entries; list those that cannot be carried over
  cover      which of the superior's indicators this level undertakes: cover SUPERIOR OWN

Options
  -o, --output PATH   save to this file; a folder when several files are processed
      --in-place      save back to the input (not for .xls)
      --json          one line of JSON for each file
      --lang LANG     zh-CN or en-US
      --no-protect    structure without protecting the sheets
      --signer NAME   name printed on the archive's signature line
      --profile FILE  recognise workbooks of one kind with the corrections in this file
      --save-profile FILE   with recognize: write the corrections that the workbook keeps to this file
      --scheme FILE   with score, rank, run: score by the scheme in this file, and write it into the workbook
      --save-scheme FILE    write the workbook's scheme to this file (one input file)
      --report FILE   with check: write what was found in all files to this file (.xlsx or .csv)
      --previous FILE       with check: compare ranks with the workbook of the period before
      --certificate FILE    with check: compare the tables of all files and write a certificate to this file (.xlsx)
      --digest A1=…   compare with a digest from the minutes (verify)
      --now TIME      use this time instead of the clock, such as 2026-10-08T09:00:00+08:00
      --roster FILE   with issue, collect, migrate: who gets the template
      --template FILE   with collect: the template that was issued; with migrate: its new edition
      --marked FOLDER  with collect: marked copies of returns to be corrected, to be sent back (or a .zip)
      --run           with collect: structure, check, score and rank what was collected as well
      --by unit|person  with issue, migrate: one workbook a unit or a person (default)
      --period TEXT   period, such as 2026 Q3 (default: the template's)
      --deadline DATE day of return, such as 2026-10-10 (default: the template's)
      --reason TEXT, --approver NAME, --date DATE   edition, derive: why, approved by whom, from when (default: today)
      --from FILE     with derive: the parent that it was derived from, to merge the new one
      --rebalance     edition: scale the weights to 100% in all
  -h, --help          show this text
      --version       show the version

Without -o or --in-place nothing is saved: you see a preview.
Exit status: 0 fine; 1 findings of severity error; 2 a file could not be processed.`,
  "cli.unknown-option": "There is no option “{option}”. See twinscore --help; put -- before file names that begin with a dash.",
  "cli.option-value": "Option “{option}” lacks its value, or takes none. See twinscore --help.",
  "cli.unknown-verb": "There is no verb “{verb}”. Verbs: {verbs}.",
  "cli.no-input": "Name the files or folders to process after “{verb}”.",
  "cli.language": "Language “{language}” is not supported; use zh-CN or en-US.",
  "cli.output-and-in-place": "Use either -o or --in-place, not both.",
  "cli.time": "“{text}” is not a valid time; write it like 2026-10-08T09:00:00+08:00.",
  "cli.digest": "“{text}” is not a digest; write A1=DIGEST with 64 hexadecimal characters (spaces do not matter).",
  "cli.save-profile": "--save-profile goes with recognize and a single file.",
  "cli.scheme": "--scheme goes with score, rank and run only.",
  "cli.save-scheme": "--save-scheme goes with a single file.",
  "cli.report": "--report goes with check and a name that ends in .xlsx or .csv.",
  "cli.previous": "--previous goes with check only.",
  "check.previous": "The workbook “{name}” of the period before holds neither ranks nor scores: nothing to compare with.",
  "cli.certificate": "--certificate goes with check and a name that ends in .xlsx.",
  "cli.option-verb": "{option} does not go with {verb}.",
  "cli.needs-option": "{verb} needs {option}.",
  "cli.one-input": "{verb} takes one file or folder.",
  "cli.by": "--by is unit or person, not “{text}”.",
  "cli.deadline": "“{text}” is no date; write it as 2026-10-10.",
  "cli.nothing-found": "No workbook (.xlsx, .xlsm, .xls) was found in the given folders.",
  "file.not-found": "File “{name}” was not found. Check the path and the name.",
  "file.is-a-directory": "“{name}” is a folder, not a file. Use another file name, or rename that folder first.",
  "file.unreadable": "“{name}” cannot be read ({cause}). Make sure that no other program holds it and that you may read it.",
  "file.unwritable": "“{name}” cannot be saved ({cause}). Make sure that it is not open in Excel, that the disk has room, that the name is not too long, and that you may write there.",
  "output.is-input": "The output is the input file “{name}” itself. Use --in-place if you mean to overwrite it.",
  "output.collides": "Two inputs would be saved as “{name}”; process them apart.",
  "output.needs-folder": "With several files -o must be a folder, but “{name}” is a file.",
  "output.extension": "“{name}” must be saved with the extension {expected}, or Excel will not open it.",
  "output.in-place-converted": "“{name}” has an old format and cannot be saved in place; save it as .xlsx with -o.",
  "internal": "Internal error; this file was not changed: {detail}",
  "verb.read-only": "“{verb}” changes nothing, so -o and --in-place do not apply.",
  "saved": "Saved: {path}",
  "profile-saved": "Corrections of {tables} tables written to: {path}",
  "scheme-saved": "Scheme written to: {path}",
  "report-saved": "{count} findings written to: {path}",
  "certificate-saved": "Wrote the certificate of comparability to {path}",
  "preview-only": "Preview only, nothing was saved. Add -o FILE to save.",
  "batch-summary": "{files} files: {fine} fine, {withErrors} with findings of severity error, {failed} could not be processed.",
  "progress": "[{done}/{total}] {file}: {step}",
  "losses": "Converted from an old format; this was not carried over:",
  "warnings": "Please note:",
  "step.open": "opening",
  "step.recognize": "Recognise",
  "step.structure": "Structure",
  "step.check": "Check",
  "step.score": "Score",
  "step.rank": "Rank",
  "step.archive": "Archive",
  "step.verify": "Verify",
  "step.save": "saving",
  "step.issue": "issuing",
  "step.collect": "collecting",
  "step.migrate": "carry over",
  "cascade.summary": "“{sheet}”: {indicators} {indicators|indicator|indicators}, {tops} of them the superior's, {filtered} not passed down",
  "cascade.not-found": "“{name}” holds no decomposition: a header must name the indicator and the indicator that it is a part of (上级指标, parent).",
  "collect.marked": "{count} marked {count|copy|copies} written to {path}",
  "collect.resumed": "An earlier collecting was interrupted: {count} {count|return|returns} of unchanged content taken from what it had read",
  "collect.summary": "{title}, edition {edition}, {period}: {files} {files|file|files}; {subjects} expected, {returned} returned ({late} late), {missing} missing, {refused} not taken; {withErrors} with errors, {changed} changed",
  "template.summary": "Template “{template}”: {indicators} {indicators|indicator|indicators}",
  "issue.summary": "{title}, edition {edition}, {period}: {files} {files|workbook|workbooks}, {subjects} {subjects|subject|subjects}",
  "recognize.summary": "{sheets} {sheets|sheet|sheets}, {tables} {tables|table|tables}",
  "recognize.no-table": "{sheet}: no table ({why})",
  "recognize.none": "no table was recognised",
  "recognize.table": "{range}  {layout}  header rows {header}, {rows} data rows",
  "recognize.no-header": "none",
  "column.letter": "Col.",
  "column.header": "Header",
  "column.role": "Role",
  "column.confidence": "Conf.",
  "layout.subject-matrix": "subjects × indicators",
  "layout.rater-matrix": "subjects × raters",
  "layout.form": "scoring form",
  "layout.indicator-list": "indicator list",
  "layout.other": "other table",
  "structure.summary": "{indicators} {indicators|indicator|indicators} and {subjects} {subjects|subject|subjects} registered; {entries} {entries|entry cell|entry cells}",
  "structure.unchanged": "the structure is as registered before; nothing to change",
  "check.summary": "{errors} errors, {warnings} warnings, {notices} notices",
  "check.none": "nothing found",
  "check.more": "… and {count} more; see all with --json",
  "severity.error": "error",
  "severity.warning": "warning",
  "severity.notice": "notice",
  "place.workbook": "whole workbook",
  "score.summary": "{scored} scored, {withheld} withheld",
  "score.none": "no table that can be scored",
  "score.uncalculated": "{count} {count|formula|formulas} cannot be calculated here (circular, function not supported, …) and {count|keeps|keep} the value {count|it|they} had; open the file in Excel to calculate {count|it|them}, and check: {cells}",
  "score.disagree": "{count} {count|cell|cells} where formula and computation differ; do not use them and tell us: {cells}",
  "rank.summary": "{pools} {pools|pool|pools}, {ranked} ranked",
  "rank.pool": "{pool}: {subjects}",
  "rank.first": "{rank}. {name} {score}",
  "rank.none": "no scores to rank",
  "archive.saved": "{archive}, on sheet “{sheet}”",
  "archive.digest": "Digest (for the minutes):",
  "verify.intact": "{sheet}: as archived. Digest {digest}",
  "verify.changed": "{sheet}: changed after archiving",
  "verify.unreadable": "{sheet}: the archive's own data is incomplete; it cannot be verified",
  "verify.none": "the workbook holds no archive",
};
