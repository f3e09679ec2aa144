import { reader } from "./rule-words";

/**
 * What was decided about a subject besides points. "unranked": it has no rank and no band, and takes no place of anybody's (RK-20). "no-grade": it is ranked, but has
 * no band and takes no band's place. "not-best": it cannot be in the best band. (RK-23)
 */
export const STANDINGS = ["unranked", "no-grade", "not-best"] as const;
export type Standing = (typeof STANDINGS)[number];

/** Words of the adjustment sheet in every language that it was ever written in. */
export const standingOfWord = reader<Standing>({ unranked: ["不参加排名", "Not ranked"], "no-grade": ["不定等次", "No grade"], "not-best": ["不得评为最高等次", "Not the best grade"] });
