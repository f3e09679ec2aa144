import type { CodeParams } from "../core/coded-error";

const MEGABYTE = 1024 * 1024;

/**
 * Replaces each {name} by its parameter; lists are joined by `separator`. {name:MB} shows bytes as megabytes, {name:count} a number with its
 * thousands apart. A parameter that is not given stays visible as {name}.
 */
export function format(template: string, params: CodeParams = {}, separator = "、"): string {
  return template.replace(/\{(\w+)(?::(MB|count))?\}/g, (whole, name: string, unit?: "MB" | "count") => {
    const value = params[name];
    if (value === undefined) return whole;
    if (typeof value === "number" && unit) return (unit === "MB" ? Math.round(value / MEGABYTE) : value).toLocaleString("en-US");
    return Array.isArray(value) ? value.join(separator) : String(value);
  });
}
