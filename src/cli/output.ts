/** A stream of lines whose reader may go away before the end, as `head` does. */
export type Output = { line(text: string): void; isClosed(): boolean };

/** Standard output. When its reader has gone, what is written is dropped without a word; any other failure is thrown. */
export function outputOf(stream: NodeJS.WriteStream): Output {
  let closed = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "EOF") throw error;
    closed = true;
  });
  return {
    line: (text) => {
      if (!closed) stream.write(`${text}\n`);
    },
    isClosed: () => closed,
  };
}
