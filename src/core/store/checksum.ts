import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** SHA-256 over UTF-8, lower-case hexadecimal, 64 letters. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** Crockford's alphabet: no I, L, O, U, so that letters can be read aloud. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The first `letters` letters (at most 51) of the SHA-256 of a text, five bits each. */
export function checkLetters(text: string, letters: number): string {
  let result = "";
  let bits = 0;
  let held = 0;
  for (const byte of sha256(utf8ToBytes(text))) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && result.length < letters) {
      bits -= 5;
      result += ALPHABET.charAt((held >> bits) & 31);
      held &= (1 << bits) - 1;
    }
    if (result.length === letters) break;
  }
  return result;
}

/** The lowest bits of a number as letters, five bits each; at most six letters. */
export function lettersOf(bits: number, letters: number): string {
  let text = "";
  for (let i = 0; i < letters; i++) text += ALPHABET.charAt((bits >>> (5 * i)) & 31);
  return text;
}
