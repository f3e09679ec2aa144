import type { CodeParams } from "../core/coded-error";

/** Replaces each {name} by its parameter; lists are joined by `separator`. A parameter that is not given stays visible as {name}. */
export function format(template: string, params: CodeParams = {}, separator = "、"): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return Array.isArray(value) ? value.join(separator) : String(value);
  });
}
