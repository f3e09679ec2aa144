// Runs before the bundle, in any browser: ES5, nothing from outside. Shows the shell in the chosen theme, and says so
// when the pane cannot start.
(function () {
  "use strict";
  var root = document.documentElement;

  // The first reason is the cause; what fails after it is a consequence. Waiting is no reason.
  function fail(reason) {
    var before = root.getAttribute("data-failed");
    if (root.hasAttribute("data-started") || (before && before !== "slow")) return;
    root.setAttribute("data-failed", reason);
  }

  function chosenTheme() {
    try {
      return JSON.parse(window.localStorage.getItem("twinscore.settings") || "{}").theme;
    } catch (error) {
      return null;
    }
  }

  function isOld() {
    return !(
      window.Promise &&
      window.Worker &&
      window.MessageChannel &&
      window.Intl &&
      window.BigInt &&
      window.structuredClone &&
      Object.hasOwn &&
      Array.prototype.at &&
      window.CSS &&
      window.CSS.supports &&
      window.CSS.supports("inset", "0")
    );
  }

  var theme = chosenTheme();
  if (theme === "dark" || theme === "contrast") root.setAttribute("data-shell", "dark");
  else if (theme !== "light" && window.matchMedia && window.matchMedia("(prefers-color-scheme: dark)").matches) root.setAttribute("data-shell", "dark");

  if (isOld()) fail("old");
  // Captured: a script that cannot be loaded tells only itself. Exceptions come without a target element.
  window.addEventListener(
    "error",
    function (event) {
      var target = event.target;
      if (target && target.tagName === "SCRIPT") fail(target.getAttribute("data-office") === null ? "missing" : "office");
      else if (!target || target === window) fail("exception");
    },
    true
  );
})();
