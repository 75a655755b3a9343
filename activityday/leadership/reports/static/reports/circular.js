// How long the circular is, said while one types, with the figures filled in. Without this file the page says it after “保存文字”.
(function () {
  "use strict";
  var form = document.getElementById("words");
  var said = form && form.querySelector("[data-length]");
  if (!said) return;
  var most = Number(form.getAttribute("data-limit"));
  var values = {};
  document.querySelectorAll("[data-fact]").forEach(function (cell) {
    values[cell.getAttribute("data-fact")] = cell.textContent.trim();
  });
  var headings = "总体情况存在问题整改要求";
  function count() {
    var text = headings;
    form.querySelectorAll("[data-counted]").forEach(function (field) { text += field.value; });
    text = text.replace(/【([^【】]*)】/g, function (whole, name) {
      return Object.prototype.hasOwnProperty.call(values, name) ? values[name] : whole;
    });
    var length = Array.from(text.replace(/\s/g, "")).length;
    said.textContent = length > most
      ? "全文 " + length + " 字，超过 " + most + " 字，请再精简 " + (length - most) + " 字。"
      : "全文 " + length + " 字，不超过 " + most + " 字。";
  }
  form.addEventListener("input", count);
})();
