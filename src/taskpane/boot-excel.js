// In Excel only, ES5 like boot.js: watches over Office's own script, and looks with its help whether this Excel can do
// what the pane needs. Stands after boot.js and before Office's script, which is marked `data-office`.
(function () {
  "use strict";
  /** What the pane needs of ExcelApi: rule AD-11. */
  var FLOOR = "1.14";
  var SLOW_MS = 15000;
  var root = document.documentElement;

  // Over what boot.js found: a newer Excel brings a newer browser, and a broken script is not the browser's fault.
  function fail(reason) {
    if (!root.hasAttribute("data-started")) root.setAttribute("data-failed", reason);
  }

  function officeScript() {
    return document.querySelector("script[data-office]");
  }

  function nameAddress() {
    var places = document.querySelectorAll("#failed .address");
    for (var i = 0; i < places.length; i++) places[i].textContent = officeScript() ? officeScript().src : "";
  }

  function look() {
    var office = window.Office;
    // Something else came in its place, such as a proxy's page.
    if (!office || !office.onReady) return fail("office");
    office.onReady(function (info) {
      if (info && info.host && !office.context.requirements.isSetSupported("ExcelApi", FLOOR)) fail("excel");
    });
  }

  // Captured, because it does not bubble. It comes before the next script runs: the pane asks later than this.
  document.addEventListener(
    "load",
    function (event) {
      if (event.target === officeScript()) look();
    },
    true
  );
  document.addEventListener("readystatechange", nameAddress);
  window.setTimeout(function () {
    if (!window.Office && !root.hasAttribute("data-failed")) fail("slow");
  }, SLOW_MS);
})();
