
"use strict";
// Sorting and filtering, on top of a page that is whole without them.
{
  const ranks = ["error", "warning", "info", "none", "expired", "undated", "not yet", "current"];
  const folded = (text) => text.trim().toLowerCase();
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  /** What a cell is sorted by: numbers as such, judging words by their weight, others as text. */
  const key = (text) => {
    const number = /^-?[\d,]+$/.test(text) ? Number(text.replaceAll(",", "")) : NaN;
    if (!Number.isNaN(number)) return [1, number];
    const rank = ranks.indexOf(text);
    if (rank >= 0) return [0, rank];
    return text === "" || text === "–" ? [3, ""] : [2, text];
  };
  const words = new Intl.Collator("en", { numeric: true });
  const compare = ([kind, a], [other, b]) =>
    kind - other || (kind === 2 ? words.compare(a, b) : a < b ? -1 : a > b ? 1 : 0);

  const sortable = (table, heads, body) => {
    heads.forEach((head, column) => {
      const button = make("button", { type: "button" });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((one) => one.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const keyed = [...body.rows].map((row) => [key(folded(row.cells[column].textContent)), row]);
        keyed.sort(([a], [b]) => (down ? compare(b, a) : compare(a, b)));
        body.append(...keyed.map(([, row]) => row));
      });
    });
  };

  /** The values of a column, each once, in the order in which the table has them. */
  const values = (rows, column) => [
    ...new Set(rows.map((row) => row.cells[column].textContent.trim())),
  ];

  const filterable = (table, heads, rows, name) => {
    const grid = table.classList.contains("m");
    const input = make("input", { type: "search", autocomplete: "off" });
    const fields = [make("label", {}, grid ? "Find a vendor" : "Find in this table", input)];
    const selects = [];
    heads.forEach((head, column) => {
      if (!("f" in head.dataset)) return;
      const found = values(rows, column);
      if (found.length < 2 || found.length > 300) return;
      const options = found.map((value) => make("option", { value }, value || "(empty)"));
      const all = make("option", { value: "\u0000" }, "all");
      const select = make("select", {}, all, ...options);
      selects.push([column, select]);
      fields.push(make("label", {}, head.textContent, select));
    });
    if (grid) {
      const failing = make("input", { type: "checkbox" });
      fields.push(make("label", { className: "check" }, failing, "Only vendors with failures"));
      selects.push([null, failing]);
    }
    const status = make("output", {});
    const bar = make("div", { className: "filters", role: "group" }, ...fields, status);
    bar.setAttribute("aria-label", `Filter: ${name}`);
    let texts = null;
    const keeps = (row, index, wanted) =>
      texts[index].includes(wanted) &&
      selects.every(([column, field]) =>
        column === null
          ? !field.checked || row.querySelector(".f") !== null
          : field.value === "\u0000" || row.cells[column].textContent.trim() === field.value);
    const apply = () => {
      texts ??= rows.map((row) => folded((grid ? row.cells[0] : row).textContent));
      const wanted = folded(input.value);
      let shown = 0;
      rows.forEach((row, index) => {
        const kept = keeps(row, index, wanted);
        row.hidden = !kept;
        shown += kept;
      });
      for (const body of table.tBodies) body.hidden = [...body.rows].every((row) => row.hidden);
      status.textContent =
        shown === rows.length ? `${shown} rows` : `${shown} of ${rows.length} rows`;
    };
    bar.addEventListener("input", apply);
    status.textContent = `${rows.length} rows`;
    return bar;
  };

  for (const region of document.querySelectorAll(".scroll")) {
    const table = region.querySelector("table");
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    const heads = [...table.tHead.rows[0].cells];
    if (rows.length < 4) continue;
    if (!table.classList.contains("m")) sortable(table, heads, table.tBodies[0]);
    if (rows.length < (heads.some((head) => "f" in head.dataset) ? 8 : 20)) continue;
    region.before(filterable(table, heads, rows, region.getAttribute("aria-label")));
  }
}
