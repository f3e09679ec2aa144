/** The moment as ISO 8601 with the machine's offset, to the second: "2026-10-08T09:00:00+08:00". */
export function localTime(moment: Date): string {
  const offset = -moment.getTimezoneOffset();
  const two = (value: number): string => String(Math.floor(Math.abs(value))).padStart(2, "0");
  const local = new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}
