import type { CodeParams } from "../core/coded-error";

const MEGABYTE = 1024 * 1024;

/** One of anything: a number, a number as text, or a list of one. */
function isOne(value: CodeParams[string]): boolean {
  return Array.isArray(value) ? value.length === 1 : String(value) === "1";
}

/**
 * Replaces each {name} by its parameter; lists are joined by `separator`. {name:MB} shows bytes as megabytes, {name:count} a number with its
 * thousands apart, {name|cell|cells} the first word where the parameter is one and the second otherwise. A parameter that is not given
 * stays visible as {name}.
 */
export function format(template: string, params: CodeParams = {}, separator = "、"): string {
  return template.replace(/\{(\w+)(?::(MB|count)|\|([^{}|]*)\|([^{}|]*))?\}/g, (whole, name: string, unit?: "MB" | "count", one?: string, many?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (one !== undefined && many !== undefined) return isOne(value) ? one : many;
    if (typeof value === "number" && unit) return (unit === "MB" ? Math.round(value / MEGABYTE) : value).toLocaleString("en-US");
    return Array.isArray(value) ? value.join(separator) : String(value);
  });
}
