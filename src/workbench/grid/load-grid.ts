import { nextTask } from "../next-task";
import type * as GridProgram from "./create-grid";

/**
 * The library's parts, each after those that it needs. None of their exports is asked for here, so that what the grid
 * does not use can still be left out.
 */
const PARTS: readonly (() => Promise<unknown>)[] = [
  () => import(/* webpackChunkName: "grid", webpackExports: [] */ "@univerjs/core"),
  () => import(/* webpackChunkName: "grid", webpackExports: [] */ "@univerjs/engine-render"),
  () => import(/* webpackChunkName: "grid", webpackExports: [] */ "@univerjs/engine-formula"),
  () => import(/* webpackChunkName: "grid", webpackExports: [] */ "@univerjs/design"),
  () => import(/* webpackChunkName: "grid", webpackExports: [] */ "@univerjs/ui"),
  () => import(/* webpackChunkName: "grid", webpackExports: [] */ "@univerjs/docs"),
  () => import(/* webpackChunkName: "grid", webpackExports: [] */ "@univerjs/docs-ui"),
  () => import(/* webpackChunkName: "grid", webpackExports: [] */ "@univerjs/sheets"),
  () => import(/* webpackChunkName: "grid", webpackExports: [] */ "@univerjs/sheets-ui"),
  () => import(/* webpackChunkName: "grid", webpackExports: [] */ "@univerjs/sheets-formula"),
  () => import(/* webpackChunkName: "grid", webpackExports: [] */ "@univerjs/sheets-formula-ui"),
];

/** Loads the grid's program, part by part in tasks of their own: all at once would hold the page up. */
export async function loadGrid(): Promise<typeof GridProgram> {
  for (const load of PARTS) {
    await load();
    await nextTask();
  }
  return import(/* webpackChunkName: "grid" */ "./create-grid");
}
