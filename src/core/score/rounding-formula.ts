import { SCHEME_NAMES } from "./own-names";
import type { RoundingMode } from "./decimal";

/**
 * `x` at the scheme's digits, its binary noise cut at ten digits first, as `roundScore` does it: ROUND goes half away from
 * zero, and the other ways are said with ROUND too. ROUNDDOWN and MROUND would take the binary neighbour of 2.3 for less than
 * 2.3 in one program or another. Half a unit of the tenth digit tells a remainder from none. (SC-2, SC-67)
 */
export function rounded(x: string, mode: RoundingMode = "half-away"): string {
  const exact = `ROUND(${x},10)`;
  const digits = SCHEME_NAMES.digits;
  switch (mode) {
    case "half-away":
      return `ROUND(${exact},${digits})`;
    case "down":
      return `ROUND(${exact}-SIGN(${exact})*(0.5/10^${digits}-0.00000000005),${digits})`;
    case "up":
      return `ROUND(${exact}+SIGN(${exact})*(0.5/10^${digits}-0.00000000005),${digits})`;
    case "half-even":
      // Halves that ROUND takes to an odd digit: twice the number of units leaves 1 when divided by 4.
      return `ROUND(ROUND(${exact},${digits})-SIGN(${exact})*(MOD(ABS(ROUND(${exact}*2*10^${digits},9-${digits})),4)=1)/10^${digits},${digits})`;
  }
}
