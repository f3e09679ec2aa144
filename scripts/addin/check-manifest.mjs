// The add-in's manifest, checked without any network: what Microsoft's validation service would refuse, and what it does
// not know, namely that our own files fit. Rules AD-1 to AD-8 in docs/spec/add-in.md.
import { createRequire } from "node:module";
import { ICON_SIZES } from "./icons.mjs";
import { INSTANCE, manifestKinds, manifestRoot } from "./manifest-schema.mjs";

const require = createRequire(import.meta.url);
const DEFAULT_LOCALE = "zh-CN";
const OTHER_LOCALES = ["en-US"];
/** In characters, after the schema's ShortString, LongString and URL. */
const MAX_LENGTH = { Short: 125, Long: 250, Url: 2048, Image: 2048 };
const MAX_RESID_LENGTH = 32;
/** What the base part may ask for at most: any Excel that knows add-ins opens the pane, and the pane says what is missing. */
const BASE_REQUIREMENT = { name: "ExcelApi", version: "1.1" };
/** Edge lengths of the pictures of the base part, in pixels. */
const BASE_ICONS = { IconUrl: 32, HighResolutionIconUrl: 64 };

/** True for names of the computer that asks, which are other computers to everybody else. */
export function isThisComputer(hostname) {
  return /^(localhost|.*\.localhost|127\..*|\[::1\]|0\.0\.0\.0)$/i.test(hostname);
}

/** The five steps, as the pane names them in its address. */
export const MANIFEST_STEPS = ["recognize", "structure", "check", "score", "archive"];

/**
 * All that is wrong, in the order of the file: `{ rule, line, text }`.
 * `readFile(name)`: a file below the add-in's address as a Buffer, or null.
 * `production`: the manifest goes to users, so that nothing may lie on this computer and its pages have to be there.
 */
export function checkManifest(xml, { readFile, production }) {
  const problems = [];
  const report = (rule, node, text) => problems.push({ rule, line: node?.lineNumber ?? 1, text });
  const root = parse(xml, report);
  if (!root) return problems;

  const found = { resources: new Map(), references: [], values: [] };
  if (root.localName !== manifestRoot.name) report("AD-1", root, `the root is <${root.localName}>, not <${manifestRoot.name}>`);
  else visit(root, manifestRoot.type, found, report);
  if (problems.length > 0) return problems;

  checkIdentity(root, report);
  checkRequirements(root, report);
  checkReferences(found, report);
  for (const value of found.values) checkValue(value, report);
  checkAddresses(root, found, { readFile, production }, report);
  checkIcons(root, found, readFile, report);
  checkSteps(root, found, report);
  return problems.sort((a, b) => a.line - b.line);
}

function parse(xml, report) {
  // Only now: whoever imports this file may still have to install it.
  const { DOMParser } = require("@xmldom/xmldom");
  try {
    const onError = (level, message) => {
      throw new Error(`${level}: ${message}`);
    };
    return new DOMParser({ onError }).parseFromString(xml, "text/xml").documentElement;
  } catch (error) {
    report("AD-1", null, `this is not well-formed XML: ${error.message.split("\n")[0]}`);
    return null;
  }
}

const elementsOf = (node) => Array.from(node.childNodes).filter(({ nodeType }) => nodeType === 1);
const textOf = (node) => node.textContent.trim();
const at = (node, ...names) => names.reduce((here, name) => here && elementsOf(here).find(({ localName }) => localName === name), node);
const all = (node, name) => elementsOf(node).flatMap((child) => [...(child.localName === name ? [child] : []), ...all(child, name)]);

/** Compares an element with its kind, and collects what it defines, refers to and says. */
function visit(element, kindName, found, report) {
  const kind = manifestKinds[kindName];
  const name = element.nodeName;
  if (element.namespaceURI !== kind.ns) report("AD-1", element, `<${name}> is in the namespace ${element.namespaceURI}, not ${kind.ns}`);
  const type = element.getAttributeNS(INSTANCE, "type") || undefined;
  if (type !== kind.type) report("AD-1", element, `<${name}> has xsi:type ${type}, not ${kind.type}`);
  for (const attribute of kind.attributes ?? []) if (!element.getAttribute(attribute)) report("AD-1", element, `<${name}> has no ${attribute}`);
  if (kind.text && !textOf(element)) report("AD-1", element, `<${name}> is empty`);
  if (!kind.text && Array.from(element.childNodes).some(({ nodeType, nodeValue }) => nodeType === 3 && nodeValue.trim())) report("AD-1", element, `<${name}> holds text`);

  if (kind.defines) {
    const id = element.getAttribute("id");
    if (found.resources.has(id)) report("AD-5", element, `the resource "${id}" is defined twice`);
    found.resources.set(id, { kind: kind.defines, element });
  }
  if (kind.resid) found.references.push({ kind: kind.resid, id: element.getAttribute("resid"), element });
  if (kind.value && element.localName !== "Override") found.values.push({ kind: kind.value, element });

  const children = elementsOf(element);
  const places = kind.children.map((place) => ({ ...place, count: children.filter(({ localName }) => localName === place.name).length }));
  for (const { name: wanted, min, max, count } of places) {
    if (count < min) report("AD-1", element, `<${name}> has ${count} <${wanted}>, at least ${min} must be there`);
    if (count > max) report("AD-1", element, `<${name}> has ${count} <${wanted}>, only ${max} may be there`);
  }
  let reached = 0;
  for (const child of children) {
    const index = places.findIndex((place) => place.name === child.localName);
    if (index < 0) report("AD-1", child, `<${child.nodeName}> is not known within <${name}>`);
    else {
      if (index < reached) report("AD-1", child, `<${child.nodeName}> must stand before <${places[reached].name}>`);
      reached = Math.max(reached, index);
      visit(child, places[index].type, found, report);
    }
  }
}

function checkIdentity(root, report) {
  const id = at(root, "Id");
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.test(textOf(id))) report("AD-2", id, `"${textOf(id)}" is no GUID`);
  const version = at(root, "Version");
  if (!/^[1-9]\d{0,4}(\.\d{1,5}){3}$/.test(textOf(version))) report("AD-2", version, `the version "${textOf(version)}" is not four numbers from 1.0.0.0 on`);
  const locale = at(root, "DefaultLocale");
  if (textOf(locale) !== DEFAULT_LOCALE) report("AD-6", locale, `the default language is ${textOf(locale)}, not ${DEFAULT_LOCALE}`);
  const permissions = at(root, "Permissions");
  if (textOf(permissions) !== "ReadWriteDocument") report("AD-7", permissions, `the permission is ${textOf(permissions)}: the add-in reads and writes the workbook`);
  const ids = new Map();
  for (const element of [...all(root, "CustomTab"), ...all(root, "Group"), ...all(root, "Control")]) {
    const own = element.getAttribute("id");
    if (ids.has(own)) report("AD-2", element, `the id "${own}" is taken already in line ${ids.get(own)}`);
    if (own.length > MAX_LENGTH.Short) report("AD-2", element, `the id "${own}" is longer than ${MAX_LENGTH.Short} characters`);
    ids.set(own, element.lineNumber);
  }
}

function checkRequirements(root, report) {
  const hosts = elementsOf(at(root, "Hosts")).map((host) => host.getAttribute("Name"));
  if (hosts.join() !== "Workbook") report("AD-7", at(root, "Hosts"), `the hosts are ${hosts.join(", ")}, not Workbook alone`);
  const sets = at(root, "Requirements", "Sets");
  for (const set of sets ? elementsOf(sets) : []) {
    const version = set.getAttribute("MinVersion") || sets.getAttribute("DefaultMinVersion") || "1.1";
    if (set.getAttribute("Name") !== BASE_REQUIREMENT.name || version !== BASE_REQUIREMENT.version) {
      report("AD-7", set, `${set.getAttribute("Name")} ${version} is asked for: only ${BASE_REQUIREMENT.name} ${BASE_REQUIREMENT.version} may be, the pane says the rest`);
    }
  }
}

function checkReferences({ resources, references }, report) {
  const used = new Set();
  for (const { kind, id, element } of references) {
    used.add(id);
    const resource = resources.get(id);
    if (!resource) report("AD-5", element, `resid "${id}" is not defined`);
    else if (resource.kind !== kind) report("AD-5", element, `resid "${id}" is of kind ${resource.kind}, ${kind} is wanted here`);
  }
  for (const [id, { element }] of resources) {
    if (id.length > MAX_RESID_LENGTH) report("AD-5", element, `the id "${id}" is longer than ${MAX_RESID_LENGTH} characters`);
    if (!used.has(id)) report("AD-5", element, `the resource "${id}" is used nowhere`);
  }
}

/** A text or address with its overrides: texts in every language, none too long. Addresses and pictures are the same in all. */
function checkValue({ kind, element }, report) {
  const translations = elementsOf(element).map((one) => ({ locale: one.getAttribute("Locale"), value: one.getAttribute("Value"), element: one }));
  const isText = kind === "Short" || kind === "Long";
  const wanted = isText ? OTHER_LOCALES : [];
  const name = element.getAttribute("id") || element.nodeName;
  for (const locale of wanted) if (!translations.some((one) => one.locale === locale)) report("AD-6", element, `"${name}" has no text for ${locale}`);
  for (const [index, { locale, element: one }] of translations.entries()) {
    if (!wanted.includes(locale)) report("AD-6", one, `"${name}" has a value for ${locale}, which is no language of the add-in`);
    if (translations.findIndex((other) => other.locale === locale) !== index) report("AD-6", one, `"${name}" has two values for ${locale}`);
  }
  for (const value of [element.getAttribute("DefaultValue"), ...translations.map((one) => one.value)]) {
    if (value.length > MAX_LENGTH[kind]) report("AD-6", element, `"${name}" is longer than ${MAX_LENGTH[kind]} characters`);
  }
  if (isText && !/[一-鿿]/.test(element.getAttribute("DefaultValue"))) report("AD-6", element, `"${name}" is not in Chinese by default`);
}

/** The folder that the add-in's page lies in, with a slash at the end. */
function addressOf(root) {
  const page = at(root, "DefaultSettings", "SourceLocation").getAttribute("DefaultValue");
  return URL.canParse(page) ? new URL(".", page).href : null;
}

function checkAddresses(root, { values }, { readFile, production }, report) {
  const base = addressOf(root);
  for (const { kind, element } of values) {
    if (kind !== "Url" && kind !== "Image") continue;
    const value = element.getAttribute("DefaultValue");
    if (!URL.canParse(value)) {
      report("AD-3", element, `"${value}" is no full address`);
      continue;
    }
    const { protocol, hostname, pathname, href } = new URL(value);
    if (protocol !== "https:") report("AD-3", element, `${value} is not an HTTPS address`);
    if (production && isThisComputer(hostname)) report("AD-3", element, `${value} is an address of this computer only`);
    // Whom users ask may be anybody; everything else is loaded from the add-in's own folder.
    if (element.localName === "SupportUrl") continue;
    if (!href.startsWith(base)) report("AD-3", element, `${value} is not below ${base}`);
    else if (kind === "Url" && production && !readFile(decodeURIComponent(pathname.slice(new URL(base).pathname.length)))) report("AD-3", element, `the page ${value} is not in the package`);
  }
}

function checkIcons(root, { resources }, readFile, report) {
  const base = addressOf(root);
  const check = (element, address, size) => {
    if (!base || !address.startsWith(base)) return;
    const name = decodeURIComponent(address.slice(base.length));
    const picture = readFile(name);
    if (!picture) return report("AD-4", element, `there is no file ${name}`);
    const measured = pngSize(picture);
    if (!measured) return report("AD-4", element, `${name} is no PNG`);
    if (measured.width !== size || measured.height !== size) report("AD-4", element, `${name} is ${measured.width} × ${measured.height} pixels, not ${size} × ${size}`);
  };
  for (const [name, size] of Object.entries(BASE_ICONS)) check(at(root, name), at(root, name).getAttribute("DefaultValue"), size);
  for (const icon of all(root, "Icon")) {
    const images = elementsOf(icon);
    const sizes = images.map((image) => Number(image.getAttribute("size")));
    const missing = ICON_SIZES.filter((size) => !sizes.includes(size));
    const strange = sizes.filter((size) => !ICON_SIZES.includes(size));
    if (missing.length > 0) report("AD-4", icon, `sizes ${missing.join(", ")} are missing`);
    if (strange.length > 0) report("AD-4", icon, `sizes ${strange.join(", ")} are not among those that Office knows`);
    if (new Set(sizes).size !== sizes.length) report("AD-4", icon, "a size is there twice");
    for (const image of images) {
      const resource = resources.get(image.getAttribute("resid"));
      if (resource?.kind === "Image") check(image, resource.element.getAttribute("DefaultValue"), Number(image.getAttribute("size")));
    }
  }
}

/** Width and height in pixels of a PNG's header, or null. */
function pngSize(bytes) {
  const isPng = bytes.length >= 24 && bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) && bytes.toString("latin1", 12, 16) === "IHDR";
  return isPng ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : null;
}

/** One button a step, in their order, all in the one pane, each opening the page that the base part opens, at its step. */
function checkSteps(root, { resources }, report) {
  const overrides = at(root, "VersionOverrides");
  if (!overrides) return;
  const page = at(root, "DefaultSettings", "SourceLocation").getAttribute("DefaultValue");
  const actions = all(overrides, "Action");
  const addresses = actions.map((action) => resources.get(at(action, "SourceLocation").getAttribute("resid"))?.element.getAttribute("DefaultValue"));
  const wanted = MANIFEST_STEPS.map((step) => `${page}?step=${step}`);
  if (addresses.join("\n") !== wanted.join("\n")) report("AD-8", overrides, `the buttons open ${addresses.join(", ")}, not ${wanted.join(", ")}`);
  const panes = new Set(actions.map((action) => at(action, "TaskpaneId") && textOf(at(action, "TaskpaneId"))));
  if (panes.size !== 1 || panes.has(undefined)) report("AD-8", overrides, "the buttons do not all open the same pane (TaskpaneId)");
}
