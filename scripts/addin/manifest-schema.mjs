// What may stand where in the manifest of a task pane add-in, after Microsoft's published schemas ([MS-OWEMXML]):
// elements in this order and number. Only what this add-in uses; anything else is told as not known here. (AD-1)

const BASE = "http://schemas.microsoft.com/office/appforoffice/1.1";
const OVERRIDES = "http://schemas.microsoft.com/office/taskpaneappversionoverrides";
const BASIC = "http://schemas.microsoft.com/office/officeappbasictypes/1.0";
/** The namespace of `xsi:type`. */
export const INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

const child = (name, type, min = 1, max = 1) => ({ name, type, min, max });
const many = Infinity;

/**
 * Kinds of elements: their namespace, children in order, attributes that must be there, `xsi:type` if they have one,
 * and whether they hold text. `value`: an attribute holding a text or address for people or programs.
 */
const localized = (ns, kind) => ({ ns, attributes: ["DefaultValue"], value: kind, children: [child("Override", ns === BASE ? `${kind}Override` : `basic${kind}Override`, 0, many)] });
const override = (ns, kind) => ({ ns, attributes: ["Locale", "Value"], value: kind, children: [] });
const resource = (kind) => ({ ...localized(BASIC, kind), attributes: ["id", "DefaultValue"] });
const reference = (kind) => ({ ns: OVERRIDES, attributes: ["resid"], resid: kind, children: [] });
const text = (ns = BASE) => ({ ns, text: true, children: [] });

/** By the names of kinds, which `manifestRoot` begins. */
export const manifestKinds = {
  app: {
    ns: BASE,
    type: "TaskPaneApp",
    children: [
      child("Id", "text"),
      child("AlternateId", "text", 0),
      child("Version", "text"),
      child("ProviderName", "text"),
      child("DefaultLocale", "text"),
      child("DisplayName", "Short"),
      child("Description", "Long"),
      child("IconUrl", "Url"),
      child("HighResolutionIconUrl", "Url"),
      child("SupportUrl", "Url", 0),
      child("AppDomains", "domains", 0),
      child("Hosts", "hosts"),
      child("Requirements", "requirements", 0),
      child("DefaultSettings", "settings"),
      child("Permissions", "text"),
      child("VersionOverrides", "overrides", 0),
    ],
  },
  text: text(),
  overridesText: text(OVERRIDES),
  Short: localized(BASE, "Short"),
  Long: localized(BASE, "Long"),
  Url: localized(BASE, "Url"),
  ShortOverride: override(BASE, "Short"),
  LongOverride: override(BASE, "Long"),
  UrlOverride: override(BASE, "Url"),
  domains: { ns: BASE, children: [child("AppDomain", "text", 1, many)] },
  hosts: { ns: BASE, children: [child("Host", "host", 1, many)] },
  host: { ns: BASE, attributes: ["Name"], children: [] },
  requirements: { ns: BASE, children: [child("Sets", "sets", 0)] },
  sets: { ns: BASE, children: [child("Set", "set", 1, many)] },
  set: { ns: BASE, attributes: ["Name"], children: [] },
  settings: { ns: BASE, children: [child("SourceLocation", "Url")] },

  overrides: { ns: OVERRIDES, type: "VersionOverridesV1_0", children: [child("Description", "LongReference", 0), child("Hosts", "overrideHosts"), child("Resources", "resources")] },
  overrideHosts: { ns: OVERRIDES, children: [child("Host", "overrideHost", 1, many)] },
  overrideHost: { ns: OVERRIDES, type: "Workbook", children: [child("DesktopFormFactor", "desktop")] },
  desktop: { ns: OVERRIDES, children: [child("GetStarted", "started", 0), child("FunctionFile", "UrlReference", 0), child("ExtensionPoint", "surface", 1, many)] },
  started: { ns: OVERRIDES, children: [child("Title", "ShortReference"), child("Description", "LongReference"), child("LearnMoreUrl", "UrlReference")] },
  surface: { ns: OVERRIDES, type: "PrimaryCommandSurface", children: [child("CustomTab", "tab")] },
  tab: { ns: OVERRIDES, attributes: ["id"], children: [child("Group", "group", 1, many), child("Label", "ShortReference")] },
  group: { ns: OVERRIDES, attributes: ["id"], children: [child("Label", "ShortReference"), child("Icon", "icon"), child("Control", "button", 1, many)] },
  button: { ns: OVERRIDES, type: "Button", attributes: ["id"], children: [child("Label", "ShortReference"), child("Supertip", "supertip"), child("Icon", "icon"), child("Action", "action")] },
  supertip: { ns: OVERRIDES, children: [child("Title", "ShortReference"), child("Description", "LongReference")] },
  icon: { ns: OVERRIDES, children: [child("Image", "iconImage", 3, many)] },
  iconImage: { ...reference("Image"), ns: BASIC, attributes: ["size", "resid"] },
  action: { ns: OVERRIDES, type: "ShowTaskpane", children: [child("TaskpaneId", "overridesText", 0), child("SourceLocation", "UrlReference"), child("Title", "ShortReference", 0)] },
  ShortReference: reference("Short"),
  LongReference: reference("Long"),
  UrlReference: reference("Url"),

  resources: { ns: OVERRIDES, children: [child("Images", "images"), child("Urls", "urls"), child("ShortStrings", "shortStrings"), child("LongStrings", "longStrings")] },
  images: { ns: BASIC, children: [child("Image", "image", 1, many)] },
  urls: { ns: BASIC, children: [child("Url", "url", 1, many)] },
  shortStrings: { ns: BASIC, children: [child("String", "shortString", 1, many)] },
  longStrings: { ns: BASIC, children: [child("String", "longString", 1, many)] },
  image: { ...resource("Image"), defines: "Image" },
  url: { ...resource("Url"), defines: "Url" },
  shortString: { ...resource("Short"), defines: "Short" },
  longString: { ...resource("Long"), defines: "Long" },
  basicImageOverride: override(BASIC, "Image"),
  basicUrlOverride: override(BASIC, "Url"),
  basicShortOverride: override(BASIC, "Short"),
  basicLongOverride: override(BASIC, "Long"),
};

/** The root element's name and kind. */
export const manifestRoot = { name: "OfficeApp", type: "app" };
