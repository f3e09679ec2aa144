import type { Scalar } from "./value";
import { numberToText, round15, roundDecimal } from "./decimal";
import { dateOfSerial, maxSerial } from "./serial-date";

/**
 * Formats a value as TEXT does in a Chinese Excel (CE-70). `null` where the format has something that is not
 * supported: then nothing is better than a wrong text.
 */
export function formatValue(value: Exclude<Scalar, { readonly error: string }> , format: string, date1904: boolean): string | null {
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  const sections = splitSections(format);
  if (!sections || sections.length > 4) return null;
  if (typeof value === "string") {
    const section = sections.length === 4 ? sections[3] : sections.find((candidate) => candidate.tokens.some((token) => token.kind === "text"));
    if (!section) return sections.length === 4 ? null : value;
    return section.tokens.map((token) => (token.kind === "text" ? value : token.kind === "literal" ? token.text : "")).join("");
  }
  if (value === null) return formatValue(0, format, date1904);
  if (format === "") return "";
  const picked = pickSection(sections, value);
  if (!picked) return null;
  return formatNumber(picked.section, picked.value, date1904);
}

type Token =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "digit"; readonly text: "0" | "#" | "?" }
  | { readonly kind: "point" | "comma" | "percent" | "general" | "text" }
  | { readonly kind: "exponent"; readonly plus: boolean }
  | { readonly kind: "date"; readonly text: string }
  | { readonly kind: "elapsed"; readonly unit: "h" | "m" | "s"; readonly width: number }
  | { readonly kind: "half"; readonly am: string; readonly pm: string };

type Condition = { readonly operator: string; readonly bound: number };
type Section = { readonly tokens: readonly Token[]; readonly condition: Condition | null; readonly numerals: 0 | 1 | 2 | 3 };

const COLOUR = /^(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|黑色|蓝色|青色|绿色|洋红|红色|白色|黄色|颜色 ?\d+)$/i;

/** Splits at ";" and reads each section; `null` where something is not supported. */
function splitSections(format: string): Section[] | null {
  const sections: Section[] = [];
  let tokens: Token[] = [];
  let condition: Condition | null = null;
  let numerals: 0 | 1 | 2 | 3 = 0;
  const literal = (text: string): void => {
    const last = tokens[tokens.length - 1];
    if (last?.kind === "literal") tokens[tokens.length - 1] = { kind: "literal", text: last.text + text };
    else tokens.push({ kind: "literal", text });
  };
  for (let i = 0; i < format.length; ) {
    const c = format[i] ?? "";
    const rest = format.slice(i);
    if (c === ";") {
      sections.push({ tokens, condition, numerals });
      [tokens, condition, numerals] = [[], null, 0];
      i += 1;
    } else if (c === '"') {
      const end = format.indexOf('"', i + 1);
      if (end < 0) return null;
      literal(format.slice(i + 1, end));
      i = end + 1;
    } else if (c === "\\" || c === "!") {
      literal(format[i + 1] ?? "");
      i += 2;
    } else if (c === "_") {
      literal(" ");
      i += 2;
    } else if (c === "*") return null;
    else if (c === "[") {
      const end = format.indexOf("]", i);
      if (end < 0) return null;
      const inside = format.slice(i + 1, end);
      const compared = /^(<=|>=|<>|=|<|>)\s*(-?\d+(?:\.\d+)?)$/.exec(inside);
      const elapsed = /^(h+|m+|s+)$/i.exec(inside);
      const numeral = /^dbnum([123])$/i.exec(inside);
      const currency = /^\$([^-]*)(?:-([0-9a-f]+))?$/i.exec(inside);
      if (compared) condition = { operator: compared[1] ?? "=", bound: Number(compared[2]) };
      else if (elapsed) tokens.push({ kind: "elapsed", unit: inside.toLowerCase().slice(0, 1) as "h" | "m" | "s", width: inside.length });
      else if (numeral) numerals = Number(numeral[1]) as 1 | 2 | 3;
      else if (currency) {
        // Other languages spell months, days and digits differently.
        if (currency[2] !== undefined && !/^(?:0*804|0*409|130000|f[48]00)$/i.test(currency[2])) return null;
        if (/^f[48]00$|^130000$/i.test(currency[2] ?? "")) return null;
        if (currency[1]) literal(currency[1]);
      } else if (!COLOUR.test(inside)) return null;
      i = end + 1;
    } else if (/^general/i.test(rest) || rest.startsWith("G/通用格式")) {
      tokens.push({ kind: "general" });
      i += rest.startsWith("G/") ? "G/通用格式".length : "General".length;
    } else if (/^am\/pm/i.test(rest)) {
      tokens.push({ kind: "half", am: "AM", pm: "PM" });
      i += 5;
    } else if (/^a\/p/i.test(rest)) {
      tokens.push({ kind: "half", am: rest.slice(0, 1), pm: rest.slice(2, 3) });
      i += 3;
    } else if (rest.startsWith("上午/下午")) {
      tokens.push({ kind: "half", am: "上午", pm: "下午" });
      i += 5;
    } else if (/[ymdhs]/i.test(c)) {
      const run = /^(y+|m+|d+|h+|s+)/i.exec(rest)?.[0] ?? c;
      tokens.push({ kind: "date", text: run.toLowerCase() });
      i += run.length;
    } else if (/^a{3,4}/i.test(rest)) {
      const run = /^a+/i.exec(rest)?.[0] ?? "";
      if (run.length > 4) return null;
      tokens.push({ kind: "date", text: run.toLowerCase() });
      i += run.length;
    } else if (/^e[+-]/i.test(rest)) {
      tokens.push({ kind: "exponent", plus: rest[1] === "+" });
      i += 2;
    } else if (c === "e" || c === "E") {
      // In a Chinese Excel "e" is the year.
      tokens.push({ kind: "date", text: "yyyy" });
      i += /^e+/i.exec(rest)?.[0].length ?? 1;
    } else if (c === "0" || c === "#" || c === "?") {
      tokens.push({ kind: "digit", text: c });
      i += 1;
    } else if (c === ".") {
      tokens.push({ kind: "point" });
      i += 1;
    } else if (c === ",") {
      tokens.push({ kind: "comma" });
      i += 1;
    } else if (c === "%") {
      tokens.push({ kind: "percent" });
      i += 1;
    } else if (c === "@") {
      tokens.push({ kind: "text" });
      i += 1;
    } else if (/[a-z]/i.test(c)) return null;
    else {
      literal(c);
      i += 1;
    }
  }
  sections.push({ tokens, condition, numerals });
  return sections;
}

function holds({ operator, bound }: Condition, x: number): boolean {
  switch (operator) {
    case "<":
      return x < bound;
    case ">":
      return x > bound;
    case "<=":
      return x <= bound;
    case ">=":
      return x >= bound;
    case "<>":
      return x !== bound;
    default:
      return x === bound;
  }
}

/** The section for a number and the number as that section sees it: a section for negatives shows no sign. */
function pickSection(sections: readonly Section[], x: number): { readonly section: Section; readonly value: number } | null {
  const [first, second, third] = sections;
  if (!first) return null;
  if (first.condition || second?.condition) {
    if (first.condition ? holds(first.condition, x) : x > 0) return { section: first, value: first.condition && x < 0 ? x : x };
    if (second && (second.condition ? holds(second.condition, x) : sections.length === 2 || x < 0)) return { section: second, value: x };
    if (third) return { section: third, value: x };
    return null;
  }
  if (sections.length === 1) return { section: first, value: x };
  if (sections.length === 2) return x < 0 ? { section: second ?? first, value: -x } : { section: first, value: x };
  if (x > 0) return { section: first, value: x };
  return x < 0 ? { section: second ?? first, value: -x } : { section: third ?? first, value: x };
}

function formatNumber(section: Section, x: number, date1904: boolean): string | null {
  const { tokens } = section;
  const isDate = tokens.some((token) => token.kind === "date" || token.kind === "elapsed" || token.kind === "half");
  if (isDate) return formatDate(tokens, x, date1904, section.numerals);
  if (tokens.some((token) => token.kind === "general")) {
    if (tokens.some((token) => token.kind === "digit" || token.kind === "point" || token.kind === "exponent")) return null;
    const size = generalText(Math.abs(x), section.numerals);
    const body = tokens.map((token) => (token.kind === "general" ? size : token.kind === "literal" ? token.text : token.kind === "percent" ? "%" : "")).join("");
    return x < 0 ? `-${body}` : body;
  }
  if (tokens.some((token) => token.kind === "text")) {
    return tokens.every((token) => token.kind === "text" || token.kind === "literal") ? tokens.map((token) => (token.kind === "text" ? numberToText(x) : token.kind === "literal" ? token.text : "")).join("") : null;
  }
  if (section.numerals !== 0) return formatNumerals(tokens, x, section.numerals);
  if (tokens.some((token) => token.kind === "exponent")) return formatScientific(tokens, x);
  // A slash between digits is a fraction.
  if (tokens.some((token, i) => token.kind === "literal" && token.text.includes("/") && tokens[i - 1]?.kind === "digit" && tokens[i + 1]?.kind === "digit")) return null;
  return formatDecimal(tokens, x);
}

/** Digits of a non-negative number at so many decimals, rounded as Excel rounds what it shows. */
function digitsOf(x: number, decimals: number): { readonly whole: string; readonly fraction: string } | null {
  const rounded = roundDecimal(round15(x), decimals, "half-away");
  if (rounded >= 1e21) return null;
  const text = plainDigits(rounded);
  const [whole = "0", fraction = ""] = text.split(".");
  return { whole: whole === "0" ? "" : whole, fraction: fraction.slice(0, decimals).padEnd(decimals, "0") };
}

/** All digits of a number, without exponent; 15 of them are significant. */
function plainDigits(x: number): string {
  if (Number.isInteger(x) && x < 1e15) return String(x);
  const [mantissa = "0", exponent = "0"] = x.toExponential(14).split("e");
  const digits = mantissa.replace(".", "").replace(/0+$/, "");
  const shift = Number(exponent);
  if (shift < 0) return `0.${"0".repeat(-shift - 1)}${digits}`;
  if (digits.length <= shift + 1) return digits.padEnd(shift + 1, "0");
  return `${digits.slice(0, shift + 1)}.${digits.slice(shift + 1)}`;
}

function formatDecimal(tokens: readonly Token[], x: number): string | null {
  const pointAt = tokens.findIndex((token) => token.kind === "point");
  if (pointAt >= 0 && tokens.slice(pointAt + 1).some((token) => token.kind === "point")) return null;
  const isDigit = (token: Token | undefined): boolean => token?.kind === "digit";
  const lastWhole = pointAt >= 0 ? pointAt : tokens.length;
  const wholeSlots = tokens.slice(0, lastWhole).filter(isDigit).length;
  const fractionSlots = pointAt >= 0 ? tokens.slice(pointAt + 1).filter((token) => token.kind === "digit") : [];
  // Commas behind the last digit divide by a thousand each, commas between digits group.
  let lastDigit = -1;
  tokens.forEach((token, i) => {
    if (isDigit(token)) lastDigit = i;
  });
  let grouping = false;
  let thousands = 0;
  tokens.forEach((token, i) => {
    if (token.kind !== "comma") return;
    const digitBefore = tokens.slice(0, i).some(isDigit);
    if (i < lastWhole && digitBefore && tokens.slice(i + 1, lastWhole).some(isDigit)) grouping = true;
    else if (digitBefore && (i > lastDigit || (pointAt >= 0 && i < pointAt && !tokens.slice(i + 1, pointAt).some(isDigit)))) thousands += 1;
  });
  const percents = tokens.filter((token) => token.kind === "percent").length;
  let scaled = Math.abs(x);
  for (let i = 0; i < percents; i++) scaled = round15(scaled * 100);
  for (let i = 0; i < thousands; i++) scaled /= 1000;
  const digits = digitsOf(scaled, fractionSlots.length);
  if (!digits) return null;
  if (wholeSlots === 0 && pointAt < 0) {
    // No place for digits: only the literal text is shown.
    const shown = tokens.map((token) => (token.kind === "literal" ? token.text : token.kind === "percent" ? "%" : "")).join("");
    return x < 0 && shown !== "" ? `-${shown}` : shown;
  }
  let fraction = "";
  let trailing = true;
  for (let i = fractionSlots.length - 1; i >= 0; i--) {
    const slot = fractionSlots[i];
    const digit = digits.fraction[i] ?? "0";
    if (slot?.kind !== "digit") continue;
    if (trailing && digit === "0" && slot.text !== "0") {
      fraction = (slot.text === "?" ? " " : "") + fraction;
      continue;
    }
    trailing = false;
    fraction = digit + fraction;
  }
  // Whole part: slots from the right; what is left over goes before the first slot.
  const out: string[] = [];
  let slot = 0;
  let placed = 0;
  const whole = digits.whole;
  let fractionAt = 0;
  const grouped = (fromRight: number, digit: string): string => (grouping && fromRight > 0 && fromRight % 3 === 0 ? `${digit},` : digit);
  tokens.forEach((token, i) => {
    switch (token.kind) {
      case "literal":
        out.push(token.text);
        break;
      case "percent":
        out.push("%");
        break;
      case "point":
        out.push(".");
        break;
      case "digit": {
        if (pointAt >= 0 && i > pointAt) {
          if (fractionAt === 0) out.push(fraction);
          fractionAt += 1;
          break;
        }
        const fromRight = wholeSlots - slot - 1;
        slot += 1;
        if (slot === 1) {
          const extra = whole.length - wholeSlots;
          for (let k = 0; k < extra; k++) out.push(grouped(whole.length - 1 - k, whole[k] ?? ""));
          placed = Math.max(0, extra);
        }
        const index = whole.length - 1 - fromRight;
        if (index >= 0 && index >= placed) out.push(grouped(fromRight, whole[index] ?? ""));
        else if (index < 0) {
          if (token.text === "0") out.push(grouped(fromRight, "0"));
          else if (token.text === "?") out.push(" ");
        }
        break;
      }
      default:
        break;
    }
  });
  const body = out.join("");
  // Literals between fraction digits would be swallowed above.
  if (pointAt >= 0 && tokens.slice(pointAt + 1, lastDigit).some((token) => token.kind !== "digit")) return null;
  return x < 0 ? `-${body}` : body;
}

function formatScientific(tokens: readonly Token[], x: number): string | null {
  const at = tokens.findIndex((token) => token.kind === "exponent");
  const mark = tokens[at];
  if (mark?.kind !== "exponent") return null;
  const before = tokens.slice(0, at);
  const after = tokens.slice(at + 1);
  const width = after.filter((token) => token.kind === "digit").length;
  const pointAt = before.findIndex((token) => token.kind === "point");
  const wholeSlots = before.slice(0, pointAt < 0 ? before.length : pointAt).filter((token) => token.kind === "digit").length;
  const decimals = pointAt < 0 ? 0 : before.slice(pointAt + 1).filter((token) => token.kind === "digit").length;
  if (wholeSlots !== 1 || width === 0) return null;
  const size = Math.abs(x);
  let exponent = size === 0 ? 0 : Number(size.toExponential(14).split("e")[1]);
  let mantissa = size === 0 ? 0 : roundDecimal(Number(size.toExponential(14).split("e")[0] ?? "0"), decimals, "half-away");
  if (mantissa >= 10) {
    mantissa /= 10;
    exponent += 1;
  }
  const shown = formatDecimal(before, mantissa);
  if (shown === null) return null;
  const tail = after.map((token) => (token.kind === "literal" ? token.text : "")).join("");
  return `${x < 0 ? "-" : ""}${shown}E${exponent < 0 ? "-" : mark.plus ? "+" : ""}${String(Math.abs(exponent)).padStart(width, "0")}${tail}`;
}

const LOWER_DIGITS = "〇一二三四五六七八九";
const UPPER_DIGITS = "零壹贰叁肆伍陆柒捌玖";
const FULL_DIGITS = "０１２３４５６７８９";
const PLACES: readonly (readonly string[])[] = [
  ["", "十", "百", "千"],
  ["", "拾", "佰", "仟"],
];
const GROUPS = ["", "万", "亿", "兆"];

/** Whole number in Chinese with places (一百二十三); `null` from 10^16 on. */
function chineseWhole(digits: string, upper: boolean): string | null {
  if (digits === "" || digits === "0") return upper ? "零" : "〇";
  if (digits.length > 16) return null;
  const names = upper ? UPPER_DIGITS : LOWER_DIGITS;
  const zero = upper ? "零" : "〇";
  const places = PLACES[upper ? 1 : 0] ?? [];
  let out = "";
  let pendingZero = false;
  let groupHasDigit = false;
  for (let i = 0; i < digits.length; i++) {
    const fromRight = digits.length - 1 - i;
    const digit = Number(digits[i]);
    if (digit === 0) pendingZero = out !== "";
    else {
      if (pendingZero) out += zero;
      pendingZero = false;
      out += (names[digit] ?? "") + (places[fromRight % 4] ?? "");
      groupHasDigit = true;
    }
    if (fromRight % 4 === 0) {
      if (groupHasDigit && fromRight > 0) out += GROUPS[fromRight / 4] ?? "";
      groupHasDigit = false;
    }
  }
  return out;
}

function numeralDigits(digits: string, numerals: 1 | 2 | 3): string {
  const names = numerals === 1 ? LOWER_DIGITS : numerals === 2 ? UPPER_DIGITS : FULL_DIGITS;
  return digits.replace(/\d/g, (digit) => names[Number(digit)] ?? digit);
}

/** General with Chinese numerals: places are named, [DBNum1] and [DBNum2] only. */
function generalText(size: number, numerals: 0 | 1 | 2 | 3): string {
  const text = numberToText(size);
  if (numerals === 0) return text;
  if (numerals === 3 || text.includes("E")) return numeralDigits(text, numerals);
  const [whole = "0", fraction] = text.split(".");
  const named = chineseWhole(whole, numerals === 2) ?? numeralDigits(whole, numerals);
  return fraction === undefined ? named : `${named}.${numeralDigits(fraction, numerals)}`;
}

/** A format of zeros under [DBNum] names each digit by itself. */
function formatNumerals(tokens: readonly Token[], x: number, numerals: 1 | 2 | 3): string | null {
  const plain = formatDecimal(tokens, x);
  return plain === null ? null : numeralDigits(plain, numerals);
}

const WEEKDAYS = "日一二三四五六";
const WEEKDAYS_EN = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS_EN = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function formatDate(tokens: readonly Token[], x: number, date1904: boolean, numerals: 0 | 1 | 2 | 3): string | null {
  if (x < 0 || x >= maxSerial(date1904) + 1) return null;
  // Fractions of a second are shown only where zeros follow the seconds.
  let secondDigits = 0;
  tokens.forEach((token, i) => {
    if (token.kind === "point" && isSeconds(tokens[i - 1])) {
      let n = 0;
      while (tokens[i + 1 + n]?.kind === "digit") n += 1;
      secondDigits = Math.max(secondDigits, n);
    }
  });
  if (secondDigits > 3) return null;
  const unit = 86_400 * 10 ** secondDigits;
  const ticks = Math.round(round15(x * unit));
  const days = Math.floor(ticks / unit);
  const date = dateOfSerial(days, date1904);
  if (!date) return null;
  const ofDay = ticks - days * unit;
  const wholeSeconds = Math.floor(ofDay / 10 ** secondDigits);
  const hours = Math.floor(wholeSeconds / 3600);
  const minutes = Math.floor(wholeSeconds / 60) % 60;
  const seconds = wholeSeconds % 60;
  const half = tokens.some((token) => token.kind === "half");
  const weekday = (date1904 ? days + 5 : days + 6) % 7;
  let out = "";
  const named = (n: number, width: number): string => {
    if (numerals === 0) return String(n).padStart(width, "0");
    if (numerals === 3) return numeralDigits(String(n).padStart(width, "0"), 3);
    return chineseWhole(String(n), numerals === 2) ?? String(n);
  };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) continue;
    switch (token.kind) {
      case "literal":
        out += token.text;
        break;
      case "half":
        out += hours < 12 ? token.am : token.pm;
        break;
      case "elapsed": {
        const total = token.unit === "h" ? days * 24 + hours : token.unit === "m" ? (days * 24 + hours) * 60 + minutes : ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
        out += String(total).padStart(token.width, "0");
        break;
      }
      case "point": {
        if (!isSeconds(tokens[i - 1])) {
          out += ".";
          break;
        }
        let n = 0;
        while (tokens[i + 1 + n]?.kind === "digit") n += 1;
        const part = ofDay - wholeSeconds * 10 ** secondDigits;
        out += n === 0 ? "." : `.${String(part).padStart(secondDigits, "0").slice(0, n)}`;
        i += n;
        break;
      }
      case "date": {
        const { text } = token;
        const width = Math.min(text.length, 2);
        switch (text[0]) {
          case "y": {
            const year = text.length <= 2 ? String(date.year % 100).padStart(2, "0") : String(date.year).padStart(4, "0");
            out += numerals === 0 ? year : numeralDigits(year, numerals);
            break;
          }
          case "a":
            out += (text.length === 4 ? "星期" : "") + (WEEKDAYS[weekday] ?? "");
            break;
          case "d":
            if (text.length <= 2) out += named(date.day, width);
            else if (text.length === 3) out += (WEEKDAYS_EN[weekday] ?? "").slice(0, 3);
            else if (text.length === 4) out += WEEKDAYS_EN[weekday] ?? "";
            else return null;
            break;
          case "h":
            out += named(half ? hours % 12 || 12 : hours, width);
            break;
          case "s":
            out += named(seconds, width);
            break;
          default:
            if (isMinutes(tokens, i)) {
              if (text.length > 2) return null;
              out += named(minutes, width);
            } else if (text.length <= 2) out += named(date.month, width);
            else if (text.length === 3) out += (MONTHS_EN[date.month - 1] ?? "").slice(0, 3);
            else if (text.length === 4) out += MONTHS_EN[date.month - 1] ?? "";
            else if (text.length === 5) out += (MONTHS_EN[date.month - 1] ?? "").slice(0, 1);
            else return null;
        }
        break;
      }
      case "comma":
        out += ",";
        break;
      case "percent":
        out += "%";
        break;
      default:
        return null;
    }
  }
  return out;
}

function isSeconds(token: Token | undefined): boolean {
  return (token?.kind === "date" && token.text.startsWith("s")) || (token?.kind === "elapsed" && token.unit === "s");
}

/** "m" means minutes right after hours or right before seconds. */
function isMinutes(tokens: readonly Token[], at: number): boolean {
  const timeLike = (token: Token): string | null => (token.kind === "date" ? (token.text[0] ?? null) : token.kind === "elapsed" ? token.unit : null);
  for (let i = at - 1; i >= 0; i--) {
    const token = tokens[i];
    const unit = token ? timeLike(token) : null;
    if (unit !== null) {
      if (unit === "h") return true;
      break;
    }
  }
  for (let i = at + 1; i < tokens.length; i++) {
    const token = tokens[i];
    const unit = token ? timeLike(token) : null;
    if (unit !== null) return unit === "s";
  }
  return false;
}
