import { flag, text, wholeNumber } from "../protocol/arguments";
import { HostError, invalidArgument, itemNotFound } from "../protocol/host-error";
import { hostObject, NOTHING, type Argument, type HostClass, type HostObject, type Returned } from "../protocol/host-object";
import { ensureAllowed } from "../model/protection";
import { resolveAnywhere, splitSheet, type Block } from "../model/references";
import type { CommentModel, SheetModel } from "../model/sheet-model";
import { nextId, type WorkbookModel } from "../model/workbook-model";
import { blockOf, rangeObject } from "./range";

type CommentTarget = { readonly workbook: WorkbookModel; readonly sheet: SheetModel; readonly comment: CommentModel };
type CommentScope = { readonly workbook: WorkbookModel; /** `null`: comments of all sheets. */ readonly sheet: SheetModel | null };

const COMMENT: HostClass<CommentTarget> = {
  className: "Comment",
  identity: ({ comment }) => ({ Id: comment.id }),
  get: {
    AuthorName: ({ comment }) => comment.authorName,
    Content: ({ comment }) => comment.content,
    Id: ({ comment }) => comment.id,
    Resolved: ({ comment }) => comment.resolved,
  },
  set: {
    Content: ({ comment }, value) => {
      comment.content = text([value], 0, "content");
    },
    Resolved: ({ comment }, value) => {
      comment.resolved = flag([value], 0, "resolved");
    },
  },
  call: {
    Delete: ({ sheet, comment }) => {
      ensureAllowed(sheet, "deleting a comment", "allowEditObjects");
      sheet.comments = sheet.comments.filter((other) => other !== comment);
      return NOTHING;
    },
    GetLocation: ({ workbook, sheet, comment }) => ({ object: rangeObject({ workbook, sheet, rects: [{ row: comment.row, column: comment.column, rows: 1, columns: 1 }] }) }),
  },
};

function members({ workbook, sheet }: CommentScope): readonly CommentTarget[] {
  return (sheet ? [sheet] : workbook.sheets).flatMap((home) => home.comments.map((comment) => ({ workbook, sheet: home, comment })));
}

/** One cell, by object or by an address with the sheet's name. */
function cellOf({ workbook, sheet }: CommentScope, args: readonly Argument[]): Block & { readonly row: number; readonly column: number } {
  const given = blockOf(args[0]);
  const address = given ? "" : text(args, 0, "cellAddress");
  if (!given && splitSheet(address)[0] === null) throw invalidArgument("cellAddress without a sheet");
  const block = given ?? resolveAnywhere(workbook, address);
  const [rect] = block.rects;
  if (!rect || block.rects.length !== 1 || rect.rows * rect.columns !== 1 || (sheet && block.sheet !== sheet)) throw invalidArgument("cellAddress");
  return { ...block, row: rect.row, column: rect.column };
}

function add(scope: CommentScope, args: readonly Argument[]): Returned {
  const { workbook, sheet, row, column } = cellOf(scope, args);
  const content = text(args, 1, "content");
  ensureAllowed(sheet, "adding a comment", "allowEditObjects");
  if (sheet.comments.some((comment) => comment.row === row && comment.column === column)) throw new HostError("ItemAlreadyExists", "the cell has a comment");
  const comment: CommentModel = { id: nextId(workbook), row, column, content, resolved: false, authorName: "TwinScore" };
  sheet.comments.push(comment);
  return { object: hostObject(COMMENT, { workbook, sheet, comment }) };
}

function byId(scope: CommentScope, args: readonly Argument[]): HostObject | null {
  const id = text(args, 0, "commentId");
  const found = members(scope).find(({ comment }) => comment.id === id);
  return found ? hostObject(COMMENT, found) : null;
}

function found(object: HostObject | null): Returned {
  if (!object) throw itemNotFound("a comment");
  return { object };
}

const COMMENTS: HostClass<CommentScope> = {
  className: "CommentCollection",
  items: (scope) => members(scope).map((target) => hostObject(COMMENT, target)),
  call: {
    Add: add,
    GetCount: (scope) => ({ value: members(scope).length }),
    GetItem: (scope, args) => found(byId(scope, args)),
    GetItemAt: (scope, args) => {
      const target = members(scope)[wholeNumber(args, 0, "index")];
      return found(target ? hostObject(COMMENT, target) : null);
    },
    GetItemByCell: (scope, args) => {
      const { sheet, row, column } = cellOf(scope, args);
      const target = members(scope).find(({ sheet: home, comment }) => home === sheet && comment.row === row && comment.column === column);
      return found(target ? hostObject(COMMENT, target) : null);
    },
    GetItemOrNullObject: (scope, args) => ({ object: byId(scope, args) }),
  },
};

/** Comments of a workbook (`sheet` is `null`) or of one sheet. */
export function commentsObject(workbook: WorkbookModel, sheet: SheetModel | null): HostObject {
  return hostObject(COMMENTS, { workbook, sheet });
}
