/** Columns of the sheet of schemes; the annual set stands in the first row below the header. */
export const SCHEME_COLUMNS = { name: 0, kind: 1, approval: 2, from: 3, to: 4, weight: 5 } as const;

/** Columns of the sheet of periods. */
export const PERIOD_COLUMNS = { name: 0, weight: 1, closedAt: 2, check: 3 } as const;

/** Settings stand right of the schemes: a label and a value in each row. */
export const SETTING_LABEL = 7;
export const SETTING_VALUE = 8;
export const SETTING_ROWS = { fullTotal: 0, digits: 1, version: 2, lastUnit: 3, lastPerson: 4, closed: 5 } as const;
