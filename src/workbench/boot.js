// Plain ES5, before the bundle: it paints in the chosen theme and explains itself where the bundle cannot start.
// Texts are in both languages here, because the bundle that knows the language is what may be missing.
(function () {
  "use strict";
  var started = false;

  function settings() {
    try {
      return JSON.parse(window.localStorage.getItem("twinscore.settings") || "{}") || {};
    } catch (ignored) {
      return {};
    }
  }

  function explain(zh, en, detail) {
    if (started) return;
    var body = document.getElementById("boot");
    if (!body) return;
    body.setAttribute("role", "alert");
    body.textContent = "";
    var lines = [zh, en, detail];
    var box = document.createElement("div");
    for (var i = 0; i < lines.length; i++) {
      if (!lines[i]) continue;
      var line = document.createElement("p");
      line.textContent = lines[i];
      box.appendChild(line);
    }
    body.appendChild(box);
  }

  // Interfaces that the bundle takes for granted. Syntax that a browser does not know shows when it reads the bundle.
  function isTooOld() {
    return !(window.Worker && window.MessageChannel && window.ResizeObserver && Object.hasOwn && Array.prototype.at && window.structuredClone);
  }

  function tooOld() {
    explain(
      "当前浏览器版本过旧，无法运行双绩工作台。请使用新版 Microsoft Edge、Chrome（109 及以上）、Firefox 或 360 浏览器极速模式打开本页。",
      "This browser is too old for the TwinScore workbench. Open this page in a current Microsoft Edge, Chrome (109 or later) or Firefox.",
      ""
    );
  }

  var chosen = settings().theme;
  var dark = chosen === "dark" || chosen === "contrast" || ((!chosen || chosen === "system") && window.matchMedia && window.matchMedia("(prefers-color-scheme: dark)").matches);

  document.addEventListener("twinscore-started", function () {
    started = true;
  });
  window.addEventListener(
    "error",
    function (event) {
      var target = event.target;
      if (target && target.tagName === "SCRIPT") {
        explain("页面的程序文件没有载入。请检查网络后刷新本页；若仍不行，请联系维护人员。", "A program file of this page could not be loaded. Check the connection and reload; if that does not help, ask whoever maintains TwinScore.", target.src || "");
      } else if (event.message) {
        if (isTooOld() || /SyntaxError/.test(event.message)) tooOld();
        else explain("双绩工作台启动失败。请刷新本页；若仍不行，请把下面一行发给维护人员。", "The TwinScore workbench could not start. Reload the page; if that does not help, send the line below to whoever maintains it.", event.message);
      }
    },
    true
  );
  document.addEventListener("DOMContentLoaded", function () {
    if (dark) document.body.className = "dark";
    if (window.location.protocol === "file:") {
      explain("请通过网页服务器打开本页（例如运行 npm start），不要直接双击文件。", "Open this page through a web server (for example npm start), not as a file.", "");
      started = true;
    } else if (isTooOld()) tooOld();
  });
})();
