// The pane's page as Excel loads it, made from the page that the workbench frames: the same bundle, with Office's own script before it
// and a policy of what may be loaded. Rules AD-9 to AD-11 in docs/spec/add-in.md.

/** Where Office's script comes from, for the names that `--office-js` knows. */
export const OFFICE_JS = {
  global: "https://appsforoffice.microsoft.com/lib/1/hosted/office.js",
  "21vianet": "https://appsforoffice.cdn.partner.office365.cn/appsforoffice/lib/1/hosted/office.js",
};

const POLICY_PLACE = "<!-- excel: policy -->";
const OFFICE_PLACE = /<!-- excel: office (\S+) -->/;

/**
 * What the page may load and do: its own files and Office's script, nothing else. It can send nothing anywhere.
 * Styles are made at run time by the UI library, hence 'unsafe-inline' for them alone.
 */
export function addinPolicy(officeJs) {
  const scripts = URL.canParse(officeJs) ? `'self' ${new URL(officeJs).origin}` : "'self'";
  const parts = { "default-src": "'none'", "script-src": scripts, "style-src": "'self' 'unsafe-inline'", "img-src": "'self' data:", "font-src": "'self' data:", "worker-src": "'self'", "base-uri": "'none'", "form-action": "'none'" };
  return Object.entries(parts)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}

/**
 * `paneHtml`: the built page of the pane. `officeJs`: a full HTTPS address, or one below the page ("office/office.js").
 * Throws an Error when the page has not the two places for it.
 */
export function addinPage(paneHtml, officeJs) {
  const boot = OFFICE_PLACE.exec(paneHtml)?.[1];
  const bundle = paneHtml.search(/<script defer[^>]*src="/);
  if (!boot || !paneHtml.includes(POLICY_PLACE) || !paneHtml.includes("<html ")) throw new Error("the pane's page has no places for Office's script and policy");
  if (bundle >= 0 && bundle < paneHtml.search(OFFICE_PLACE)) throw new Error("the pane's bundle would run before Office's script");
  return paneHtml
    .replace("<html ", '<html data-host="excel" ')
    .replace(POLICY_PLACE, () => `<meta http-equiv="Content-Security-Policy" content="${addinPolicy(officeJs)}" />`)
    .replace(OFFICE_PLACE, () => `<script src="${boot}"></script>\n    <script defer data-office src="${escaped(officeJs)}"></script>`);
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
