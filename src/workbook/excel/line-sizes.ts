/** Width of the widest digit of the standard font at 96 dpi, in pixels. */
const DIGIT_PIXELS = 7;
const POINTS_PER_PIXEL = 0.75;

/** Column width of a plan, in characters of the standard font, padding included → points, as Excel wants it. */
export function pointsOfCharacters(characters: number): number {
  return Math.round(characters * DIGIT_PIXELS) * POINTS_PER_PIXEL;
}
