// The pages are whole without this; it filters an index and hides one of two languages.
(() => {
  "use strict";
  const root = document.documentElement;
  const kept = "emma-errors-language";

  // Before anything is shown, so that nothing moves.
  root.classList.add("js");
  let language = "";
  try {
    language = localStorage.getItem(kept) || "";
  } catch {} // where storage is forbidden, nothing is remembered
  speak(language);

  function speak(chosen) {
    language = chosen === "en" || chosen === "zh" ? chosen : "";
    root.dataset.language = language;
    root.lang = language === "zh" ? root.dataset.chinese : "en";
    for (const button of document.querySelectorAll("[data-speak]")) {
      button.setAttribute("aria-pressed", String(button.dataset.speak === language));
    }
  }

  // As emma_errors.model.folded: NFKC, without case and without a final full stop.
  function folded(text) {
    return [...text.normalize("NFKC")]
      .map((sign) => (sign === "ı" ? sign : sign.toLowerCase().toUpperCase().toLowerCase()))
      .join("")
      .replaceAll("ς", "σ")
      .trim()
      .replace(/\.$/, "")
      .replace(/。$/, "")
      .replaceAll("_", " ");
  }

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector("[type=search]");
    const rows = [...document.querySelectorAll("tr[data-code]")];
    const count = document.querySelector("output");

    speak(language);
    for (const button of document.querySelectorAll("[data-speak]")) {
      button.addEventListener("click", () => {
        speak(button.dataset.speak);
        try {
          localStorage.setItem(kept, language);
        } catch {}
      });
    }

    function shown() {
      return rows.filter((row) => !row.hidden).map((row) => row.querySelector("a"));
    }

    function filter() {
      const wanted = folded(box.value);
      for (const row of rows) {
        const { code, status, texts } = row.dataset;
        const number = wanted !== "" && (code.startsWith(wanted) || status === wanted);
        row.hidden = !number && !texts.split("\n").some((text) => text.includes(wanted));
      }
      for (const group of document.querySelectorAll("tbody, table, section")) {
        group.hidden = !group.querySelector("tr[data-code]:not([hidden])");
      }
      const left = shown().length;
      document.querySelector(".none").hidden = left > 0;
      count.value = `${left} / ${rows.length}`;
      try {
        // Back from a page finds the same rows, and an address can hold a search.
        const query = box.value && `?q=${encodeURIComponent(box.value)}`;
        history.replaceState(null, "", location.pathname + query + location.hash);
      } catch {}
    }

    function clear() {
      box.value = "";
      if (count) filter();
      box.focus();
    }

    if (count) {
      box.value = new URLSearchParams(location.search).get("q") || "";
      if (box.value) box.focus();
      filter();
      box.addEventListener("input", filter);
      box.form.addEventListener("submit", (event) => {
        event.preventDefault();
        const wanted = folded(box.value);
        const exact = rows.find(({ dataset }) => dataset.code === wanted);
        const best = exact ? exact.querySelector("a") : shown()[0];
        if (wanted !== "" && best) best.click();
      });
    }

    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const at = document.activeElement;
      if (event.key === "/" && at !== box) {
        box.focus();
        box.select();
      } else if (event.key === "Escape" && (at === box || rows.includes(at.closest("tr")))) {
        clear();
      } else if (count && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        const links = [box, ...shown()];
        const here = links.indexOf(at);
        if (here < 0) return;
        const next = links[here + (event.key === "ArrowDown" ? 1 : -1)];
        if (next) next.focus();
      } else {
        return;
      }
      event.preventDefault();
    });
  });
})();
