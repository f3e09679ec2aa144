// The add-in's icons: one drawing each in assets/, in all sizes that a ribbon may ask for. (AD-4)

/** Sizes in pixels. Office needs 16, 32 and 80; with the others it does not scale on displays of 125 to 300 %. */
export const ICON_SIZES = [16, 20, 24, 32, 40, 48, 64, 80];

/** The add-in itself, then its five steps. */
export const ICON_NAMES = ["icon", "recognize", "structure", "check", "score", "archive"];
