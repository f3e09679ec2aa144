// The manifest with the addresses of a deployment. (AD-12)

const DEVELOPMENT = "https://localhost:3000/";

/**
 * `base`: where the folder `web` is served, with a slash at the end. `support`: whom users ask; without it, the workbench's page.
 * Everything else stays as it is in manifest.xml.
 */
export function addinManifest(manifest, base, support = null) {
  const placed = manifest.replaceAll(`"${DEVELOPMENT}`, () => `"${escaped(base)}`).replace(/<!-- For development:[\s\S]*?-->\n/, "");
  return support === null ? placed : placed.replace(/(<SupportUrl DefaultValue=")[^"]*/, (_, before) => before + escaped(support));
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
