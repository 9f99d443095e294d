// What somebody else records appears here: the page asks every two seconds whether the ledger changed, and then shows itself anew in its place. It waits while
// somebody writes, selects or corrects, and says so instead. Without this script a reload does the same.
(() => {
  "use strict";
  const EVERY = 2000;
  let held = null;
  let asking = false;

  const isBusy = () => {
    const field = document.activeElement;
    const writes = field && field.matches("main input:not([type=range]), main select, main textarea");
    const selects = getSelection() && !getSelection().isCollapsed;
    const edited = [...document.querySelectorAll("main form[method=post] :is(input, textarea):not([type=hidden])")].some((f) => f.value !== f.defaultValue);
    return writes || selects || edited || document.querySelector("main form[method=post] details[open]") !== null;
  };

  function tell() {
    if (document.getElementById("changed")) return;
    const line = document.createElement("p");
    line.id = "changed";
    line.className = "notice";
    line.setAttribute("role", "status");
    line.append("Something was recorded meanwhile. ");
    const link = document.createElement("a");
    link.href = location.href;
    link.textContent = "Show it";
    line.append(link);
    document.querySelector("main").prepend(line);
  }

  async function show() {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (isBusy()) return tell();
    document.querySelector("footer").replaceChildren(...fresh.querySelector("footer").childNodes);
    // The matrix is replayed by the desk script, which then changes its parts by itself and keeps the slider.
    if (document.querySelector("input[data-days]")) return dispatchEvent(new PopStateEvent("popstate"));
    const focus = document.activeElement && document.activeElement.id;
    document.querySelector("main").replaceChildren(...fresh.querySelector("main").childNodes);
    const wanted = document.getElementById(focus || "");
    if (wanted) wanted.focus({ preventScroll: true });
  }

  async function look() {
    if (asking || document.visibilityState !== "visible") return;
    asking = true;
    try {
      const answer = await fetch("/stamp", { credentials: "same-origin" });
      if (answer.ok && !answer.redirected) {
        const now = (await answer.text()).trim();
        if (held !== null && now !== held) {
          if (isBusy()) tell();
          else await show();
        }
        held = now;
      }
    } catch {
      // The server is away; the next look tells.
    }
    asking = false;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const page = document.querySelector("[data-held]");
    if (!page) return;
    held = page.dataset.held;
    setInterval(look, EVERY);
    document.addEventListener("visibilitychange", look);
  });
})();
