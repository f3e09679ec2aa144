// Rules of this project that no published ESLint plugin has: who may import whom, and what files are called.
import path from "node:path";

/**
 * The layers of src/, each with what it may import besides itself. A path ending in "/" is a folder, otherwise a
 * file without its extension. The first match counts, so files stand before the folders that hold them.
 */
const layers = [
  { is: "core/", imports: [] },
  { is: "workbook/port", imports: ["core/"] },
  // Ledgers are files beside the workbook, in Excel too: the one part of the file host that the pane loads, when somebody asks for it.
  { is: "workbook/file/ledger-files", imports: ["core/", "workbook/port", "workbook/file/"] },
  { is: "workbook/file/", imports: ["core/", "workbook/port"] },
  { is: "workbook/remote/", imports: ["core/", "workbook/port"] },
  { is: "workbook/excel/", imports: ["core/", "workbook/port"] },
  { is: "i18n/", imports: ["core/"] },
  { is: "app/", imports: ["core/", "workbook/port"] },
  { is: "ui/", imports: ["core/", "workbook/port", "app/", "i18n/"] },
  // Entry points compose: they alone know a host.
  { is: "cli/", imports: ["core/", "workbook/port", "workbook/file/", "workbook/file/ledger-files", "app/", "i18n/"] },
  { is: "workbench/", imports: ["core/", "workbook/port", "workbook/file/", "workbook/remote/", "app/", "i18n/", "ui/"] },
  { is: "taskpane/", imports: ["core/", "workbook/port", "workbook/remote/", "workbook/excel/", "workbook/file/ledger-files", "app/", "i18n/", "ui/"] },
  { is: "commands/", imports: ["core/", "workbook/port", "workbook/excel/", "app/", "i18n/"] },
];

/** Packages that the core may use: pure computation, the same in every host. */
const packagesOfCore = ["fraction.js", "@noble/hashes", "valibot"];
/** Layers that run in Node only. All others are loaded by browsers too. */
const layersOfNode = ["cli/"];

const layerOf = (relative) => layers.find(({ is }) => (is.endsWith("/") ? relative.startsWith(is) : relative === is));

const importDirection = {
  meta: {
    type: "problem",
    schema: [{ type: "object", properties: { sources: { type: "string" } }, required: ["sources"], additionalProperties: false }],
    messages: {
      direction: "'{{from}}' must not import '{{to}}': it may import {{allowed}}.",
      unknown: "'{{path}}' is in no layer known to scripts/lint-rules.mjs: name the layer and what it may import.",
      outside: "Code under src must not import '{{to}}', which lies outside src.",
      package: "The core may not import '{{to}}': only {{allowed}}.",
      node: "'{{from}}' is loaded by browsers too and must not import Node's '{{to}}'.",
    },
  },
  create(context) {
    const sources = context.options[0].sources;
    const relative = toSlashes(path.relative(sources, context.filename)).replace(/\.tsx?$/, "");
    const from = layerOf(relative);

    function check(node, specifier) {
      if (!from) return;
      if (specifier.startsWith(".")) {
        const target = toSlashes(path.relative(sources, path.resolve(path.dirname(context.filename), specifier)));
        // The version has one place; only an entry point needs it.
        if (target === "../package.json" && layersOfNode.includes(from.is)) return;
        if (target.startsWith("../")) return context.report({ node, messageId: "outside", data: { to: specifier } });
        const to = layerOf(target);
        if (!to) return context.report({ node, messageId: "unknown", data: { path: target } });
        if (to !== from && !from.imports.includes(to.is)) {
          context.report({ node, messageId: "direction", data: { from: from.is, to: to.is, allowed: from.imports.join(", ") || "nothing else" } });
        }
      } else if (from.is === "core/") {
        const allowed = packagesOfCore.some((name) => specifier === name || specifier.startsWith(`${name}/`));
        if (!allowed) context.report({ node, messageId: "package", data: { to: specifier, allowed: packagesOfCore.join(", ") } });
      } else if (specifier.startsWith("node:") && !layersOfNode.includes(from.is)) {
        context.report({ node, messageId: "node", data: { from: from.is, to: specifier } });
      }
    }

    const withSource = (node) => node.source && typeof node.source.value === "string" && check(node.source, node.source.value);
    return {
      Program(node) {
        if (!from) context.report({ node, messageId: "unknown", data: { path: relative } });
      },
      ImportDeclaration: withSource,
      ExportNamedDeclaration: withSource,
      ExportAllDeclaration: withSource,
      ImportExpression: withSource,
      TSImportType: (node) => node.source && check(node.source, node.source.value),
    };
  },
};

/** The one module that talks to Excel: every call of `sync` is a round trip, and they are counted. */
const syncPlace = {
  meta: {
    type: "problem",
    schema: [{ type: "object", properties: { only: { type: "string" } }, required: ["only"], additionalProperties: false }],
    messages: { sync: "Only {{only}} may call sync: put the work into a question or a step and let it be sent with others." },
  },
  create(context) {
    const { only } = context.options[0];
    if (path.resolve(context.filename) === path.resolve(only)) return {};
    const isSync = (callee) => callee.type === "MemberExpression" && ((!callee.computed && callee.property.name === "sync") || (callee.computed && callee.property.value === "sync"));
    return { CallExpression: (node) => isSync(node.callee) && context.report({ node, messageId: "sync", data: { only: path.basename(only) } }) };
  },
};

const vagueNames = /^(utils?|helpers?|common|misc|shared|index)$/i;

const fileNames = {
  meta: {
    type: "problem",
    schema: [{ type: "object", properties: { root: { type: "string" } }, required: ["root"], additionalProperties: false }],
    messages: {
      vague: "'{{name}}' says nothing about what is in it: name the concept.",
      style: "'{{name}}' should be kebab-case (components: PascalCase.tsx).",
    },
  },
  create(context) {
    const relative = toSlashes(path.relative(context.options[0].root, context.filename));
    return {
      Program(node) {
        const parts = relative.replace(/(\.(test|d|config))?\.[a-z]+$/, "").split("/");
        const name = parts[parts.length - 1] ?? "";
        for (const part of parts) if (vagueNames.test(part)) context.report({ node, messageId: "vague", data: { name: part } });
        const isComponent = context.filename.endsWith(".tsx") && /^[A-Z][A-Za-z0-9]*$/.test(name);
        if (!isComponent && !/^[a-z0-9]+([.-][a-z0-9]+)*$/.test(name)) context.report({ node, messageId: "style", data: { name } });
      },
    };
  },
};

const toSlashes = (text) => text.split(path.sep).join("/");

/** An ESLint plugin: `import-direction`, `file-names` and `sync-place`. */
export const projectRules = { meta: { name: "twinscore" }, rules: { "import-direction": importDirection, "file-names": fileNames, "sync-place": syncPlace } };
