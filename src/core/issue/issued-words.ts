/** What is filled in on an issued sheet. */
export type EntryField = "chosen" | "score" | "remark";
