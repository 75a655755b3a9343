// The sums follow while one fills in; filling in what differs marks the person as paid. Without this file the page does
// the same after “核对”.
(function () {
  "use strict";
  var form = document.getElementById("collecting");
  if (!form) return;
  var rows = Array.prototype.slice.call(form.querySelectorAll(".person"));
  var cash = document.getElementById("id_cash");
  var said = form.querySelector("[data-agreement]");
  var rest = form.querySelector("[data-rest]");
  var booked = fen(form.getAttribute("data-booked") || "0") || 0;

  // whole fen, so that nothing is lost in a fraction
  function fen(text) {
    var plain = text.replace(/[０-９]/g, function (d) { return String.fromCharCode(d.charCodeAt(0) - 65248); })
      .replace(/[．。]/g, ".").replace(/[,，\s元]/g, "");
    var found = /^(-?)(\d+)(?:\.(\d{0,2}))?$/.exec(plain);
    if (!found) return null;
    var value = Number(found[2]) * 100 + Number(((found[3] || "") + "00").slice(0, 2));
    return found[1] ? -value : value;
  }
  function yuan(value) {
    var whole = Math.abs(value), sign = value < 0 ? "-" : "";
    return sign + Math.floor(whole / 100) + "." + ("0" + (whole % 100)).slice(-2);
  }
  function field(row, name) { return row.querySelector("[name^='" + name + "-']"); }
  function value(row, name) { var one = field(row, name); return one ? one.value.trim() : ""; }
  function markOf(row) {
    var input = row.querySelector(".choices input:checked");
    return input ? input.value : "";
  }
  function dues(row) {
    var typed = value(row, "amount"), select = field(row, "pay");
    if (typed) return fen(typed) || 0;
    var option = select && select.options ? select.options[select.selectedIndex] : null;
    return option ? fen(option.getAttribute("data-amount")) || 0 : 0;
  }
  function sums() {
    var all = { entered: booked, rest: 0, people: 0 };
    rows.forEach(function (row) {
      var mark = markOf(row), transfer = field(row, "transfer");
      if (mark === "paid" && !(transfer && transfer.checked)) all.entered += dues(row) + (fen(value(row, "extra")) || 0);
      if (!mark && row.hasAttribute("data-waits")) {
        all.rest += fen(row.getAttribute("data-usual")) || 0;
        all.people += 1;
      }
    });
    return all;
  }
  function show() {
    var all = sums(), counted = fen(cash.value), word, even = false, off = false;
    if (counted === null) {
      word = all.people ? "其余 " + all.people + " 人都交的话，现金应是 " + yuan(all.entered + all.rest) + " 元" : "记下的现金 " + yuan(all.entered) + " 元";
    } else if (all.people && counted === all.entered + all.rest) {
      even = true;
      word = "记下 " + yuan(all.entered) + " + 其余 " + all.people + " 人 " + yuan(all.rest) + " = " + yuan(counted) + "，对得上";
    } else if (counted === all.entered) {
      even = true;
      word = "与记下的 " + yuan(all.entered) + " 元一致";
    } else {
      var should = all.people ? all.entered + all.rest : all.entered;
      off = !all.people;
      word = (all.people ? "其余都交的话应是 " : "记下的是 ") + yuan(should) + " 元，" + (counted < should ? "少 " : "多 ") + yuan(Math.abs(counted - should)) + " 元";
    }
    said.textContent = word;
    said.classList.toggle("is-even", even);
    said.classList.toggle("is-off", off);
    document.querySelectorAll("[data-count=rest]").forEach(function (place) { place.textContent = all.people; });
    if (rest) rest.parentNode.hidden = all.people === 0;
  }
  form.addEventListener("change", function (event) {
    var row = event.target.closest(".person");
    var more = row && event.target.closest(".person-more");
    if (more && !event.target.name.match(/^consent-/)) {
      var paid = row.querySelector(".choices input[value=paid]");
      if (paid) paid.checked = true;
    }
    show();
  });
  form.addEventListener("input", show);
  // pressing the marked choice again takes it back
  var before = "";
  form.addEventListener("pointerdown", function (event) {
    var row = event.target.closest(".person");
    before = row ? markOf(row) : "";
  });
  form.addEventListener("click", function (event) {
    var input = event.target;
    if (input.type !== "radio" || !event.detail) return;
    if (input.value === before) {
      input.checked = false;
      show();
    }
    before = "";
  });
  show();
})();
