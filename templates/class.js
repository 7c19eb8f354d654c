"use strict";
// Sorts and filters the table of students. Without it the table is all there, in the order of names.
{
  const table = document.querySelector("table.scores");
  if (table) {
    const body = table.tBodies[0];
    const controls = document.getElementById("controls");
    const find = document.getElementById("find");
    const show = document.getElementById("show");
    const said = document.getElementById("said");
    const names = new Intl.Collator(undefined, { numeric: true });
    const cell = (row, column) => row.cells[column].textContent.trim();
    // The page is read once; from then on it is only written to.
    const rows = Array.from(body.rows, (row) => ({
      row,
      name: cell(row, 0),
      text: row.textContent.toLowerCase(),
      is: row.dataset.is.trim().split(" "),
    }));
    const columns = new Map();

    const numbers = (column) => {
      if (!columns.has(column)) {
        columns.set(column, new Map(rows.map((one) => [one, parseFloat(cell(one.row, column))])));
      }
      return columns.get(column);
    };

    const sort = (column, down) => {
      const value = column === 0 ? null : numbers(column);
      const compare = (one, other) => {
        if (value === null) return down * names.compare(one.name, other.name);
        const [a, b] = [value.get(one), value.get(other)];
        // Who has no number is last either way.
        if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) - Number.isNaN(b);
        return down * (a - b);
      };
      rows.sort((one, other) => compare(one, other) || names.compare(one.name, other.name));
      body.replaceChildren(...rows.map((one) => one.row));
    };

    const chosen = () => {
      const [column, verdict] = show.value.split(" ");
      if (!column) return () => true;
      if (!verdict) return (one) => one.is.includes(column);
      return (one) => one.row.cells[column].querySelector(".verdict")?.classList.contains(verdict);
    };

    const filter = () => {
      const words = find.value.toLowerCase().split(/\s+/);
      const fits = chosen();
      let count = 0;
      for (const one of rows) {
        const hidden = !(words.every((word) => one.text.includes(word)) && fits(one));
        count += !hidden;
        if (one.row.hidden !== hidden) one.row.hidden = hidden;
      }
      const told = count === rows.length ? "all" : count ? "some" : "none";
      said.textContent = said.dataset[told].replace("#", count);
    };

    Array.from(table.tHead.rows[0].cells).forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        // Names begin with A, points with the fewest: who needs help comes first.
        const down = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        table.querySelector("[aria-sort]")?.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", down === 1 ? "ascending" : "descending");
        sort(column, down);
      });
    });
    table.tHead.rows[0].cells[0].setAttribute("aria-sort", "ascending");
    find.addEventListener("input", filter);
    show.addEventListener("change", filter);
    controls.hidden = false;
    filter();
  }
}
