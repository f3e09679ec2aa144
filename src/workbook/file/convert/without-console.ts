const METHODS = ["error", "warn", "log"] as const;

/**
 * Runs what must not print: SheetJS tells the console of every record that it passes over, and standard error is the
 * command line's own. What goes wrong is thrown, not printed, so nothing is hidden. `work` is synchronous: nobody
 * else can print meanwhile. Errors: those of `work`.
 */
export function withoutConsole<T>(work: () => T extends PromiseLike<unknown> ? never : T): T {
  const before = METHODS.map((method) => ({ method, own: Object.getOwnPropertyDescriptor(console, method) }));
  for (const method of METHODS) console[method] = () => undefined;
  try {
    return work();
  } finally {
    for (const { method, own } of before) {
      if (own) Object.defineProperty(console, method, own);
      else Reflect.deleteProperty(console, method);
    }
  }
}
