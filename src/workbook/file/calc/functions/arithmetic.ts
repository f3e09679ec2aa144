import { floor15, round15, roundDecimal } from "../decimal";
import { number, optional, rangeFunction, scalarFunction, text, type FunctionTable } from "../function-spec";
import { forEachValue, numbersOf } from "../number-arguments";
import { Uncalculable } from "../interruption";
import { power } from "../operators";
import { toArray, toShortArray } from "../range-reader";
import { arrayOf, ERROR_DIV0, ERROR_NUM, ERROR_VALUE, isError, itemAt, storedRows, type Scalar, type Value } from "../value";
import type { EvaluationContext } from "../context";
import { toNumber } from "../coerce";

/** Most products of numbers that one matrix product is made of. */
const MAX_MATRIX_TERMS = 50_000_000;

function finite(x: number): Scalar {
  return Number.isFinite(x) ? x : ERROR_NUM;
}

function unary(apply: (x: number) => number): FunctionTable[string] {
  return scalarFunction([number], ([x]) => finite(apply(x)));
}

/** Multiple of `step` found by rounding the quotient; 15 digits decide, so that 0.3/0.1 is 3. */
function multiple(x: number, step: number, round: (quotient: number) => number): number {
  return step === 0 ? 0 : round15(round(round15(x / step)) * step);
}

function ceilingLike(up: boolean): FunctionTable[string] {
  return scalarFunction([number, number], ([x, step]) => {
    if (step === 0) return up || x === 0 ? 0 : ERROR_DIV0;
    if (x > 0 && step < 0) return ERROR_NUM;
    // With a negative step a negative number moves away from 0 (CEILING) or towards it (FLOOR).
    return multiple(x, step, up ? Math.ceil : Math.floor);
  });
}

function mathRounding(up: boolean): FunctionTable[string] {
  return scalarFunction([number, optional(number, 1), optional(number, 0)], ([x, step, mode]) => {
    const size = Math.abs(step);
    const away = up ? Math.ceil : Math.floor;
    const towards = up ? Math.floor : Math.ceil;
    return x < 0 && mode !== 0 ? multiple(x, size, towards) : multiple(x, size, away);
  });
}

function precise(up: boolean): FunctionTable[string] {
  return scalarFunction([number, optional(number, 1)], ([x, step]) => multiple(x, Math.abs(step), up ? Math.ceil : Math.floor));
}

function towardsParity(x: number, parity: 0 | 1): number {
  const size = Math.ceil(round15(Math.abs(x)));
  const rounded = size % 2 === parity ? size : size + 1;
  return x < 0 ? -rounded : rounded;
}

function factorial(n: number, step: number): Scalar {
  let product = 1;
  for (let i = Math.trunc(n); i > 1; i -= step) {
    product *= i;
    if (!Number.isFinite(product)) return ERROR_NUM;
  }
  return product;
}

function combinations(n: number, k: number): Scalar {
  let result = 1;
  const few = Math.min(k, n - k);
  for (let i = 1; i <= few; i++) {
    result = (result * (n - few + i)) / i;
    if (!Number.isFinite(result)) return ERROR_NUM;
  }
  return Math.round(result);
}

function gcd(a: number, b: number): number {
  let x = a;
  let y = b;
  while (y > 0) [x, y] = [y, x % y];
  return x;
}

function wholeNumbers(args: readonly Value[], context: EvaluationContext): number[] | Scalar {
  const numbers = numbersOf(args, context);
  if (!Array.isArray(numbers)) return numbers;
  const whole = numbers.map(Math.trunc);
  return whole.some((x) => x < 0 || x >= 2 ** 53) ? ERROR_NUM : whole;
}

/** Sum over pairs of two arrays of the same shape; pairs with something that is not a number are left out. */
function pairSum(term: (x: number, y: number) => number): FunctionTable[string] {
  return rangeFunction(2, 2, ["array"], (args, context) => {
    const [a, b] = [toArray(context, args[0] ?? null), toArray(context, args[1] ?? null)];
    if (a.items.length !== b.items.length) return { error: "#N/A" };
    let sum = 0;
    for (let i = 0; i < a.items.length; i++) {
      const x = a.items[i] ?? null;
      const y = b.items[i] ?? null;
      if (isError(x)) return x;
      if (isError(y)) return y;
      if (typeof x === "number" && typeof y === "number") sum += term(x, y);
    }
    return sum;
  });
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, "M"],
  [900, "CM"],
  [500, "D"],
  [400, "CD"],
  [100, "C"],
  [90, "XC"],
  [50, "L"],
  [40, "XL"],
  [10, "X"],
  [9, "IX"],
  [5, "V"],
  [4, "IV"],
  [1, "I"],
];

/** Products first, then their sum, in the order of the cells; what is not a number is 0, an error is the result. */
function sumProduct(args: readonly Value[], context: EvaluationContext): Scalar {
  const arrays = args.map((arg) => toShortArray(context, arg));
  const first = arrays[0];
  if (!first || arrays.some(({ rows, columns }) => rows !== first.rows || columns !== first.columns)) return ERROR_VALUE;
  const { rows, columns } = first;
  const stored = Math.max(...arrays.map(storedRows));
  let sum = 0;
  for (let row = 0; row < stored; row++) {
    // The last row stands for all that are left out of short arrays.
    const times = row === stored - 1 ? rows - row : 1;
    for (let column = 0; column < columns; column++) {
      let product = times;
      for (const array of arrays) {
        const item = itemAt(array, row, column);
        if (isError(item)) return item;
        product *= typeof item === "number" ? item : 0;
      }
      sum += product;
    }
  }
  return finite(sum);
}

export const ARITHMETIC_FUNCTIONS: FunctionTable = {
  ABS: unary(Math.abs),
  SIGN: unary(Math.sign),
  INT: unary(floor15),
  SQRT: scalarFunction([number], ([x]) => (x < 0 ? ERROR_NUM : Math.sqrt(x))),
  SQRTPI: scalarFunction([number], ([x]) => (x < 0 ? ERROR_NUM : Math.sqrt(x * Math.PI))),
  EXP: unary(Math.exp),
  LN: scalarFunction([number], ([x]) => (x <= 0 ? ERROR_NUM : Math.log(x))),
  LOG10: scalarFunction([number], ([x]) => (x <= 0 ? ERROR_NUM : Math.log10(x))),
  LOG: scalarFunction([number, optional(number, 10)], ([x, base]) => {
    if (x <= 0 || base <= 0) return ERROR_NUM;
    if (base === 1) return ERROR_DIV0;
    if (base === 10) return Math.log10(x);
    return base === 2 ? Math.log2(x) : Math.log(x) / Math.log(base);
  }),
  POWER: scalarFunction([number, number], ([x, y]) => power(x, y)),
  MOD: scalarFunction([number, number], ([x, divisor]) => {
    if (divisor === 0) return ERROR_DIV0;
    const quotient = floor15(x / divisor);
    if (Math.abs(quotient) > 1.125e15) return ERROR_NUM;
    const rest = x - quotient * divisor;
    return Math.abs(rest) < Math.abs(x) * 1e-15 ? 0 : rest;
  }),
  QUOTIENT: scalarFunction([number, number], ([x, divisor]) => (divisor === 0 ? ERROR_DIV0 : Math.trunc(round15(x / divisor)))),
  ROUND: scalarFunction([number, number], ([x, digits]) => roundDecimal(x, Math.trunc(digits), "half-away")),
  ROUNDUP: scalarFunction([number, number], ([x, digits]) => roundDecimal(x, Math.trunc(digits), "away")),
  ROUNDDOWN: scalarFunction([number, number], ([x, digits]) => roundDecimal(x, Math.trunc(digits), "toward")),
  TRUNC: scalarFunction([number, optional(number, 0)], ([x, digits]) => roundDecimal(x, Math.trunc(digits), "toward")),
  MROUND: scalarFunction([number, number], ([x, step]) => {
    if (x === 0 || step === 0) return 0;
    if (x < 0 !== step < 0) return ERROR_NUM;
    return multiple(x, step, (q) => Math.floor(q + 0.5));
  }),
  CEILING: ceilingLike(true),
  FLOOR: ceilingLike(false),
  "CEILING.MATH": mathRounding(true),
  "FLOOR.MATH": mathRounding(false),
  "CEILING.PRECISE": precise(true),
  "ISO.CEILING": precise(true),
  "FLOOR.PRECISE": precise(false),
  EVEN: unary((x) => towardsParity(x, 0)),
  ODD: unary((x) => towardsParity(x, 1)),
  FACT: scalarFunction([number], ([x]) => (x < 0 ? ERROR_NUM : factorial(x, 1))),
  FACTDOUBLE: scalarFunction([number], ([x]) => (x < -1 ? ERROR_NUM : factorial(x, 2))),
  COMBIN: scalarFunction([number, number], ([n, k]) => {
    const [a, b] = [Math.trunc(n), Math.trunc(k)];
    return a < 0 || b < 0 || b > a ? ERROR_NUM : combinations(a, b);
  }),
  COMBINA: scalarFunction([number, number], ([n, k]) => {
    const [a, b] = [Math.trunc(n), Math.trunc(k)];
    if (a < 0 || b < 0 || (a === 0 && b > 0)) return ERROR_NUM;
    return b === 0 ? 1 : combinations(a + b - 1, b);
  }),
  PERMUT: scalarFunction([number, number], ([n, k]) => {
    const [a, b] = [Math.trunc(n), Math.trunc(k)];
    if (a <= 0 || b < 0 || b > a) return ERROR_NUM;
    let result = 1;
    for (let i = 0; i < b; i++) result *= a - i;
    return finite(result);
  }),
  PI: scalarFunction([], () => Math.PI),
  SIN: unary(Math.sin),
  COS: unary(Math.cos),
  TAN: unary(Math.tan),
  ASIN: scalarFunction([number], ([x]) => (Math.abs(x) > 1 ? ERROR_NUM : Math.asin(x))),
  ACOS: scalarFunction([number], ([x]) => (Math.abs(x) > 1 ? ERROR_NUM : Math.acos(x))),
  ATAN: unary(Math.atan),
  ATAN2: scalarFunction([number, number], ([x, y]) => (x === 0 && y === 0 ? ERROR_DIV0 : Math.atan2(y, x))),
  SINH: unary(Math.sinh),
  COSH: unary(Math.cosh),
  TANH: unary(Math.tanh),
  ASINH: unary(Math.asinh),
  ACOSH: scalarFunction([number], ([x]) => (x < 1 ? ERROR_NUM : Math.acosh(x))),
  ATANH: scalarFunction([number], ([x]) => (Math.abs(x) >= 1 ? ERROR_NUM : Math.atanh(x))),
  DEGREES: unary((x) => (x * 180) / Math.PI),
  RADIANS: unary((x) => (x * Math.PI) / 180),
  ROMAN: scalarFunction([number], ([x]) => {
    let rest = Math.trunc(x);
    if (rest < 0 || rest > 3999) return ERROR_VALUE;
    let roman = "";
    for (const [size, letters] of ROMAN) {
      while (rest >= size) {
        roman += letters;
        rest -= size;
      }
    }
    return roman;
  }),
  BASE: scalarFunction([number, number, optional(number, 0)], ([x, radix, length]) => {
    const [n, r, l] = [Math.trunc(x), Math.trunc(radix), Math.trunc(length)];
    if (n < 0 || n >= 2 ** 53 || r < 2 || r > 36 || l < 0 || l > 255) return ERROR_NUM;
    return n.toString(r).toUpperCase().padStart(l, "0");
  }),
  DECIMAL: scalarFunction([text, number], ([digits, radix]) => {
    const r = Math.trunc(radix);
    if (r < 2 || r > 36) return ERROR_NUM;
    let result = 0;
    for (const c of digits.trim().toLowerCase()) {
      const value = "0123456789abcdefghijklmnopqrstuvwxyz".indexOf(c);
      if (value < 0 || value >= r) return ERROR_NUM;
      result = result * r + value;
    }
    return result;
  }),
  GCD: rangeFunction(1, 255, ["range"], (args, context) => {
    const numbers = wholeNumbers(args, context);
    return Array.isArray(numbers) ? numbers.reduce(gcd, 0) : numbers;
  }),
  LCM: rangeFunction(1, 255, ["range"], (args, context) => {
    const numbers = wholeNumbers(args, context);
    if (!Array.isArray(numbers)) return numbers;
    const result = numbers.reduce((a, b) => (a === 0 || b === 0 ? 0 : (a / gcd(a, b)) * b), 1);
    return result >= 2 ** 53 ? ERROR_NUM : result;
  }),
  MULTINOMIAL: rangeFunction(1, 255, ["range"], (args, context) => {
    const numbers = wholeNumbers(args, context);
    if (!Array.isArray(numbers)) return numbers;
    let total = 0;
    let result = 1;
    for (const n of numbers) {
      for (let i = 1; i <= n; i++) {
        total += 1;
        result = (result * total) / i;
      }
    }
    return finite(Math.round(result));
  }),
  SUMPRODUCT: rangeFunction(1, 255, ["array"], sumProduct, { takesShort: true }),
  SUMX2MY2: pairSum((x, y) => x * x - y * y),
  SUMX2PY2: pairSum((x, y) => x * x + y * y),
  SUMXMY2: pairSum((x, y) => (x - y) ** 2),
  SERIESSUM: rangeFunction(4, 4, ["scalar", "scalar", "scalar", "range"], (args, context) => {
    const [x, n, m] = [0, 1, 2].map((i) => toNumber(args[i] as Scalar, context.date1904));
    if (typeof x !== "number") return x ?? ERROR_VALUE;
    if (typeof n !== "number") return n ?? ERROR_VALUE;
    if (typeof m !== "number") return m ?? ERROR_VALUE;
    const coefficients = numbersOf([args[3]], context);
    if (!Array.isArray(coefficients)) return coefficients;
    return finite(coefficients.reduce((sum, a, i) => sum + a * x ** (n + i * m), 0));
  }),
  MMULT: rangeFunction(2, 2, ["array"], (args, context) => {
    const a = toArray(context, args[0] ?? null);
    const b = toArray(context, args[1] ?? null);
    if (a.columns !== b.rows) return ERROR_VALUE;
    if (a.rows * b.columns * a.columns > MAX_MATRIX_TERMS) throw new Uncalculable("function", "array-size");
    let bad = false as boolean;
    forEachValue([a, b], context, (value) => {
      if (typeof value !== "number") bad = true;
      return !bad;
    });
    if (bad) return [...a.items, ...b.items].find(isError) ?? ERROR_VALUE;
    const items: Scalar[] = [];
    for (let row = 0; row < a.rows; row++) {
      for (let column = 0; column < b.columns; column++) {
        let sum = 0;
        for (let k = 0; k < a.columns; k++) sum += Number(a.items[row * a.columns + k]) * Number(b.items[k * b.columns + column]);
        items.push(finite(sum));
      }
    }
    return arrayOf(a.rows, b.columns, items);
  }),
};
