/** Width of the widest digit of the default font, Calibri 11, in pixels. */
const DIGIT_PIXELS = 7;
const POINTS_PER_PIXEL = 0.75;

/** Column width of a package (characters, padding included) → points. */
export function pointsOfCharacters(characters: number): number {
  return Math.round(characters * DIGIT_PIXELS) * POINTS_PER_PIXEL;
}

/** Points → column width of a package. */
export function charactersOfPoints(points: number): number {
  return points / POINTS_PER_PIXEL / DIGIT_PIXELS;
}

