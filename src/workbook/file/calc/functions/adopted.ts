import { BINOM, CONFIDENCE, CUMIPMT, CUMPRINC, DDB, EFFECT, FV, GAMMALN, IPMT, NOMINAL, NORM, NPER, PDURATION, PMT, POISSON, PPMT, PV, RATE, RRI, SLN, SYD } from "@formulajs/formulajs";
import { CELL_ERROR_CODES } from "../../../../core/grid/cell";
import { toNumber } from "../coerce";
import { boolean, number, optional, rangeFunction, scalarFunction, type FunctionTable, type Parameter } from "../function-spec";
import { Uncalculable } from "../interruption";
import { numbersOf } from "../number-arguments";
import { ERROR_DIV0, ERROR_NUM, ERROR_VALUE, isArray, isLambda, isReference, type Scalar } from "../value";

/** The library's answer as a value: its errors are Error objects with Excel's spelling. */
function answer(name: string, value: unknown): Scalar {
  if (typeof value === "number") return Number.isFinite(value) ? value : ERROR_NUM;
  if (value instanceof Error) {
    const code = CELL_ERROR_CODES.find((known) => known === value.message);
    if (code) return { error: code };
  }
  throw new Uncalculable("function", name);
}

/** A function whose library version agrees with Excel's documentation and with LibreOffice (CE-91). */
function adopted(name: string, parameters: readonly Parameter<number | boolean>[], call: (...args: (number | boolean)[]) => unknown, defined: (args: readonly number[]) => boolean = () => true): FunctionTable[string] {
  return scalarFunction(parameters, (args) => {
    const values = args;
    return defined(values.map(Number)) ? answer(name, call(...values)) : ERROR_NUM;
  });
}

const LOAN: readonly Parameter<number>[] = [number, number, number, optional(number, 0), optional(number, 0)];
const LOAN_PERIOD: readonly Parameter<number>[] = [number, number, number, number, optional(number, 0), optional(number, 0)];

function due(type: number): number {
  return type === 0 ? 0 : 1;
}

/** Payments of a loan: type is 0 or anything else for "at the beginning". */
function loan(name: string, parameters: readonly Parameter<number>[], call: (args: readonly number[]) => unknown): FunctionTable[string] {
  return scalarFunction(parameters, (args) => {
    const values = args;
    return answer(name, call([...values.slice(0, -1), due(values[values.length - 1] ?? 0)]));
  });
}

const normal: Parameter<number | boolean>[] = [number, number, number, boolean];

/** Present value of flows at the end of each period. */
function netPresentValue(rate: number, flows: readonly number[]): number {
  let value = 0;
  for (let i = flows.length - 1; i >= 0; i--) value = (value + (flows[i] ?? 0)) / (1 + rate);
  return value;
}

function internalRate(flows: readonly number[], guess: number): Scalar {
  if (!flows.some((x) => x > 0) || !flows.some((x) => x < 0)) return ERROR_NUM;
  let rate = guess;
  for (let i = 0; i < 100; i++) {
    let value = 0;
    let slope = 0;
    flows.forEach((flow, k) => {
      value += flow / (1 + rate) ** k;
      slope -= (k * flow) / (1 + rate) ** (k + 1);
    });
    const next = rate - value / slope;
    if (!Number.isFinite(next) || next <= -1) return ERROR_NUM;
    if (Math.abs(next - rate) < 1e-14 * Math.max(1, Math.abs(next))) return next;
    rate = next;
  }
  return ERROR_NUM;
}

export const ADOPTED_FUNCTIONS: FunctionTable = {
  PMT: loan("PMT", LOAN, ([rate, periods, present, future, type]) => PMT(rate, periods, present, future, type)),
  FV: loan("FV", LOAN, ([rate, periods, payment, present, type]) => FV(rate, periods, payment, present, type)),
  PV: loan("PV", LOAN, ([rate, periods, payment, future, type]) => PV(rate, periods, payment, future, type)),
  NPER: loan("NPER", LOAN, ([rate, payment, present, future, type]) => NPER(rate, payment, present, future, type)),
  IPMT: loan("IPMT", LOAN_PERIOD, ([rate, period = 0, periods = 0, present, future, type]) => (period < 1 || period > periods ? new Error("#NUM!") : IPMT(rate, period, periods, present, future, type))),
  PPMT: loan("PPMT", LOAN_PERIOD, ([rate, period = 0, periods = 0, present, future, type]) => (period < 1 || period > periods ? new Error("#NUM!") : PPMT(rate, period, periods, present, future, type))),
  RATE: adopted("RATE", [number, number, number, optional(number, 0), optional(number, 0), optional(number, 0.1)], (periods, payment, present, future, type, guess) =>
    RATE(periods, payment, present, future, due(Number(type)), guess),
  ),
  CUMIPMT: adopted("CUMIPMT", [number, number, number, number, number, number], (...args) => CUMIPMT(args[0], args[1], args[2], args[3], args[4], args[5])),
  CUMPRINC: adopted("CUMPRINC", [number, number, number, number, number, number], (...args) => CUMPRINC(args[0], args[1], args[2], args[3], args[4], args[5])),
  SLN: scalarFunction([number, number, number], ([cost, salvage, life]) => (life === 0 ? ERROR_DIV0 : answer("SLN", SLN(cost, salvage, life)))),
  SYD: adopted("SYD", [number, number, number, number], (cost, salvage, life, period) => SYD(cost, salvage, life, period), ([, , life = 0, period = 0]) => life > 0 && period >= 1 && period <= life),
  DDB: adopted(
    "DDB",
    [number, number, number, number, optional(number, 2)],
    (cost, salvage, life, period, factor) => DDB(cost, salvage, life, period, factor),
    ([cost = 0, salvage = 0, life = 0, period = 0, factor = 0]) => cost >= 0 && salvage >= 0 && life > 0 && period > 0 && period <= life && factor > 0 && Number.isInteger(period),
  ),
  EFFECT: adopted("EFFECT", [number, number], (rate, periods) => EFFECT(rate, Math.trunc(Number(periods))), ([rate = 0, periods = 0]) => rate > 0 && periods >= 1),
  NOMINAL: adopted("NOMINAL", [number, number], (rate, periods) => NOMINAL(rate, Math.trunc(Number(periods))), ([rate = 0, periods = 0]) => rate > 0 && periods >= 1),
  RRI: adopted("RRI", [number, number, number], (periods, present, future) => RRI(periods, present, future), ([periods = 0, present = 0]) => periods > 0 && present !== 0),
  PDURATION: adopted("PDURATION", [number, number, number], (rate, present, future) => PDURATION(rate, present, future), (args) => args.every((x) => x > 0)),
  NPV: rangeFunction(2, 255, ["scalar", "range"], (args, context) => {
    const first = args[0];
    if (first === undefined || isArray(first) || isReference(first) || isLambda(first)) return ERROR_VALUE;
    const rate = toNumber(first, context.date1904);
    if (typeof rate !== "number") return rate;
    const flows = numbersOf(args.slice(1), context);
    if (!Array.isArray(flows)) return flows;
    return rate === -1 ? ERROR_DIV0 : netPresentValue(rate, flows);
  }),
  IRR: rangeFunction(1, 2, ["range", "scalar"], (args, context) => {
    const flows = numbersOf([args[0]], context);
    if (!Array.isArray(flows)) return flows;
    const guess = args[1];
    if (guess !== undefined && (isArray(guess) || isReference(guess) || isLambda(guess))) return ERROR_VALUE;
    const start = guess === undefined || guess === null ? 0.1 : toNumber(guess, context.date1904);
    return typeof start === "number" ? internalRate(flows, start) : start;
  }),
  "NORM.DIST": adopted("NORM.DIST", normal, (x, mean, deviation, cumulative) => NORM.DIST(x, mean, deviation, cumulative), ([, , deviation = 0]) => deviation > 0),
  NORMDIST: adopted("NORMDIST", normal, (x, mean, deviation, cumulative) => NORM.DIST(x, mean, deviation, cumulative), ([, , deviation = 0]) => deviation > 0),
  "NORM.INV": adopted("NORM.INV", [number, number, number], (p, mean, deviation) => NORM.INV(p, mean, deviation), ([p = 0, , deviation = 0]) => p > 0 && p < 1 && deviation > 0),
  NORMINV: adopted("NORMINV", [number, number, number], (p, mean, deviation) => NORM.INV(p, mean, deviation), ([p = 0, , deviation = 0]) => p > 0 && p < 1 && deviation > 0),
  "NORM.S.DIST": adopted("NORM.S.DIST", [number, boolean], (z, cumulative) => NORM.S.DIST(z, cumulative)),
  NORMSDIST: adopted("NORMSDIST", [number], (z) => NORM.S.DIST(z, true)),
  "NORM.S.INV": adopted("NORM.S.INV", [number], (p) => NORM.S.INV(p), ([p = 0]) => p > 0 && p < 1),
  NORMSINV: adopted("NORMSINV", [number], (p) => NORM.S.INV(p), ([p = 0]) => p > 0 && p < 1),
  "POISSON.DIST": adopted("POISSON.DIST", [number, number, boolean], (x, mean, cumulative) => POISSON.DIST(Math.trunc(Number(x)), mean, cumulative), ([x = 0, mean = 0]) => x >= 0 && mean > 0),
  POISSON: adopted("POISSON", [number, number, boolean], (x, mean, cumulative) => POISSON.DIST(Math.trunc(Number(x)), mean, cumulative), ([x = 0, mean = 0]) => x >= 0 && mean > 0),
  "BINOM.DIST": binomial(),
  BINOMDIST: binomial(),
  "EXPON.DIST": exponential(),
  EXPONDIST: exponential(),
  "CONFIDENCE.NORM": confidence(),
  CONFIDENCE: confidence(),
  GAMMALN: adopted("GAMMALN", [number], (x) => GAMMALN(x), ([x = 0]) => x > 0),
  "GAMMALN.PRECISE": adopted("GAMMALN.PRECISE", [number], (x) => GAMMALN(x), ([x = 0]) => x > 0),
  FISHER: scalarFunction([number], ([x]) => (x <= -1 || x >= 1 ? ERROR_NUM : Math.atanh(x))),
  FISHERINV: scalarFunction([number], ([y]) => Math.tanh(y)),
};

function binomial(): FunctionTable[string] {
  return adopted(
    "BINOM.DIST",
    [number, number, number, boolean],
    (successes, trials, p, cumulative) => BINOM.DIST(Math.trunc(Number(successes)), Math.trunc(Number(trials)), p, cumulative),
    ([successes = 0, trials = 0, p = 0]) => successes >= 0 && successes <= trials && p >= 0 && p <= 1,
  );
}

function exponential(): FunctionTable[string] {
  return scalarFunction([number, number, boolean], ([x, lambda, cumulative]) => {
    if (x < 0 || lambda <= 0) return ERROR_NUM;
    return cumulative ? -Math.expm1(-lambda * x) : lambda * Math.exp(-lambda * x);
  });
}

function confidence(): FunctionTable[string] {
  return adopted(
    "CONFIDENCE.NORM",
    [number, number, number],
    (alpha, deviation, size) => CONFIDENCE.NORM(alpha, deviation, Math.trunc(Number(size))),
    ([alpha = 0, deviation = 0, size = 0]) => alpha > 0 && alpha < 1 && deviation > 0 && size >= 1,
  );
}
