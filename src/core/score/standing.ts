import { reader } from "./rule-words";

/** What was decided about a subject besides points. "unranked": it has no rank and no band, and takes no place of anybody's. (RK-20) */
export const STANDINGS = ["unranked"] as const;
export type Standing = (typeof STANDINGS)[number];

/** Words of the adjustment sheet in every language that it was ever written in. */
export const standingOfWord = reader<Standing>({ unranked: ["不参加排名", "Not ranked"] });
