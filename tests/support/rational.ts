/** An exact fraction, by its own arithmetic: the tests must not add up with the product's. `d` is above 0. */
export type Rational = { readonly n: bigint; readonly d: bigint };

/** "0.1", "-2.675", "30": the decimal that the text says, not the binary number next to it. */
export function rational(text: string | number): Rational {
  const [, sign = "", whole = "0", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(text)) ?? [];
  if (String(text) !== `${sign}${whole}${fraction === "" ? "" : `.${fraction}`}`) throw new Error(`not a plain decimal: ${String(text)}`);
  return { n: BigInt(`${sign}${whole}${fraction}`), d: 10n ** BigInt(fraction.length) };
}

export const sum = (items: readonly Rational[]): Rational => items.reduce((a, b) => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d }), { n: 0n, d: 1n });
export const times = (a: Rational, b: Rational): Rational => ({ n: a.n * b.n, d: a.d * b.d });
export const over = (a: Rational, b: Rational): Rational => (b.n < 0n ? { n: -a.n * b.d, d: -a.d * b.n } : { n: a.n * b.d, d: a.d * b.n });

/** Half away from zero at so many digits. */
export function rounded(value: Rational, digits: number): Rational {
  const scaled = 2n * (value.n < 0n ? -value.n : value.n) * 10n ** BigInt(digits) + value.d;
  const whole = scaled / (2n * value.d);
  return { n: value.n < 0n ? -whole : whole, d: 10n ** BigInt(digits) };
}

/** Rounded at 10 digits and then at the stated one, without zeros at the end: "86.1", "-0.25", "90". (SC-2) */
export function scoreText(value: Rational, digits = 2): string {
  const { n } = rounded(rounded(value, 10), digits);
  const padded = (n < 0n ? -n : n).toString().padStart(digits + 1, "0");
  const fraction = padded.slice(padded.length - digits).replace(/0+$/, "");
  return `${n < 0n ? "-" : ""}${padded.slice(0, padded.length - digits)}${digits === 0 || fraction === "" ? "" : `.${fraction}`}`;
}
