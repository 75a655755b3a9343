// The keyboard of a roll: letters choose, arrows move between people, the figures follow. Works on
// [data-people] holding .person rows of radio buttons with data-key; without it the radios work by themselves.
(function () {
  "use strict";
  var list = document.querySelector("[data-people]");
  if (!list) return;

  function rows() { return Array.prototype.slice.call(list.querySelectorAll(".person")); }
  function rowOf(element) { return element && element.closest ? element.closest(".person") : null; }
  function chosen(row) { return row.querySelector("input[type=radio]:checked"); }
  function go(row) {
    var input = row && (chosen(row) || row.querySelector("input[type=radio]"));
    if (!input) return;
    input.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }
  function nextUnrecorded(from) {
    var all = rows();
    var start = all.indexOf(from) + 1;
    return all.slice(start).concat(all.slice(0, start)).filter(function (row) { return !chosen(row); })[0];
  }
  function tally() {
    document.querySelectorAll("[data-tally]").forEach(function (place) {
      var kinds = place.getAttribute("data-tally").split(" ");
      place.textContent = rows().filter(function (row) {
        var input = chosen(row);
        return kinds.indexOf(input ? input.value : "none") >= 0;
      }).length;
    });
  }

  list.addEventListener("keydown", function (event) {
    var row = rowOf(event.target);
    if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
    if (/^(text|number|search)$/.test(event.target.type || "")) return;
    var all = rows();
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      go(all[all.indexOf(row) + step]);
      return;
    }
    var input = row.querySelector("input[data-key=\"" + event.key.toLowerCase().replace(/[^a-z0-9]/g, "") + "\"]");
    if (!input || event.key.length > 1) return;
    event.preventDefault();
    input.checked = true;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    go(nextUnrecorded(row) || row);
  });
  list.addEventListener("change", tally);
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-next-unrecorded]");
    if (!button) return;
    event.preventDefault();
    go(nextUnrecorded(rowOf(document.activeElement)));
  });
})();
