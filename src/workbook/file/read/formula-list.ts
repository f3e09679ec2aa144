import type { ParsedFormula } from "./sheet-cells";

/** Formulas by the index of their cell. */
export type FormulaList = ReadonlyMap<number, ParsedFormula> & {
  set(index: number, formula: ParsedFormula): void;
  delete(index: number): void;
};

/**
 * A map whose keys are places in a list: a sheet may consist of formulas, and hashing them takes longer than
 * reading them.
 */
export function createFormulaList(): FormulaList {
  const list: (ParsedFormula | undefined)[] = [];
  let size = 0;

  function* entries(): Generator<[number, ParsedFormula], undefined> {
    for (let index = 0; index < list.length; index++) {
      const formula = list[index];
      if (formula) yield [index, formula];
    }
    return undefined;
  }

  function* keys(): Generator<number, undefined> {
    for (const [index] of entries()) yield index;
    return undefined;
  }

  function* values(): Generator<ParsedFormula, undefined> {
    for (const formula of list) if (formula) yield formula;
    return undefined;
  }

  const formulas: FormulaList = {
    get size() {
      return size;
    },
    has: (index) => list[index] !== undefined,
    get: (index) => list[index],
    set: (index, formula) => {
      while (list.length < index) list.push(undefined);
      if (!list[index]) size += 1;
      list[index] = formula;
    },
    delete: (index) => {
      if (!list[index]) return;
      list[index] = undefined;
      size -= 1;
    },
    forEach: (callback) => {
      list.forEach((formula, index) => {
        if (formula) callback(formula, index, formulas);
      });
    },
    entries,
    keys,
    values,
    [Symbol.iterator]: entries,
  };
  return formulas;
}
