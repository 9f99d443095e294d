// Makes pages that work without it quicker to work with: links and filters change only the parts of a page that differ, the day slider replays the matrix,
// the review queue listens to keys, and files can be dropped. Every state keeps its address. Nothing is fetched but pages of this server.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  // ---- Parts of a page, replaced from another address of the same page.

  let asked = 0;

  // A part within a part goes with it.
  const parts = (page) => [...page.querySelectorAll("[data-part]")].filter((part) => !part.parentElement.closest("[data-part]"));

  async function show(address, options = {}) {
    const mine = ++asked;
    let fresh;
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      location.assign(address);
      return;
    }
    // A later wish overtakes an earlier one.
    if (mine !== asked) return;
    const old = parts(document);
    const now = parts(fresh);
    if (old.length === 0 || old.length !== now.length || old.some((part, at) => part.dataset.part !== now[at].dataset.part)) {
      location.assign(address);
      return;
    }
    const focus = document.activeElement && document.activeElement.id;
    // Closing the evidence leads back to the place that was open.
    const opened = document.querySelector(".held.here a");
    old.forEach((part, at) => {
      if (options.keep && part.contains(options.keep)) return;
      if (part.outerHTML === now[at].outerHTML) return;
      const place = [part.scrollLeft, part.scrollTop];
      const inner = part.querySelector(".wide");
      const wide = inner && [inner.scrollLeft, inner.scrollTop];
      part.replaceWith(now[at]);
      now[at].scrollTo(...place);
      const within = now[at].querySelector(".wide");
      if (wide && within) within.scrollTo(...wide);
    });
    document.title = fresh.title;
    if (options.push) history.pushState(null, "", address);
    else if (options.replace) history.replaceState(null, "", address);
    const wanted = document.getElementById(options.focus || "") || document.getElementById(focus || "") || (!document.getElementById("panel") && opened && document.getElementById(opened.id));
    if (wanted && wanted !== document.activeElement) wanted.focus({ preventScroll: !options.focus });
    settle();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-swap]");
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(link.href, { push: true, focus: link.dataset.focus });
  });

  function address(form) {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value !== "") query.append(name, value);
    // What stands open stays open.
    const here = new URLSearchParams(location.search);
    for (const name of ["open_party", "open_issue"]) if (here.has(name) && !query.has(name) && form.matches("[data-swap]")) query.append(name, here.get(name));
    const text = query.toString();
    return form.action.split("?")[0] + (text ? "?" + text : "");
  }

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && form.matches("form[data-swap]") && event.target.name) show(address(form), { push: true, keep: event.target });
  });

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-swap]")) return;
    event.preventDefault();
    show(address(event.target), { push: true, keep: document.activeElement });
  });

  addEventListener("popstate", () => show(location.href, {}));

  // ---- The article in the panel: its chosen words in view, without moving the page.

  function settle() {
    for (const box of document.querySelectorAll("[data-scroll]")) {
      const words = box.querySelector("mark.chosen");
      if (words) box.scrollTop += words.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
    }
    const open = document.querySelector(".held.here");
    const wide = open && open.closest(".wide");
    if (wide) {
      const [cell, frame] = [open.getBoundingClientRect(), wide.getBoundingClientRect()];
      if (cell.right > frame.right || cell.left < frame.left + 110) wide.scrollLeft += cell.left - frame.left - frame.width / 2;
      if (cell.bottom > frame.bottom || cell.top < frame.top + 60) wide.scrollTop += cell.top - frame.top - frame.height / 2;
    }
    const slider = document.querySelector("input[data-days]");
    if (slider) place(slider);
  }

  // ---- The day slider. It knows the days on which something was said, as days after the first.

  const DAY = 86400000;
  const dayOf = (slider, offset) => new Date(Date.parse(slider.dataset.first) + offset * DAY).toISOString().slice(0, 10);
  const daysOf = (slider) => slider.dataset.days.split(" ").map(Number);

  function nearest(days, value) {
    return days.reduce((best, day) => (Math.abs(day - value) < Math.abs(best - value) ? day : best), days[0]);
  }

  function place(slider) {
    const asOf = new URLSearchParams(location.search).get("as_of");
    const days = daysOf(slider);
    const at = asOf ? Math.round((Date.parse(asOf) - Date.parse(slider.dataset.first)) / DAY) : days[days.length - 1];
    if (document.activeElement !== slider || !slider.matches(":active")) slider.value = at;
    tell(slider, asOf);
  }

  function tell(slider, asOf) {
    const words = asOf || "everything recorded";
    slider.setAttribute("aria-valuetext", words);
    const output = document.getElementById("slider-day");
    if (output) output.textContent = words;
    const field = document.querySelector("form.filters input[name=as_of]");
    if (field) field.value = asOf || "";
  }

  function replay(slider, offset) {
    const day = dayOf(slider, offset);
    const to = new URL(location.href);
    to.searchParams.set("as_of", day);
    to.searchParams.delete("entry");
    to.hash = "";
    tell(slider, day);
    clearTimeout(replay.timer);
    replay.timer = setTimeout(() => show(to.href, { replace: true, keep: slider }), 40);
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches("input[data-days]")) replay(event.target, nearest(daysOf(event.target), Number(event.target.value)));
  });

  document.addEventListener("keydown", (event) => {
    const slider = event.target;
    if (!slider.matches || !slider.matches("input[data-days]")) return;
    const days = daysOf(slider);
    const here = days.indexOf(nearest(days, Number(slider.value)));
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10, Home: -days.length, End: days.length }[event.key];
    if (!step) return;
    event.preventDefault();
    slider.value = days[Math.min(days.length - 1, Math.max(0, here + step))];
    replay(slider, Number(slider.value));
  });

  // ---- The matrix by arrow keys: from place to place, over those without a statement. Escape closes the evidence.

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const close = document.querySelector(".panel .close");
    if (event.key === "Escape" && close && !event.target.matches("input, select, textarea")) return close.click();
    const [, row, column] = /^cell-(\d+)-(\d+)$/.exec(event.target.id || "") || [];
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    if (row === undefined || !step) return;
    event.preventDefault();
    for (let n = 1; n < 400; n++) {
      const next = document.getElementById(`cell-${Number(row) + n * step[0]}-${Number(column) + n * step[1]}`);
      if (next) return next.focus();
    }
  });

  // ---- Review by keyboard: a accept, c correct, r reject, u undo, n next, p previous, ? help. Never while somebody writes.

  document.addEventListener("keydown", (event) => {
    const queue = document.querySelector("[data-queue]");
    if (!queue || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest && event.target.closest("input, select, textarea");
    if (event.key === "Escape") {
      if (field) field.blur();
      document.querySelectorAll("details[data-keys][open]").forEach((d) => d.removeAttribute("open"));
      return;
    }
    if (field && !field.matches("[type=checkbox], [type=radio]")) return;
    const press = (name) => {
      const button = queue.querySelector(`[data-key="${name}"]`) || document.querySelector(`[data-key="${name}"]`);
      if (!button) return;
      event.preventDefault();
      if (button.matches("details")) {
        button.open = true;
        const first = button.querySelector("select, input");
        if (first) first.focus();
      } else button.click();
    };
    if (event.key === "?") {
      event.preventDefault();
      const help = document.querySelector("details[data-keys]");
      if (help) help.open = !help.open;
    } else if (/^[acrunp]$/.test(event.key)) press(event.key);
  });

  // ---- Files dropped on the page that takes articles in.

  document.addEventListener("dragover", (event) => {
    if (document.querySelector("[data-drop]")) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const input = document.querySelector("[data-drop] input[type=file]");
    if (!input || !event.dataTransfer || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    input.files = event.dataTransfer.files;
    input.form.requestSubmit();
  });

  document.addEventListener("DOMContentLoaded", settle);
})();
