import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile, rm, type FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

import type { ReadReturn } from "../app/office/collect";
import { parseReading } from "../core/collect/reading-codec";

/** First line of a journal: what does not begin with it is somebody else's file. */
const HEADER = '{"format":"twinscore-collecting/1"}\n';
const CHECK_LETTERS = 16;

/** A return that could be read. */
type Reading = Extract<ReadReturn, { ok: true }>;

/** What an interrupted `collect` had read already. (CO-22) */
export type ReadingJournal = {
  /** The earlier reading of a file of this content; `null`: there is none. `digest`: SHA-256 of the bytes, lower-case hexadecimal. */
  readonly earlier: (digest: string) => Reading | null;
  /** Whether anything was kept, so that it pays to look at contents. */
  readonly hasEarlier: boolean;
  /** Keeps what was read of the content that `reading.digest` names. Never rejects: what cannot be kept is read again next time. */
  readonly keep: (reading: Reading) => Promise<void>;
  /** Leaves it for the next time. */
  readonly close: () => Promise<void>;
  /** Everything is done: nothing is left of it. */
  readonly remove: () => Promise<void>;
};

/** Where the journal of an output lies. */
export function journalPath(output: string): string {
  return `${output}.collecting`;
}

/** SHA-256 of a file, lower-case hexadecimal; `null` where it cannot be read. */
export async function fileDigest(path: string): Promise<string | null> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path), hash);
    return hash.digest("hex");
  } catch {
    // Whoever reads it next says why.
    return null;
  }
}

/** SHA-256 of bytes, lower-case hexadecimal. */
export function digestOf(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * Opens the journal at `path`, or begins one. `program` tells this program from others (the digest of its bundle): what another one read is not used. Lines that
 * are cut off, damaged or not ours are passed over. `null`: it cannot be written, or the file there is no journal; it is then left alone. (CO-22)
 */
export async function openReadingJournal(path: string, program: string): Promise<ReadingJournal | null> {
  let file: FileHandle;
  const known = new Map<string, Reading>();
  try {
    const kept = await keptText(path);
    if (!HEADER.startsWith(kept.slice(0, HEADER.length))) return null;
    for (const line of kept.split("\n")) {
      const reading = readingIn(line, program);
      if (reading?.digest !== undefined) known.set(reading.digest, reading);
    }
    // Entries are about people: nobody else is to read them.
    file = await open(path, "a", 0o600);
    // A line that was cut off ends here; so does a header.
    if (kept.length < HEADER.length) await file.truncate(0);
    await file.appendFile(kept.length < HEADER.length ? HEADER : "\n");
  } catch {
    // A folder that nobody may write to: collecting says so when it saves.
    return null;
  }
  let isSound = true;
  let last = Promise.resolve();
  const append = async (line: string): Promise<void> => {
    if (!isSound) return;
    try {
      await file.appendFile(line);
    } catch {
      // A full disk: what stands there already can still be used.
      isSound = false;
    }
  };
  return {
    hasEarlier: known.size > 0,
    earlier: (digest) => known.get(digest) ?? null,
    // One line after the other: two that are written at once could run into each other.
    keep: (reading) => (last = last.then(() => append(lineOf(reading, program)))),
    close: async () => {
      await last;
      await file.close();
    },
    remove: async () => {
      await last;
      await file.close();
      await rm(path, { force: true });
    },
  };
}

async function keptText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT") return "";
    throw error;
  }
}

function lineOf(reading: Reading, program: string): string {
  const text = JSON.stringify({ ...reading, program });
  return `${digestOf(text).slice(0, CHECK_LETTERS)} ${text}\n`;
}

function readingIn(line: string, program: string): Reading | null {
  const text = line.slice(CHECK_LETTERS + 1);
  if (text === "" || digestOf(text).slice(0, CHECK_LETTERS) !== line.slice(0, CHECK_LETTERS)) return null;
  const kept: unknown = JSON.parse(text);
  if (typeof kept !== "object" || kept === null || !("program" in kept) || kept.program !== program || !("digest" in kept) || !("reading" in kept) || !("hasMacros" in kept) || !("converted" in kept)) return null;
  const { digest, hasMacros, converted } = kept;
  const reading = parseReading(kept.reading);
  if (typeof digest !== "string" || typeof hasMacros !== "boolean" || typeof converted !== "boolean" || !reading) return null;
  return { ok: true, reading, hasMacros, converted, digest };
}
