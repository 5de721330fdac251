// The pages are whole without this: it searches and filters an index, copies code and hides one of
// two languages.
(() => {
  "use strict";
  const root = document.documentElement;
  const kept = "emma-errors-language";

  // Before anything is shown, so that nothing moves.
  root.classList.add("js");
  let language = /^(zh|cmn|yue)\b/i.test(navigator.language) ? "zh" : "";
  try {
    language = localStorage.getItem(kept) ?? language;
  } catch {} // where storage is forbidden, nothing is remembered
  showLanguage(language);

  function showLanguage(chosen) {
    language = chosen === "en" || chosen === "zh" ? chosen : "";
    root.dataset.language = language;
    root.lang = language === "zh" ? root.dataset.chinese : "en";
    for (const button of document.querySelectorAll("[data-show]")) {
      button.setAttribute("aria-pressed", String(button.dataset.show === language));
    }
    // There can be no markup in these, so they hold both texts.
    for (const part of document.querySelectorAll("[data-en]")) {
      const { en, zh } = part.dataset;
      const shown = part.nodeName === "INPUT" ? "placeholder" : "label";
      part[shown] = part.dataset[language] ?? `${en} ${zh}`;
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
      .replace(/。$/, "");
  }

  // Characters that Traditional and Simplified Chinese write differently: those of the tables, and
  // more that an API's texts have.
  const TRADITIONAL =
    "佇來係個側備傳僅價優儲內冊別刪則務勢匯區協參員問啟單國圍圖執報場塊壓壞夠夾實審寫尋對導屆屬師帳帶" +
    "庫廣廳彈後徑復徵愛態憑應戶拋換擇據擴敗數斷於時晝暫曆會東條業極構標樣橋機檔檢檻欄權歷沒減測滿漢潔" +
    "潛濾災為無營狀狹獎獨獲現環產畫異發監盤確碼礎禮稅種稱積穩競筆範簡簽籤糧約紅純級細終組結絕絡統經維" +
    "網緊緒線緩緯練縣縮縱總織繪繳續義聞聯聲職聽肅腳臉與舉舊艱藝蘭處號蟲術衝補裝複見規視親覽觀訂計訊訓" +
    "託記訪設許註評詞詢試話該詳誌認語誤說調請論謝證識譯議護讀變讓讚豐負財貨責貴買費貼資賣質賬賴購贈贊" +
    "跡車軟軸較載輕輛輪輸轉辦農這連週運過達違遞遠適遷選還邊鄉鄰醫釋針鈕銀銷鋪錄錯鍵鎖鎮鏈鏡鐘鐵長門閉" +
    "開間閱關陣陰陽隊際險隱雙離難雲電靈靜響頁順須預領頭頻題額願類顧顯風飛飲餘館駐駕驅驗體魚鳥鹽麥黃點" +
    "齊齒龍";
  const SIMPLIFIED =
    "伫来系个侧备传仅价优储内册别删则务势汇区协参员问启单国围图执报场块压坏够夹实审写寻对导届属师帐带" +
    "库广厅弹后径复征爱态凭应户抛换择据扩败数断于时昼暂历会东条业极构标样桥机档检槛栏权历没减测满汉洁" +
    "潜滤灾为无营状狭奖独获现环产画异发监盘确码础礼税种称积稳竞笔范简签签粮约红纯级细终组结绝络统经维" +
    "网紧绪线缓纬练县缩纵总织绘缴续义闻联声职听肃脚脸与举旧艰艺兰处号虫术冲补装复见规视亲览观订计讯训" +
    "托记访设许注评词询试话该详志认语误说调请论谢证识译议护读变让赞丰负财货责贵买费贴资卖质账赖购赠赞" +
    "迹车软轴较载轻辆轮输转办农这连周运过达违递远适迁选还边乡邻医释针钮银销铺录错键锁镇链镜钟铁长门闭" +
    "开间阅关阵阴阳队际险隐双离难云电灵静响页顺须预领头频题额愿类顾显风飞饮余馆驻驾驱验体鱼鸟盐麦黄点" +
    "齐齿龙";
  const simplified = new Map([...TRADITIONAL].map((sign, at) => [sign, [...SIMPLIFIED][at]]));

  // As a search compares: names, texts and messages as words, Chinese in one script and without
  // blanks around it.
  function compared(text) {
    return folded(text)
      .replace(/[\u3400-\u9fff]/g, (sign) => simplified.get(sign) ?? sign)
      .replace(/_|(?<=\w)-(?=\w)/g, " ")
      .replace(/\s+/g, " ")
      .replace(/ (?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff]) /g, "");
  }

  // A text as the table has it, with %s for a parameter.
  function template(element) {
    return [...element.childNodes]
      .map((node) => (node.nodeName === "VAR" ? "%s" : node.textContent))
      .join("");
  }

  // A text with parameters as what matches it with arguments; null where the text says too little.
  function pattern(text) {
    const parts = text.split("%s");
    if (parts.length === 1 || parts.join("").replace(/[^\p{L}]/gu, "").length < 4) return null;
    return parts.map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("(.+?)");
  }

  // What the search and the filters know of a row.
  function read(row) {
    const [, shown, named, advice, status] = row.cells;
    const { message = "", description = "", code } = row.dataset;
    const name = compared(named.textContent);
    const texts = [...[...shown.children].map(template), message, description].map(compared);
    const { catalog } = row.closest("table").dataset;
    return {
      row,
      catalog,
      code: compared(code),
      type: compared(`${catalog}.${code}`),
      category: row.parentElement.dataset.category,
      status: status.textContent,
      advice: advice.textContent,
      texts: [name, name.replaceAll(" ", ""), compared(advice.textContent), ...texts],
      // What can stand in a longer text, such as a line of a log: not an everyday word.
      names: name.includes(" ") ? [name, name.replaceAll(" ", "")] : [],
      messages: texts.filter((text) => text && !text.includes("%s") && heavy(text)),
      patterns: texts.map(pattern).filter((source) => source !== null),
    };
  }

  // Whether a text is too long to stand in another by chance; a Chinese character is a word.
  function heavy(text) {
    return text.length + text.replace(/[^\u3400-\u9fff]/g, "").length * 2 > 9;
  }

  // Whether a row has what was typed.
  function has(entry, wanted) {
    const status = /^(?:http(?:\/[\d.]+)?|status|状态)[^\d]*(\d{1,3})\b/.exec(wanted);
    return (
      entry.texts.some((text) => text.includes(wanted)) ||
      entry.code.startsWith(wanted) ||
      (wanted.includes(".") && entry.type.startsWith(wanted)) ||
      entry.catalog === wanted ||
      entry.status === wanted ||
      (status !== null && entry.status.startsWith(status[1])) ||
      entry.patterns.some((source) => new RegExp(`^${source}$`).test(wanted))
    );
  }

  // A text as words between blanks, to find whole words in.
  function words(text) {
    return ` ${text.replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
  }

  // Whether what was pasted, such as a body or a line of a log, has a row in it.
  function within(entry, pasted) {
    const labelled = /\bcode["']?\s*[:=]\s*["']?(-?[^\s"',;}]+)|^\[(.+?)\]/.exec(pasted);
    const each = words(pasted);
    return (
      (labelled !== null && entry.code === (labelled[1] ?? labelled[2])) ||
      each.includes(words(entry.type)) ||
      entry.names.some((name) => each.includes(words(name))) ||
      entry.messages.some((text) => pasted.includes(text)) ||
      entry.patterns.some((source) => new RegExp(source).test(pasted))
    );
  }

  // Put a button to copy at each piece of code.
  function offerCopies() {
    const template = document.querySelector("template");
    const status = document.querySelector(".copied");
    let hiding = 0;
    for (const place of document.querySelectorAll(".copy")) {
      const button = template.content.firstElementChild.cloneNode(true);
      const code = place.querySelector("code");
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(code.textContent);
        } catch {
          // Without a secure connection there is no clipboard: what is selected can be copied.
          getSelection().selectAllChildren(code);
          if (!document.execCommand("copy")) return;
        }
        status.hidden = false;
        clearTimeout(hiding);
        hiding = setTimeout(() => (status.hidden = true), 2000);
      });
      place.prepend(button);
    }
  }

  function offerSearch(box, count) {
    const form = box.form;
    const filters = [...document.querySelectorAll("select")];
    const rows = [...document.querySelectorAll("tr[data-code]")];
    const groups = [...document.querySelectorAll("tbody, table, section")];
    let entries = null; // read when first needed: there may be thousands

    function shown() {
      return rows.filter((row) => !row.hidden).map((row) => row.querySelector("a"));
    }

    function filter() {
      const wanted = compared(box.value);
      const chosen = filters.filter((select) => select.value);
      let left = rows;
      if (wanted || chosen.length) {
        entries ??= rows.map(read);
        const open = entries.filter((entry) =>
          chosen.every((select) => entry[select.name] === select.value),
        );
        let found = open.filter((entry) => has(entry, wanted));
        if (!found.length && wanted) found = open.filter((entry) => within(entry, wanted));
        left = found.map((entry) => entry.row);
      }
      const visible = new Set(left);
      for (const row of rows) row.hidden = !visible.has(row);
      for (const group of groups) {
        group.hidden = !group.querySelector("tr[data-code]:not([hidden])");
      }
      document.querySelector(".none").hidden = left.length > 0;
      count.value = `${left.length} / ${rows.length}`;
      const asked = [box, ...chosen].filter(({ value }) => value);
      const query = asked.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`);
      try {
        // Back from a page finds the same rows, and an address can hold a search.
        const { pathname, hash } = location;
        history.replaceState(null, "", pathname + (query.length ? "?" : "") + query.join("&") + hash);
      } catch {}
    }

    const given = new URLSearchParams(location.search);
    for (const field of [box, ...filters]) {
      field.value = given.get(field.name) ?? "";
      if (field.selectedIndex === -1) field.value = "";
    }
    if (box.value) box.focus();
    filter();
    for (const field of [box, ...filters]) {
      field.addEventListener("input", () => {
        const { category } = form.elements;
        if (field.name === "catalog" && category) category.value = "";
        filter();
      });
    }
    form.addEventListener("reset", (event) => {
      event.preventDefault(); // its own reset comes after this event, and a filter after a reset
      for (const field of [box, ...filters]) field.value = "";
      filter();
      box.focus();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const wanted = compared(box.value);
      const exact = (entries ?? []).find(({ code, type }) => code === wanted || type === wanted);
      const best = exact && !exact.row.hidden ? exact.row.querySelector("a") : shown()[0];
      if (wanted !== "" && best) best.click();
    });
    return { rows, shown };
  }

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector("[type=search]");
    const count = document.querySelector("output");

    showLanguage(language);
    for (const button of document.querySelectorAll("[data-show]")) {
      button.addEventListener("click", () => {
        showLanguage(button.dataset.show);
        try {
          localStorage.setItem(kept, language);
        } catch {}
      });
    }
    if (document.querySelector("template")) offerCopies();
    const index = count && offerSearch(box, count);

    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const at = document.activeElement;
      if (event.key === "/" && at !== box) {
        box.focus();
        box.select();
      } else if (event.key === "Escape" && (at === box || at.closest("tr[data-code]"))) {
        box.form.reset();
        box.focus();
      } else if (index && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        const links = [box, ...index.shown()];
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
